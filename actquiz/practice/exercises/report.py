"""What a check found, as values for whatever shows it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

TroubleKind = Literal[
    "failed",
    "error",
    "syntax",
    "missing",
    "unwritten",
    "refused",
    "timeout",
    "memory",
    "output",
    "exit",
    "crash",
    "unreadable",
]
"""``failed``: it ran and is wrong. ``error``: it raised. ``unwritten``: a NotImplementedError."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong with the learner's file."""

    kind: TroubleKind
    what: str
    """One sentence without a full stop."""
    line: int = 0
    """In the learner's file, from 1; 0 where none can be named."""
    code: str = ""
    """That line."""
    call: str = ""
    """The call that shows it, with the simplest arguments that were found, as Python."""
    expected: str = ""
    got: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class PropertyResult:
    """What became of one property."""

    sentence: str
    held: bool | None
    """None: it was not looked at, because the program could not go on."""
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What became of a whole check."""

    exercise: str
    path: Path
    results: tuple[PropertyResult, ...]
    trouble: Trouble | None
    """The first thing to mend; None: passed."""
    printed: str
    """What the learner's file printed, cut."""
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether every property holds."""
        return self.trouble is None

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {**asdict(self), "path": str(self.path), "passed": self.passed}
