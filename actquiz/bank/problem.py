"""What is wrong with a deck: a complaint with its place and the way to fix it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from actquiz.errors import Location

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint. An error keeps the card (or file) out; a warning does not."""

    where: Location
    what: str
    fix: str
    severity: Severity = "error"

    def __str__(self) -> str:
        sign = "" if self.severity == "error" else "warning: "
        return f"{self.where}: {sign}{self.what} — {self.fix}"

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``: path, line, column, severity, what, fix."""
        return {
            "path": str(self.where.path),
            "line": self.where.line,
            "column": self.where.column,
            "severity": self.severity,
            "what": self.what,
            "fix": self.fix,
        }
