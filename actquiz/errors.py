"""What is wrong, said one way: a ``Problem``, and the one error type that carries it to a user.

Everything that can go wrong because of input, files or the machine is raised as an
``ActquizError``; the command line prints it and exits with its code, the app shows it as a
notice. Anything else that escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from actquiz.words import suggestion

Severity = Literal["error", "warning"]


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


IN_TEXT = Path("text")
"""The path of places in a text of which it is not known yet which file it came from."""

Steps = tuple[str | int, ...]
"""The way from a card or a file to one of its values: fields' names, and numbers from 0, such as
``("options", 0, "why")``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, how to mend it, and where."""

    what: str
    fix: str = ""
    where: Location | None = None
    severity: Severity = "error"
    """An error keeps the thing (card, file, command) from being used; a warning does not."""
    field: Steps = ()
    """The way to the value, where it is not known yet on which line that stands."""

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column, to sort by; empty and 0 where it has none."""
        where = self.where
        return (str(where.path), where.line, where.column) if where else ("", 0, 0)

    def at(self, where: Location | None, *, owner: str = "") -> Problem:
        """The same problem at a place, and with whose it is said in front."""
        what = f"{owner}: {self.what}" if owner else self.what
        return replace(self, what=what, where=where, field=())

    def in_file(self, path: Path) -> Problem:
        """The same problem, found in a text that came from ``path``."""
        if self.where is None:
            return replace(self, where=Location(path))
        return replace(self, where=replace(self.where, path=path))

    def __str__(self) -> str:
        sign = "" if self.severity == "error" else "warning: "
        text = f"{self.where}: {sign}{self.what}" if self.where else f"{sign}{self.what}"
        return f"{text} — {self.fix}" if self.fix else text

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``: path, line, column, severity, what, fix."""
        path, line, column = self.place
        return {
            "path": path,
            "line": line,
            "column": column,
            "severity": self.severity,
            "what": self.what,
            "fix": self.fix,
        }


class ActquizError(Exception):
    """A problem that ends what was being done; each of its parts a person can act on.

    ``exit_code`` is 2 (bad input or usage) unless the command ran and found something wrong (1).
    """

    def __init__(
        self,
        what: str | Problem,
        *,
        fix: str = "",
        where: Location | None = None,
        exit_code: int = 2,
    ) -> None:
        self.problem = what if isinstance(what, Problem) else Problem(what, fix, where)
        super().__init__(self.problem.what)
        self.exit_code = exit_code

    @property
    def what(self) -> str:
        """What went wrong."""
        return self.problem.what

    @property
    def fix(self) -> str:
        """How to mend it."""
        return self.problem.fix

    @property
    def where(self) -> Location | None:
        """The place in a file, if it is about one."""
        return self.problem.where

    def __str__(self) -> str:
        return str(self.problem)


def unknown(
    what: str,
    name: str,
    known: Iterable[str],
    otherwise: str,
    *,
    where: Location | None = None,
    likeness: float = 0.6,
) -> ActquizError:
    """There is no ``what`` of that name: the error names the nearest that is known.

    ``otherwise`` is how to mend it where none is near; ``likeness`` as for ``words.nearest``.
    """
    fix = suggestion(name, known, otherwise, likeness)
    return ActquizError(f"there is no {what} '{name}'", fix=fix, where=where)
