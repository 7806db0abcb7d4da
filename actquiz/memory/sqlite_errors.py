"""SQLite's failures, said so that a person can act on them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from actquiz import paths
from actquiz.errors import ActquizError, Location
from actquiz.files import system_problem

RESTORE = "'actquiz progress restore' brings back a backup"

_MEANINGS: dict[str, tuple[str, str]] = {
    "SQLITE_FULL": ("the disk is full; nothing was changed", "make room and try again"),
    "SQLITE_READONLY": (
        "your progress may not be written to",
        "make the file and its folder writable, or point ACTQUIZ_HOME at another folder",
    ),
    "SQLITE_PERM": (
        "your progress may not be opened",
        "make the file and its folder readable and writable",
    ),
    "SQLITE_CANTOPEN": (
        "your progress cannot be opened",
        "make the folder writable, or point ACTQUIZ_HOME at another one",
    ),
    "SQLITE_BUSY": (
        "another program holds your progress; nothing was changed",
        "close it, or wait for it, and try again",
    ),
    "SQLITE_LOCKED": (
        "another program holds your progress; nothing was changed",
        "close it, or wait for it, and try again",
    ),
    "SQLITE_CORRUPT": ("your progress is damaged", f"{RESTORE}; 'progress doctor' says more"),
    "SQLITE_NOTADB": ("this is not a progress database, or it is damaged", RESTORE),
    "SQLITE_IOERR": (
        "the disk failed; nothing was changed",
        "check the disk and the free room on it, then try again",
    ),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's failures with ``path`` into an ``ActquizError``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if known := _meaning(error):
            what, fix = known
            raise ActquizError(what, fix=fix, where=Location(path)) from error
        raise
    except OSError as error:
        problem = system_problem(error, path)
        fix = f"{problem.fix}, or point ACTQUIZ_HOME at another folder"
        raise ActquizError(replace(problem, fix=fix)) from error


def foreseen(error: BaseException) -> ActquizError | None:
    """What a failure of the disk or of SQLite means that nobody nearer to it explained.

    None for anything else: that is a mistake in this program.
    """
    if isinstance(error, OSError) and error.errno is not None:
        named = error.filename2 or error.filename
        path = Path(os.fsdecode(named)) if isinstance(named, (str, bytes)) else paths.home()
        return ActquizError(system_problem(error, path, "used"))
    if isinstance(error, sqlite3.DatabaseError) and (known := _meaning(error)):
        _, fix = known
        what = f"a database cannot be used: {error}"
        also = f"the index and your progress are in {paths.cache()} and {paths.home()}"
        return ActquizError(what, fix=f"{fix}; {also}")
    return None


def _meaning(error: sqlite3.DatabaseError) -> tuple[str, str] | None:
    name = getattr(error, "sqlite_errorname", "")
    return next((said for start, said in _MEANINGS.items() if name.startswith(start)), None)
