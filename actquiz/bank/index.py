"""The index over all decks: what a start needs without reading a single card.

An SQLite file that is derived from the decks and safe to delete. What reads decks, yaml and
msgspec with it, is imported when a file has changed or a card is asked for.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actquiz import paths
from actquiz.bank import index_schema
from actquiz.bank.deck_files import deck_files
from actquiz.errors import ActquizError, Location, unknown

if TYPE_CHECKING:
    from actquiz.bank.search import Query, SearchResult
    from actquiz.bank.studied_card import Entry
    from actquiz.errors import Problem


@dataclass(frozen=True, slots=True)
class DeckInfo:
    """A deck as a list shows it."""

    id: str
    title: str
    about: str
    path: str
    count: int
    """Cards to study, formulas expanded."""
    position: int
    """Place in the learning order."""
    needs: tuple[str, ...]


class Index:
    """An open index. Threads may share it; close it when done."""

    def __init__(self, connection: sqlite3.Connection, path: Path, note: str = "") -> None:
        self._sql = connection
        self.path = path
        self.note = note
        """Something the person should know, such as that the index could not be kept."""

    @classmethod
    def open(
        cls,
        roots: Sequence[Path] | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Index:
        """The index over ``roots`` (default: all deck folders), with changed files read anew.

        ``progress(done, total)`` is called while files are read. A damaged index is rebuilt; where
        the cache folder cannot be written, a temporary index is used and ``note`` says so.
        Raises ActquizError if another program keeps the index locked or the disk is full.
        """
        path = paths.index_file()
        try:
            return cls(_current(path, roots, progress), path)
        except (OSError, sqlite3.Error) as error:
            if isinstance(error, sqlite3.Error) and index_schema.is_locked(error):
                raise index_schema.locked(path) from None
            reason = error.strerror if isinstance(error, OSError) else str(error)
        try:
            spare = index_schema.temporary()
            connection = _current(spare, roots, progress)
        except (OSError, sqlite3.Error) as error:
            raise index_schema.unusable(path, error) from None
        index = cls(
            connection,
            spare,
            f"the index cannot be kept in {path.parent} ({reason}): using a temporary one",
        )
        weakref.finalize(index, index_schema.remove_folder, spare.parent)
        return index

    def look_again(self) -> None:
        """Read the files that changed since it was opened.

        Raises ActquizError if another program keeps the index locked or it cannot be written.
        """
        from actquiz.bank.refresh import refresh

        try:
            refresh(self._sql, deck_files(paths.deck_roots()), None)
        except sqlite3.Error as error:
            if index_schema.is_locked(error):
                raise index_schema.locked(self.path) from None
            raise index_schema.unusable(self.path, error) from None
        self.__dict__.pop("problems", None)

    def close(self) -> None:
        """Let go of the file."""
        self._sql.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with the files, in learning order."""
        from actquiz.errors import Problem

        rows = self._rows(
            "SELECT path, line, col, what, fix, severity FROM problem"
            " JOIN file ON file.id = problem.file ORDER BY rank, line, col"
        )
        found = [
            Problem(what, fix, where=Location(Path(path), line, column), severity=severity)
            for path, line, column, what, fix, severity in rows
        ]
        return found + self._same_ids() + self._same_decks()

    def _same_ids(self) -> list[Problem]:
        from actquiz.errors import Problem

        rows = self._rows(
            "SELECT duplicate.id, here.path, duplicate.line, there.path, content.line"
            " FROM duplicate JOIN file AS here ON here.id = duplicate.file"
            " JOIN card ON card.id = duplicate.id JOIN content ON content.ref = card.ref"
            " JOIN file AS there ON there.id = card.file ORDER BY here.rank, duplicate.line"
        )
        return [
            Problem(
                f"the id `{card_id}` is already used at {Location(Path(other), other_line)}",
                "give one of the two cards another id",
                where=Location(Path(path), line),
            )
            for card_id, path, line, other, other_line in rows
        ]

    def _same_decks(self) -> list[Problem]:
        from actquiz.errors import Problem

        rows = self._rows(
            "SELECT file.deck, file.path, deck.path FROM file"
            " JOIN deck ON deck.id = file.deck AND deck.path <> file.path ORDER BY file.rank"
        )
        return [
            Problem(
                f"the deck id `{deck}` is already used in {other}",
                "give one of the two decks another id",
                where=Location(Path(path), 1),
            )
            for deck, path, other in rows
        ]

    def get(self, card_id: str) -> Entry | None:
        """The card with that id, or None."""
        found = self._entries("card.id = ?", card_id)
        return found[0] if found else None

    def entry(self, card_id: str) -> Entry:
        """The card with that id; raises ActquizError with the nearest id if there is none."""
        if entry := self.get(card_id):
            return entry
        raise self._no_card(card_id)

    def entries(self, card_or_group: str) -> list[Entry]:
        """A card, or all cards of a formula, by id; raises ActquizError as ``entry`` does."""
        found = self._entries("card.id = ?", card_or_group) or self._entries(
            "card.grp = ?", card_or_group
        )
        if not found:
            raise self._no_card(card_or_group)
        return found

    def place(self, card_or_group: str) -> Location | None:
        """Where a card or formula stands, without reading it; None if there is none."""
        rows = self._rows(
            "SELECT path, line FROM card JOIN file ON file.id = card.file"
            " JOIN content ON content.ref = card.ref WHERE card.id = ?1 OR grp = ?1 LIMIT 1",
            (card_or_group,),
        )
        return Location(Path(rows[0][0]), rows[0][1]) if rows else None

    def same_as(self, card_id: str) -> list[str]:
        """Cards that state the same figure or law, whichever of them says so, in learning order."""
        rows = self._rows(
            "SELECT card.id, position FROM same JOIN card ON other IN (card.id, grp)"
            " WHERE card_id = ?1 UNION"
            " SELECT there.id, there.position FROM card AS here"
            " JOIN same ON other IN (here.id, here.grp) JOIN card AS there ON there.id = card_id"
            " WHERE here.id = ?1 ORDER BY position",
            (card_id,),
        )
        return [other for other, _ in rows if other != card_id]

    def decks(self) -> list[DeckInfo]:
        """All decks in learning order."""
        rows = self._rows(
            "SELECT id, title, about, path, count, position, needs FROM deck ORDER BY position"
        )
        return [
            DeckInfo(deck, title, about, path, count, position, tuple(json.loads(needs)))
            for deck, title, about, path, count, position, needs in rows
        ]

    def ids(self) -> list[tuple[str, str, str]]:
        """Every card's id, that of its group, and its file: what no other card may be called."""
        return self._rows("SELECT card.id, grp, path FROM card JOIN file ON file.id = card.file")

    def tags(self) -> list[tuple[str, int]]:
        """All tags with the number of their cards, most used first."""
        return self._rows("SELECT tag, count(*) AS n FROM tag GROUP BY tag ORDER BY n DESC, tag")

    def search(self, query: Query, *, limit: int = 200, offset: int = 0) -> list[SearchResult]:
        """Cards that ``query`` looks for, the best match first; all in learning order without text.

        Any text is allowed; one without a single letter or digit finds nothing.
        """
        from actquiz.bank.search import find, results

        refs = find(self._rows, query)[offset : offset + limit]
        return results(self._rows, refs, query.text)

    def _rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """All rows of a query; a file that turns out to be damaged is removed for the next time."""
        try:
            return self._sql.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            if not index_schema.is_damage(error):
                raise index_schema.unusable(self.path, error) from None
            index_schema.remove(self.path)
            what = f"the index {self.path} is damaged and has been removed"
            raise ActquizError(what, fix="start again: it is made anew from the decks") from None

    def _entries(self, which: str, value: str) -> list[Entry]:
        rows = self._rows(
            "SELECT card.id, card.deck, file.title, grp, path, line, position, digest, payload"
            " FROM card JOIN content ON content.ref = card.ref JOIN file ON file.id = card.file"
            f" WHERE {which} ORDER BY position",
            (value,),
        )
        if not rows:
            return []
        from actquiz.bank.studied_card import unpack

        return [unpack(*row) for row in rows]

    def _no_card(self, card_id: str) -> ActquizError:
        ids = [one for (one,) in self._rows("SELECT id FROM card UNION SELECT grp FROM card")]
        return unknown("card", card_id, ids, "'actquiz search WORD' finds cards")


def _current(
    path: Path,
    roots: Sequence[Path] | None,
    progress: Callable[[int, int], None] | None,
) -> sqlite3.Connection:
    """A connection to the index at ``path``, up to date; damage found on the way is mended."""
    stamps = deck_files(paths.deck_roots() if roots is None else roots)
    for last_try in (False, True):
        connection = index_schema.connect(path)
        try:
            if not index_schema.is_current(connection, stamps):
                from actquiz.bank.refresh import refresh

                refresh(connection, stamps, progress)
            return connection
        except sqlite3.DatabaseError as error:
            connection.close()
            if last_try or not index_schema.is_damage(error):
                raise
            index_schema.remove(path)
    raise AssertionError("the second try returns or raises")
