"""Bringing back a copy of the progress; what is there now becomes a copy itself."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actquiz.errors import ActquizError, Location
from actquiz.memory import backup
from actquiz.memory.database import PATIENCE, connect, refuse_newer, uri, version_of
from actquiz.memory.sqlite_errors import explained

_BESIDE = ("", "-wal", "-shm")
"""What SQLite's files are called after the database's own name."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done."""

    source: Path
    kept: Path | None
    """Where the progress that was there before is now; None if there was none."""


def restore(store: Path, source: Path, now: datetime) -> Restored:
    """Fill ``store`` with what is in ``source``, in one transaction: other windows go on with it.

    ``now`` names the copy of what was there. Raise ``ActquizError``, with everything as it was, if
    ``source`` is not whole or either is from a newer program, or if another program is writing.
    """
    _refuse_unusable(source)
    stamp = f"{now:%Y-%m-%dT%H%M%S}"
    kept = None
    with explained(store):
        if store.exists():
            if _is_whole(store):
                kept = _copy(store, f"before-restore-{stamp}")
            else:
                kept = _set_aside(store, f"damaged-{stamp}")
        _fill(store, source)
    connect(store).close()
    return Restored(source, kept)


def _refuse_unusable(source: Path) -> None:
    version = version_of(source)
    refuse_newer(version, source)
    if not version or not _is_whole(source):
        raise ActquizError(
            "this backup is damaged or empty; nothing was changed",
            fix="choose another one: 'actquiz progress restore' lists them",
            where=Location(source),
        )


def _is_whole(path: Path) -> bool:
    """Whether SQLite can read all of it."""
    connection = _read_only(path)
    try:
        found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
        return found == ("ok",)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        return False
    finally:
        connection.close()


def _copy(store: Path, label: str) -> Path:
    refuse_newer(version_of(store), store)
    connection = _read_only(store)
    try:
        return backup.copy(connection, store, label)
    finally:
        connection.close()


def _set_aside(store: Path, label: str) -> Path:
    """Move the damaged files away; they may still be worth something to someone who can mend."""
    kept = backup.folder(store) / f"{store.stem}-{label}.db"
    kept.parent.mkdir(exist_ok=True)
    for ending in _BESIDE:
        part = store.with_name(store.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
    return kept


def _fill(store: Path, source: Path) -> None:
    given_up = time.monotonic() + PATIENCE

    def stop_waiting(status: int, remaining: int, total: int) -> None:
        busy = status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if busy and time.monotonic() > given_up:
            raise ActquizError(
                "another program holds your progress; nothing was changed",
                fix="close it, or wait for it, and try again",
                where=Location(store),
            )

    copy, target = _read_only(source), sqlite3.connect(store, timeout=PATIENCE)
    try:
        copy.backup(target, progress=stop_waiting)
    finally:
        target.close()
        copy.close()


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(uri(path.absolute()), uri=True)
