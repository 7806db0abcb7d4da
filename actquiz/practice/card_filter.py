"""Every card, narrowed by text, deck, tag, level and state, in any number.

A search keeps only the numbers of the rows it found; what a row says is looked up when it is seen.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from actquiz import clock
from actquiz.bank.cards import Curve
from actquiz.bank.search import Query, find
from actquiz.memory.database import uri
from actquiz.memory.sqlite_errors import explained
from actquiz.text.layout import plain

STATES: dict[str, str] = {
    "new": "(s.card_id IS NULL OR (s.phase = 0 AND s.suspended = 0))",
    "learning": "s.phase IN (1, 3) AND s.suspended = 0",
    "review": "s.phase = 2 AND s.suspended = 0",
    "due": "s.phase = 2 AND s.suspended = 0 AND s.due_day <= :day",
    "buried": "s.buried_until > :day",
    "suspended": "s.suspended = 1",
    "flagged": "s.flagged = 1",
    "leech": "s.lapses >= :leech",
}
"""The states to filter by, each with its condition."""

_STEPS = 10_000
"""Steps of SQLite's between two looks at whether the search is still wanted."""
_GAP = re.compile(r"\[\[\s*(\w+)\s*\]\]")
Standing = Literal["new", "learning", "learned", "due", "suspended"]
_BY_PHASE: dict[int | None, Standing] = {None: "new", 0: "new", 1: "learning", 3: "learning"}


@dataclass(frozen=True, slots=True)
class Filter(Query):
    """A query that knows the learner's side of the cards too."""

    state: str = ""
    """One of ``STATES``; empty: any."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found card, as a row shows it."""

    id: str
    kind: str
    title: str
    """One line without Markdown's marks."""
    standing: Standing
    flagged: bool
    due: date | None
    """The study day it is asked on; None for what is new or suspended."""


class SearchStopped(Exception):
    """The search was given up: another one is wanted."""


class FoundCards:
    """The result of a search: as long as it found cards, read a page at a time."""

    def __init__(self, catalogue: Catalogue, rows: array[int]) -> None:
        self._catalogue = catalogue
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def fetch(self, offset: int, limit: int) -> Sequence[Hit]:
        """The cards from ``offset`` on."""
        return self._catalogue.hits(self._rows[offset : offset + limit])

    def place(self, card_id: str) -> int:
        """Where a card stands; 0 if it was not found."""
        row = self._catalogue.row_of(card_id)
        return self._rows.index(row) if row is not None and row in self._rows else 0


class Catalogue:
    """A read-only view of the index and the store. Searches run in any thread, one at a time."""

    def __init__(self, store: Path, index: Path, *, leech: int) -> None:
        """``leech``: lapses from which on a card is called one."""
        self._store = store
        self._leech = leech
        self._connection = _join(store, index)
        # Searching has a connection of its own: what a row says is looked up meanwhile.
        self._searching = _join(store, index)
        self._lock = Lock()

    def close(self) -> None:
        """Close the view; the index and the store stay open."""
        self._connection.close()
        with self._lock:
            self._searching.close()

    def find(self, wanted: Filter, stopped: Callable[[], bool] = lambda: False) -> FoundCards:
        """The cards that match: in learning order, or the best first where text narrows enough.

        Raise ``SearchStopped`` as soon as ``stopped`` is true.
        """
        with self._lock:
            if stopped():
                raise SearchStopped
            self._searching.set_progress_handler(stopped, _STEPS)
            try:
                return FoundCards(self, self._found(wanted))
            except sqlite3.OperationalError:
                if stopped():
                    raise SearchStopped from None
                raise

    def _found(self, wanted: Filter) -> array[int]:
        def rows(sql: str, values: Mapping[str, Any]) -> list[Any]:
            return self._searching.execute(sql, values).fetchall()

        with explained(self._store):
            if not wanted.state:
                return find(rows, wanted)
            today = clock.study_day(clock.now()).toordinal()
            return find(
                rows,
                wanted,
                join="LEFT JOIN memory.state s ON s.card_id = card.id",
                condition=STATES[wanted.state],
                values={"day": today, "leech": self._leech},
            )

    def row_of(self, card_id: str) -> int | None:
        """The number of a card's row; None if there is no such card."""
        with explained(self._store):
            found = self._connection.execute("SELECT ref FROM card WHERE id = ?", (card_id,))
            row: tuple[int] | None = found.fetchone()
        return None if row is None else row[0]

    def hits(self, rows: Sequence[int]) -> list[Hit]:
        """What these rows say, in this order."""
        marks = ", ".join("?" * len(rows))
        sql = (
            f"SELECT c.ref, c.id, c.kind, t.title, {UNASKED}, s.phase, s.suspended, s.flagged, "
            "s.due_day FROM card c JOIN content t ON t.ref = c.ref "
            f"LEFT JOIN memory.state s ON s.card_id = c.id WHERE c.ref IN ({marks})"
        )
        today = clock.study_day(clock.now()).toordinal()
        with explained(self._store):
            found = {row[0]: row[1:] for row in self._connection.execute(sql, tuple(rows))}
        return [_hit(today, *found[row]) for row in rows if row in found]


def _hit(
    today: int,
    id: str,
    kind: str,
    title: str,
    payload: bytes | None,
    phase: int | None,
    suspended: int | None,
    flagged: int | None,
    due_day: int | None,
) -> Hit:
    how = standing(phase, suspended, due_day, today)
    waits = due_day is not None and how not in ("new", "suspended")
    due = date.fromordinal(due_day) if waits and due_day is not None else None
    return Hit(id, kind, row_title(title, payload), how, bool(flagged), due)


def standing(phase: int | None, suspended: int | None, due_day: int | None, today: int) -> Standing:
    """How a card stands on the day ``today``, from its columns in the store; days as ordinals."""
    if suspended:
        return "suspended"
    if phase in _BY_PHASE:
        return _BY_PHASE[phase]
    return "due" if due_day is not None and due_day <= today else "learned"


UNASKED = "CASE c.kind WHEN 'curve' THEN t.payload END"
"""The card itself where its title does not tell it from others."""


def row_title(title: str, payload: bytes | None) -> str:
    """What a list calls a card: its title in a line; of a picture, what it is a picture of."""
    if payload is None:
        return in_a_line(title)
    import msgspec

    from actquiz.practice.kinds.curve import drawn

    return f"{in_a_line(title)} {drawn(msgspec.msgpack.decode(payload, type=Curve))}"


def in_a_line(title: str) -> str:
    """A card's title without Markdown's marks, its gaps as they are shown."""
    return plain(_GAP.sub(r"‹\1›", title))


def _join(store: Path, index: Path) -> sqlite3.Connection:
    with explained(store):
        connection = sqlite3.connect(uri(index), uri=True, check_same_thread=False)
        connection.execute("ATTACH ? AS memory", (uri(store),))
        return connection
