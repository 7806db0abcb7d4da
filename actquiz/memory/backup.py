"""Copies of the learner's progress, made by SQLite itself so that they are whole at any moment."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from actquiz import files
from actquiz.errors import ActquizError, Location
from actquiz.memory.sqlite_errors import explained

_DAILY = 7
_WEEKLY = 4
_FOLDER = "backups"
_NAME = re.compile(r"-(\d{4}-\d{2}-\d{2})\.db$")


def folder(store: Path) -> Path:
    """Where the copies of ``store`` are: beside it."""
    return store.parent / _FOLDER


def copies(store: Path) -> list[Path]:
    """All copies of ``store``, the newest first."""
    found = folder(store).glob(f"{store.stem}-*.db")
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def copy(connection: sqlite3.Connection, store: Path, label: str) -> Path:
    """Copy the open database to ``backups/<stem>-<label>.db`` and return that path."""
    path = folder(store) / f"{store.stem}-{label}.db"
    copy_to(connection, path)
    return path


def copy_to(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the open database to ``path``: the whole copy is there afterwards, or what was before.

    Raise ``ActquizError`` if it cannot be written.
    """

    def fill(unfinished: Path) -> None:
        with closing(sqlite3.connect(unfinished)) as target:
            connection.backup(target)
            # A copy is read where it lies: it must not need a log beside it.
            target.execute("PRAGMA journal_mode = DELETE")

    with explained(path):
        files.save(path, fill)


def due(store: Path, day: date) -> bool:
    """Whether ``day`` has no copy yet."""
    return not (folder(store) / f"{store.stem}-{day}.db").exists()


def rotate(connection: sqlite3.Connection, store: Path, day: date) -> Path:
    """Make the day's copy; of the older daily ones keep 7, and one a week for 4 weeks more."""
    made = copy(connection, store, str(day))
    dated = {
        date.fromisoformat(match[1]): path
        for path in copies(store)
        if (match := _NAME.search(path.name)) and path.name == f"{store.stem}-{match[1]}.db"
    }
    for old in set(dated) - _kept(sorted(dated, reverse=True)):
        dated[old].unlink()
    return made


def _kept(days: list[date]) -> set[date]:
    """The last 7 days that have a copy, and the newest of each of the 4 weeks before them."""
    kept = set(days[:_DAILY])
    weeks: set[date] = set()
    for day in days[_DAILY:]:
        monday = day - timedelta(days=day.weekday())
        if monday not in weeks and len(weeks) < _WEEKLY:
            weeks.add(monday)
            kept.add(day)
    return kept


def find(store: Path, name: str) -> Path:
    """The copy called ``name``: a path, or a file in the folder of copies."""
    for path in (Path(name).expanduser(), folder(store) / name, folder(store) / f"{name}.db"):
        if path.is_file():
            return path
    known = ", ".join(path.name for path in copies(store)[:5])
    raise ActquizError(
        f"there is no backup '{name}'",
        fix=f"there are {known}" if known else "there is no backup yet",
        where=Location(folder(store)),
    )
