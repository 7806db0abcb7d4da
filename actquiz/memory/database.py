"""Opening ``progress.db``: what it is, which version, and the way to this one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from actquiz.errors import ActquizError, Location
from actquiz.memory import backup
from actquiz.memory.schema import MIGRATIONS
from actquiz.memory.sqlite_errors import RESTORE, explained

_MAGIC = b"SQLite format 3\0"
_VERSION_AT = 60
_HEADER = 100
PATIENCE = 2.0
"""Seconds to wait while another window commits."""
_CHECKPOINT = 4000
"""Pages in the log before they are moved into the file: more often would be felt between cards."""


def connect(path: Path) -> sqlite3.Connection:
    """Open or make the database at ``path``, brought to this program's version.

    Raise ``ActquizError``, with the file untouched, if it is damaged or from a newer version.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_unusable(path)
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def uri(path: Path) -> str:
    """A name under which SQLite opens the database only to read it."""
    # urllib would do this too, at three milliseconds of every start.
    quoted = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?mode=ro"


def version_of(path: Path) -> int:
    """The version in the file's header; 0 for an empty one. Raise ``ActquizError`` if damaged."""
    with explained(path), path.open("rb") as file:
        header = file.read(_HEADER)
    if not header:
        return 0
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise ActquizError(
            "this is not a progress database, or it is damaged", fix=RESTORE, where=Location(path)
        )
    return int.from_bytes(header[_VERSION_AT : _VERSION_AT + 4], "big")


def _refuse_unusable(path: Path) -> None:
    """Look at the file before SQLite does: opening alone may already write beside it."""
    if not path.exists():
        return
    refuse_newer(version_of(path), path)
    if path.stat().st_size == 0 and backup.copies(path):
        raise ActquizError("your progress is empty", fix=RESTORE, where=Location(path))


def refuse_newer(version: int, path: Path) -> None:
    """Raise ``ActquizError`` if this program does not know ``version``."""
    if version > len(MIGRATIONS):
        raise ActquizError(
            f"your progress is from a newer actquiz (version {version}, this one knows "
            f"{len(MIGRATIONS)}); it was left untouched",
            fix="update actquiz",
            where=Location(path),
        )


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
    # A statement with triggers keeps a journal of its own: in a file, it costs three times as much.
    connection.execute("PRAGMA temp_store = MEMORY")
    version = _version(connection)
    refuse_newer(version, path)
    connection.execute("PRAGMA journal_mode = WAL")
    if version == len(MIGRATIONS):
        return
    if version:
        backup.copy(connection, path, f"before-version-{len(MIGRATIONS)}")
    _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    """All steps in one transaction: a crash in the middle leaves the old version."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another window may have been faster.
        for step in MIGRATIONS[_version(connection) :]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """Split a script whose statements end with a line; ``executescript`` would commit first."""
    statements, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            statements.append(statement)
            statement = ""
    return statements


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
