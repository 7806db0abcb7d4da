"""The one error type whose text a user reads.

Everything that can go wrong because of input, files or the machine is raised as an
``ActquizError``; the command line prints it and exits with its code, the app shows it as a
notice. Anything else that escapes is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: ``line`` and ``column`` count from 1; 0 means "the whole file"."""

    path: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        text = str(self.path)
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        return text


class ActquizError(Exception):
    """What went wrong, where, and how to fix it; each on a line a person can act on.

    ``exit_code`` is 2 (bad input or usage) unless the command ran and found something wrong (1).
    """

    def __init__(
        self,
        what: str,
        *,
        fix: str = "",
        where: Location | None = None,
        exit_code: int = 2,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.where = where
        self.exit_code = exit_code

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} — {self.fix}" if self.fix else text
