"""The index database: its tables, and opening it so that damage and rivals do no harm."""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from actquiz import clock
from actquiz.bank.deck_files import Stamp
from actquiz.errors import ActquizError, Location

BUSY_SECONDS = 60.0
"""How long to wait while another program builds the index."""

_TABLES = """
CREATE TABLE file(
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    hash BLOB NOT NULL,
    rank INTEGER NOT NULL,      -- place in the learning order
    deck TEXT,                  -- NULL: the header could not be read
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    needs TEXT NOT NULL         -- JSON list of deck ids
);
CREATE TABLE deck(
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    path TEXT NOT NULL,
    position INTEGER NOT NULL,
    count INTEGER NOT NULL,
    needs TEXT NOT NULL
);
CREATE TABLE card(
    id TEXT PRIMARY KEY,
    deck TEXT NOT NULL,
    grp TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    file INTEGER NOT NULL,
    ref INTEGER NOT NULL        -- rowid in content
);
CREATE INDEX card_position ON card(position);
CREATE INDEX card_deck ON card(deck, position);
CREATE INDEX card_file ON card(file);
CREATE INDEX card_group ON card(grp);
CREATE INDEX card_ref ON card(ref);
CREATE TABLE tag(card_id TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY(tag, card_id)) WITHOUT ROWID;
CREATE INDEX tag_card ON tag(card_id);
CREATE TABLE same(              -- cards that state the same; written on one of both is enough
    card_id TEXT NOT NULL,
    other TEXT NOT NULL,        -- a card or a formula
    PRIMARY KEY(card_id, other)
) WITHOUT ROWID;
CREATE INDEX same_other ON same(other);
CREATE TABLE content(
    ref INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    digest TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    payload BLOB NOT NULL       -- the card, as MessagePack
);
CREATE VIRTUAL TABLE words USING fts5(
    title, body, content='content', content_rowid='ref', prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
);
CREATE TABLE duplicate(file INTEGER NOT NULL, id TEXT NOT NULL, line INTEGER NOT NULL);
CREATE INDEX duplicate_file ON duplicate(file);
CREATE TABLE problem(
    file INTEGER NOT NULL,
    line INTEGER NOT NULL,
    col INTEGER NOT NULL,
    what TEXT NOT NULL,
    fix TEXT NOT NULL,
    severity TEXT NOT NULL
);
CREATE INDEX problem_file ON problem(file);
"""


def is_current(connection: sqlite3.Connection, stamps: Sequence[Stamp]) -> bool:
    """Whether the index was made from exactly these files."""
    known = connection.execute("SELECT path, mtime_ns, size FROM file").fetchall()
    return sorted(known) == sorted((one.path, one.mtime_ns, one.size) for one in stamps)


def made_by() -> int:
    """A number for the code that makes the index: another program's index is built anew.

    It changes with any file of this room, so that a new card type or wording shows at once.
    """
    with os.scandir(Path(__file__).parent) as listing:
        files = sorted(
            f"{item.name} {item.stat().st_size} {item.stat().st_mtime_ns}"
            for item in listing
            if item.name.endswith(".py")
        )
    return zlib.crc32("\n".join(files).encode()) & 0x7FFFFFFF


def connect(path: Path) -> sqlite3.Connection:
    """The index at ``path``, with this version's tables; made anew if damaged or of another.

    Raises ActquizError if another program holds it locked, OSError or sqlite3.OperationalError if
    the folder cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = clock.stopwatch() + BUSY_SECONDS
    while True:
        try:
            return _connect(path)
        except sqlite3.DatabaseError as error:
            # Two programs that make the file at once: SQLite gives up for one of them at once.
            if not (is_damage(error) or is_locked(error)) or clock.stopwatch() > deadline:
                raise
            if is_damage(error):
                remove(path)
            time.sleep(0.01)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is bad, rather than locked, read-only or full."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }


def is_locked(error: sqlite3.Error) -> bool:
    """Whether another program is in the way."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and (code & 0xFF) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def unusable(path: Path, error: OSError | sqlite3.Error) -> ActquizError:
    """What to say when there is no place for an index, not even a temporary one."""
    why = error.strerror if isinstance(error, OSError) else str(error)
    return ActquizError(
        f"the index over the decks cannot be used: {why}",
        fix="make room, or point ACTQUIZ_HOME and TMPDIR at folders that can be written to",
        where=Location(path),
    )


def locked(path: Path) -> ActquizError:
    """What to say when another program does not let go of the index."""
    return ActquizError(
        f"the index {path} is locked by another program",
        fix="wait until the other actquiz has finished, or end it",
    )


def remove(path: Path) -> None:
    """Delete the index and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").unlink()


def temporary() -> Path:
    """A place for an index that lasts as long as the program."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="actquiz-")) / "index.db"


def remove_folder(folder: Path) -> None:
    """Delete a temporary index with its folder."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    version = made_by()
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != version:
            _create(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("SELECT path FROM file LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables in one transaction: a rival sees all of them or none."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = made_by()
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != version:
            _drop_all(connection)
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _drop_all(connection: sqlite3.Connection) -> None:
    """Remove whatever another version left. Dropping ``words`` drops its shadow tables too."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql LIKE '%VIRTUAL%' DESC"
    for (name,) in connection.execute(names).fetchall():
        if not name.startswith("sqlite_"):
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')
