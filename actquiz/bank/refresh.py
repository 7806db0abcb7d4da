"""Bringing the index up to date: what changed is read, what went is forgotten.

Everything happens in one transaction, so that another program sees the old index or the new one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz.bank.deck_files import Stamp
from actquiz.bank.index_schema import is_current
from actquiz.errors import ActquizError, Problem

if TYPE_CHECKING:
    from actquiz.bank.loader import LoadedDeck
    from actquiz.bank.studied_card import Entry

Progress = Callable[[int, int], None]
"""Is called with how many are done, of how many."""

FILE_STEP = 1_000_000
"""Positions a file may take: a card's is ``rank * FILE_STEP`` plus its number in the file."""


def refresh(
    connection: sqlite3.Connection, stamps: Sequence[Stamp], progress: Progress | None
) -> None:
    """Read the files that changed; ``progress(done, total)`` counts their bytes."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not is_current(connection, stamps):
            _Refresh(connection, stamps, progress).run()
        connection.execute("COMMIT")
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@dataclass(frozen=True, slots=True)
class _Known:
    """A file as the index has it."""

    id: int
    mtime_ns: int
    size: int
    hash: bytes


class _Refresh:
    """One run over the files; the connection is inside a transaction."""

    def __init__(
        self, connection: sqlite3.Connection, stamps: Sequence[Stamp], progress: Progress | None
    ) -> None:
        self._sql = connection
        self._stamps = stamps
        self._progress = progress
        self._order = {stamp.path: number for number, stamp in enumerate(stamps)}
        rows = connection.execute("SELECT path, id, mtime_ns, size, hash FROM file")
        self._known = {path: _Known(*rest) for path, *rest in rows}
        self._built_whole = not self._known

    def run(self) -> None:
        for path in self._known.keys() - self._order.keys():
            self._forget_cards(self._known[path].id)
            self._sql.execute("DELETE FROM file WHERE id = ?", (self._known[path].id,))
        changed = [stamp for stamp in self._stamps if self._has_changed(stamp)]
        total = sum(stamp.size for stamp in changed)
        done = 0
        for stamp in changed:
            self._read(stamp)
            done += stamp.size
            if self._progress:
                self._progress(done, total)
        self._revive_duplicates()
        if self._built_whole:
            # In one go it takes a third of the time of adding card by card.
            self._sql.execute("INSERT INTO words(words) VALUES ('rebuild')")
        self._rank_files()
        self._list_decks()

    def _has_changed(self, stamp: Stamp) -> bool:
        known = self._known.get(stamp.path)
        return known is None or (known.mtime_ns, known.size) != (stamp.mtime_ns, stamp.size)

    def _read(self, stamp: Stamp, *, again: bool = False) -> None:
        """Put the file's cards in place of what the index has of it."""
        from actquiz.bank.deck_reading import decode, read_bytes
        from actquiz.bank.loader import LoadedDeck, load_text

        path = Path(stamp.path)
        hashed = b""
        try:
            data = read_bytes(path)
            hashed = blake2b(data, digest_size=16).digest()
            known = self._known.get(stamp.path)
            if known and known.hash == hashed and not again:
                self._sql.execute(
                    "UPDATE file SET mtime_ns = ?, size = ? WHERE id = ?",
                    (stamp.mtime_ns, stamp.size, known.id),
                )
                return
            loaded = load_text(decode(data, path), path)
        except ActquizError as error:
            loaded = LoadedDeck(path, problems=[error.problem])
        self._store(stamp, hashed, loaded)

    def _store(self, stamp: Stamp, hashed: bytes, loaded: LoadedDeck) -> None:
        rank = self._order[stamp.path]
        deck = loaded.deck
        header = (
            (deck.deck, deck.title, deck.about, json.dumps(deck.needs))
            if deck
            else (None, "", "", "[]")
        )
        if known := self._known.get(stamp.path):
            self._forget_cards(known.id)
        file = self._sql.execute(
            "INSERT INTO file(id, path, mtime_ns, size, hash, rank, deck, title, about, needs)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(path) DO UPDATE SET mtime_ns = excluded.mtime_ns, size = excluded.size,"
            " hash = excluded.hash, rank = excluded.rank, deck = excluded.deck,"
            " title = excluded.title, about = excluded.about, needs = excluded.needs RETURNING id",
            (known and known.id, stamp.path, stamp.mtime_ns, stamp.size, hashed, rank, *header),
        ).fetchone()[0]
        self._known[stamp.path] = _Known(file, stamp.mtime_ns, stamp.size, hashed)
        self._add_problems(file, loaded.problems)
        self._add_cards(file, rank, loaded.entries)

    def _add_problems(self, file: int, problems: Iterable[Problem]) -> None:
        self._sql.executemany(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)",
            [(file, *one.place[1:], one.what, one.fix, one.severity) for one in problems],
        )

    def _add_cards(self, file: int, rank: int, entries: Sequence[Entry]) -> None:
        """Insert the cards whose id is free, or is held by a file that comes later."""
        import msgspec

        from actquiz.bank.card_text import kind_of, title, words

        taken = self._taken(file, rank, entries)
        entries = [entry for entry in entries if entry.id not in taken]
        first = file * FILE_STEP
        encode = msgspec.msgpack.Encoder().encode
        texts = [(title(entry.card), words(entry.card)) for entry in entries]
        self._sql.executemany(
            "INSERT INTO content VALUES (?, ?, ?, ?, ?, ?)",
            [
                (first + entry.position, entry.line, entry.digest, *text, encode(entry.card))
                for entry, text in zip(entries, texts, strict=True)
            ],
        )
        if not self._built_whole:
            self._sql.executemany(
                "INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)",
                [
                    (first + entry.position, *text)
                    for entry, text in zip(entries, texts, strict=True)
                ],
            )
        self._sql.executemany(
            "INSERT INTO card VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    entry.id,
                    entry.deck,
                    entry.group,
                    rank * FILE_STEP + entry.position,
                    kind_of(entry.card),
                    entry.card.level,
                    file,
                    first + entry.position,
                )
                for entry in entries
            ],
        )
        self._sql.executemany(
            "INSERT OR IGNORE INTO tag VALUES (?, ?)",
            [(entry.id, tag) for entry in entries for tag in entry.card.tags],
        )
        self._sql.executemany(
            "INSERT OR IGNORE INTO same VALUES (?, ?)",
            [(entry.id, other) for entry in entries for other in entry.card.same_as],
        )

    def _taken(self, file: int, rank: int, entries: Sequence[Entry]) -> set[str]:
        """Ids that an earlier file has; a later file's card with such an id gives way."""
        ids = json.dumps([entry.id for entry in entries])
        rivals = self._sql.execute(
            "SELECT card.id, card.file, file.path, content.line FROM card"
            " JOIN file ON file.id = card.file JOIN content ON content.ref = card.ref"
            " WHERE card.id IN (SELECT value FROM json_each(?))",
            (ids,),
        ).fetchall()
        taken = set()
        for card_id, rival, path, line in rivals:
            if self._order[path] < rank:
                taken.add(card_id)
            else:
                self._forget_rows("id = ?", card_id)
                self._sql.execute("INSERT INTO duplicate VALUES (?, ?, ?)", (rival, card_id, line))
        self._sql.executemany(
            "INSERT INTO duplicate VALUES (?, ?, ?)",
            [(file, entry.id, entry.line) for entry in entries if entry.id in taken],
        )
        return taken

    def _revive_duplicates(self) -> None:
        """Read files again whose cards were kept out by an id that is free now."""
        freed = self._sql.execute(
            "SELECT DISTINCT file.path FROM duplicate JOIN file ON file.id = duplicate.file"
            " WHERE duplicate.id NOT IN (SELECT id FROM card)"
        ).fetchall()
        stamps = {stamp.path: stamp for stamp in self._stamps}
        for (path,) in sorted(freed, key=lambda row: self._order[row[0]]):
            self._read(stamps[path], again=True)

    def _forget_cards(self, file: int) -> None:
        self._forget_rows("file = ?", file)
        self._sql.execute("DELETE FROM problem WHERE file = ?", (file,))
        self._sql.execute("DELETE FROM duplicate WHERE file = ?", (file,))

    def _forget_rows(self, which: str, value: int | str) -> None:
        """Delete cards and all that belongs to them; ``which`` is a condition on ``card``."""
        chosen = f"(SELECT ref FROM card WHERE {which})"
        if not self._built_whole:
            self._sql.execute(
                "INSERT INTO words(words, rowid, title, body)"
                f" SELECT 'delete', ref, title, body FROM content WHERE ref IN {chosen}",
                (value,),
            )
        for table in ("tag", "same"):
            self._sql.execute(
                f"DELETE FROM {table} WHERE card_id IN (SELECT id FROM card WHERE {which})",
                (value,),
            )
        self._sql.execute(f"DELETE FROM content WHERE ref IN {chosen}", (value,))
        self._sql.execute(f"DELETE FROM card WHERE {which}", (value,))

    def _rank_files(self) -> None:
        """Give each file its place in the learning order and move its cards there."""
        rows = self._sql.execute("SELECT id, path, rank, deck, needs FROM file").fetchall()
        rows.sort(key=lambda row: self._order[row[1]])
        ranks = learning_order([(deck, json.loads(needs)) for *_, deck, needs in rows])
        for (file, _, _, _, _), rank in zip(rows, ranks, strict=True):
            first = self._sql.execute(
                "SELECT position / ? FROM card WHERE file = ? LIMIT 1", (FILE_STEP, file)
            ).fetchone()
            if first and first[0] != rank:
                self._sql.execute(
                    "UPDATE card SET position = position + ? WHERE file = ?",
                    ((rank - first[0]) * FILE_STEP, file),
                )
            self._sql.execute("UPDATE file SET rank = ? WHERE id = ?", (rank, file))

    def _list_decks(self) -> None:
        """The deck table, from the files in learning order; the first of two namesakes counts."""
        self._sql.execute("DELETE FROM deck")
        self._sql.execute(
            "INSERT OR IGNORE INTO deck SELECT deck, title, about, path, rank,"
            " (SELECT count(*) FROM card WHERE card.deck = file.deck), needs"
            " FROM file WHERE deck IS NOT NULL ORDER BY rank"
        )


def learning_order(decks: Sequence[tuple[str | None, Sequence[str]]]) -> list[int]:
    """The rank of each deck (id, needed decks): as given, but after what it needs.

    Decks that need each other stay as given.
    """
    places: dict[str, int] = {}
    for number, (deck, _) in enumerate(decks):
        if deck is not None:
            places.setdefault(deck, number)
    ranks = [-1] * len(decks)
    begun = [False] * len(decks)
    following = 0
    for start in range(len(decks)):
        waiting = [(start, False)]
        while waiting:
            number, needs_are_placed = waiting.pop()
            if needs_are_placed:
                ranks[number] = following
                following += 1
            elif not begun[number]:
                begun[number] = True
                waiting.append((number, True))
                needed = [places[need] for need in decks[number][1] if need in places]
                waiting.extend((need, False) for need in reversed(needed))
    return ranks
