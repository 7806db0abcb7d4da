"""SQLite's failures, said so that a person can act on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from actquiz.errors import ActquizError, Location

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
        name = getattr(error, "sqlite_errorname", "")
        for start, (what, fix) in _MEANINGS.items():
            if name.startswith(start):
                raise ActquizError(what, fix=fix, where=Location(path)) from error
        raise
    except OSError as error:
        raise ActquizError(
            f"this cannot be written: {error.strerror}",
            fix="make the folder writable, or point ACTQUIZ_HOME at another one",
            where=Location(path),
        ) from error
