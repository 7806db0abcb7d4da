"""The cards that can be asked: what the store knows and what the index holds, joined.

Due cards come from an index in the order they are asked in, sums from indexes that hold all that is
counted, new cards from the first place in the first deck that still has some.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from actquiz.memory.database import uri
from actquiz.memory.memory import from_milliseconds
from actquiz.memory.sqlite_errors import explained
from actquiz.memory.store import Store
from actquiz.memory.wanted import OPEN
from actquiz.practice.agenda import AgendaCard
from actquiz.practice.deck_positions import settle
from actquiz.practice.study_days import Diary

_WAITING = "phase IN (1, 3) AND suspended = 0 AND coalesce(buried_until, 0) <= :day"
_DUE = "phase = 2 AND suspended = 0 AND due_day <= :day AND coalesce(buried_until, 0) <= :day"
_UNSEEN = (
    "(s.card_id IS NULL OR (s.phase = 0 AND s.suspended = 0 "
    "AND coalesce(s.buried_until, 0) <= :day))"
)
_DECKS_WITH_NEW = """
SELECT id FROM bank.deck d WHERE count > (
    SELECT count(*) FROM state INDEXED BY state_deck
    WHERE deck = d.id AND (phase > 0 OR suspended > 0)
) ORDER BY position
"""


class Candidate(NamedTuple):
    """A card that could be asked next."""

    card_id: str
    group: str
    """Shared with its siblings; empty if it has none."""


class WantedCard(NamedTuple):
    """A card that the learner wants first."""

    card: AgendaCard
    due: bool
    """Whether it is to be reviewed today anyway."""


class Pool:
    """A read-only view of the store and the index, narrowed to ``decks`` and ``tags`` if given."""

    def __init__(
        self, store: Store, index: Path, *, decks: Sequence[str] = (), tags: Sequence[str] = ()
    ) -> None:
        self._store = store
        self._decks = tuple(decks)
        self._tagged = bool(tags)
        self._values = {f"deck{place}": deck for place, deck in enumerate(decks)}
        self._day: date | None = None
        self._with_new: list[str] | None = None
        self._first_new: dict[str, int] = {}
        with explained(store.path):
            self._connection = _join(store.path, index)
            self.diary = Diary(self._connection)
            if tags:
                self._choose(tags)
            settle(self._connection, store)

    def close(self) -> None:
        """Close the view; the store and the index stay open."""
        self._connection.close()

    def forget(self) -> None:
        """Look afresh at today and at the new cards: after an undo, or a mark taken away."""
        self._first_new.clear()
        self._with_new = None
        self.diary.forget()

    def reading(
        self, sql: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> sqlite3.Cursor:
        """The rows of a query over the store and the index, which is attached as ``bank``."""
        return self._connection.execute(sql, values)

    def waiting(self, day: date) -> Iterator[tuple[Candidate, datetime]]:
        """Cards in their learning steps, with the moment each is due, in that order."""
        rows = self._rows(
            f"SELECT card_id, grp, due FROM state INDEXED BY state_waiting WHERE {_WAITING} "
            f"AND {self._mine('')} ORDER BY due",
            day,
        )
        return ((Candidate(card_id, group), from_milliseconds(due)) for card_id, group, due in rows)

    def waiting_count(self, day: date) -> int:
        """How many cards are in their learning steps."""
        return sum(self.waiting_by_deck(day).values())

    def waiting_by_deck(self, day: date) -> dict[str, int]:
        """How many cards of each deck are in their learning steps."""
        rows = self._rows(
            f"SELECT deck, count(*) FROM state INDEXED BY state_waiting WHERE {_WAITING} "
            f"AND {self._mine('')} GROUP BY deck",
            day,
        )
        return dict(rows.fetchall())

    def due(self, day: date) -> Iterator[Candidate]:
        """Cards to review on the study day ``day``, the longest overdue first."""
        rows = self._rows(
            f"SELECT card_id, grp FROM state INDEXED BY state_due WHERE {_DUE} "
            f"AND {self._mine('')} ORDER BY due_day, shuffle",
            day,
        )
        return map(Candidate._make, rows)

    def new(self, day: date) -> Iterator[Candidate]:
        """Cards never seen, in learning order."""
        if day != self._day:
            self._day = day
            self._first_new.clear()
            self._with_new = None
        if self._with_new is None:
            rows = self._connection.execute(_DECKS_WITH_NEW)
            self._with_new = [deck for (deck,) in rows]
        for deck in self._with_new:
            if not self._decks or deck in self._decks:
                yield from self._new_in(deck, day)

    def wanted(self, day: date) -> list[WantedCard]:
        """What the learner wants first on ``day`` and can be asked, in that order."""
        ids = [card_id for (card_id,) in self._connection.execute(OPEN, (day.toordinal(),))]
        if not ids:
            return []
        items = self.items(ids, day)
        due = f"SELECT 1 FROM state WHERE {_DUE} AND card_id = :card"
        return [
            WantedCard(items[each], self._rows(due, day, card=each).fetchone() is not None)
            for each in ids
            if each in items and items[each].ready
        ]

    def blocked(self, day: date) -> set[str]:
        """Groups that have had their card for today: one was asked, is in its steps or buried.

        A sibling would give away the answer of a card that is buried until tomorrow.
        """
        rows = self._rows(
            f"SELECT grp FROM state INDEXED BY state_waiting WHERE {_WAITING} AND grp <> '' "
            "UNION SELECT grp FROM state INDEXED BY state_buried "
            "WHERE buried_until > :day AND suspended = 0 AND grp <> ''",
            day,
        )
        return self.diary.groups(day).union(group for (group,) in rows)

    def due_siblings(self, day: date) -> dict[str, dict[str, int]]:
        """For each group with due cards, how many of them are in which deck."""
        found: dict[str, dict[str, int]] = {}
        rows = self._rows(
            f"SELECT grp, deck, count(*) FROM state INDEXED BY state_siblings WHERE {_DUE} "
            f"AND grp <> '' AND {self._mine('')} GROUP BY grp, deck",
            day,
        )
        for group, deck, count in rows:
            found.setdefault(group, {})[deck] = count
        return found

    def has_due(self, group: str, day: date) -> bool:
        """Whether a card of the group is due."""
        row = self._rows(
            f"SELECT 1 FROM state INDEXED BY state_group WHERE {_DUE} AND grp = :group "
            "AND grp <> '' LIMIT 1",
            day,
            group=group,
        ).fetchone()
        return row is not None

    def due_by_deck(self, day: date) -> dict[str, int]:
        """How many cards of each deck are due, siblings all counted."""
        if self._tagged:
            rows = self._rows(
                f"SELECT deck, count(*) FROM state INDEXED BY state_due WHERE {_DUE} "
                f"AND {self._mine('')} GROUP BY deck",
                day,
            )
            return dict(rows.fetchall())
        due = dict(
            self._rows(
                "SELECT deck, count(*) FROM state INDEXED BY state_due WHERE phase = 2 "
                f"AND suspended = 0 AND due_day <= :day AND {self._mine('')} GROUP BY deck",
                day,
            ).fetchall()
        )
        buried = self._rows(
            "SELECT deck, count(*) FROM state INDEXED BY state_buried "
            "WHERE buried_until > :day AND phase = 2 "
            f"AND suspended = 0 AND due_day <= :day AND {self._mine('')} GROUP BY deck",
            day,
        )
        for deck, count in buried:
            due[deck] -= count
        return due

    def ahead(self, first: date, last: date) -> dict[int, int]:
        """How many cards come up on each day (as an ordinal) from ``first`` to ``last``."""
        rows = self._connection.execute(
            "SELECT due_day, count(*) FROM state INDEXED BY state_due WHERE phase = 2 "
            "AND suspended = 0 AND due_day BETWEEN :first AND :last "
            f"AND {self._mine('', tags=False)} GROUP BY due_day",
            {"first": first.toordinal(), "last": last.toordinal(), **self._values},
        )
        return dict(rows.fetchall())

    def next_day(self, after: date) -> date | None:
        """The first study day after ``after`` on which a card comes up."""
        (day,) = self._rows(
            "SELECT min(due_day) FROM state INDEXED BY state_due WHERE phase = 2 "
            f"AND suspended = 0 AND due_day > :day AND {self._mine('')}",
            after,
        ).fetchone()
        return None if day is None else date.fromordinal(day)

    def decks(self) -> list[tuple[str, str, int]]:
        """Id, title and number of cards of every deck, in learning order."""
        return self._connection.execute(
            "SELECT id, title, count FROM bank.deck ORDER BY position"
        ).fetchall()

    def tally(self) -> dict[str, dict[tuple[int, int], int]]:
        """For each deck, the cards the store knows by (phase, suspended)."""
        found: dict[str, dict[tuple[int, int], int]] = {}
        rows = self._connection.execute(
            "SELECT coalesce(deck, ''), phase, suspended, count(*) FROM state "
            "INDEXED BY state_deck GROUP BY deck, phase, suspended"
        )
        for deck, phase, suspended, cards in rows:
            found.setdefault(deck, {})[phase, suspended] = cards
        return found

    def _rows(self, sql: str, day: date, **values: str) -> sqlite3.Cursor:
        return self._connection.execute(sql, {"day": day.toordinal(), **values, **self._values})

    def _mine(self, alias: str, *, tags: bool = True) -> str:
        """The condition that a card (``alias``: its table, with a dot) is one of those wanted."""
        names = ", ".join(f":deck{place}" for place in range(len(self._decks)))
        condition = f"{alias}deck IN ({names})" if names else f"{alias}deck <> ''"
        if self._tagged and tags:
            column = "id" if alias else "card_id"
            condition += f" AND {alias}{column} IN (SELECT card_id FROM chosen)"
        return condition

    def _choose(self, tags: Sequence[str]) -> None:
        self._connection.execute("CREATE TEMP TABLE chosen (card_id TEXT PRIMARY KEY)")
        marks = ", ".join("?" * len(tags))
        self._connection.execute(
            f"INSERT INTO chosen SELECT DISTINCT card_id FROM bank.tag WHERE tag IN ({marks})",
            tuple(tags),
        )

    def _new_in(self, deck: str, day: date) -> Iterator[Candidate]:
        start = self._first_new.get(deck)
        rows = self._connection.execute(
            "SELECT c.id, c.grp, c.position FROM bank.card c LEFT JOIN state s ON s.card_id = c.id "
            f"WHERE c.deck = :deck AND c.position >= :start AND {_UNSEEN} "
            f"AND {self._mine('c.')} ORDER BY c.position",
            {"deck": deck, "start": start or 0, "day": day.toordinal(), **self._values},
        )
        for card_id, group, position in rows:
            if start is None:
                start = self._first_new[deck] = position
            yield Candidate(card_id, "" if group == card_id else group)
        if start is None:
            self._first_new[deck] = _NOWHERE

    def settle(self) -> None:
        """Take in decks that changed, then count and look afresh."""
        with explained(self._store.path):
            settle(self._connection, self._store)
        self.forget()

    def items(self, card_ids: Iterable[str], day: date) -> dict[str, AgendaCard]:
        """Those of the cards that are in the decks wanted, as they stand on ``day``."""
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS listed (card_id TEXT)")
        self._connection.execute("DELETE FROM listed")
        self._connection.executemany(
            "INSERT INTO listed VALUES (?)", ((card_id,) for card_id in card_ids)
        )
        return {row[0]: _to_item(row) for row in self._rows(_ITEMS + self._mine("c."), day)}


_NOWHERE = 2**62
_ITEMS = """
SELECT c.id, iif(c.grp = c.id, '', c.grp), c.deck, coalesce(s.phase, 0), s.last_review,
    coalesce(s.suspended, 0) = 0 AND coalesce(s.buried_until, 0) <= :day
    AND coalesce(s.phase, 0) NOT IN (1, 3)
FROM listed l JOIN bank.card c ON c.id = l.card_id LEFT JOIN state s ON s.card_id = c.id
WHERE """


def _to_item(row: tuple[Any, ...]) -> AgendaCard:
    card_id, group, deck, phase, reviewed, ready = row
    last = None if reviewed is None else from_milliseconds(reviewed)
    return AgendaCard(card_id, group, deck, phase > 0, last, bool(ready))


def _join(store: Path, index: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(uri(store), uri=True, isolation_level=None)
    try:
        connection.execute("ATTACH ? AS bank", (uri(index),))
    except BaseException:
        connection.close()
        raise
    return connection
