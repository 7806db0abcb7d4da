"""The learner's progress: every grade is on disk before the next card is shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from actquiz import clock, paths
from actquiz.errors import ActquizError, Location
from actquiz.memory import backup
from actquiz.memory.card_marks import What, decide
from actquiz.memory.database import connect
from actquiz.memory.grade import Grade
from actquiz.memory.memory import (
    Memory,
    Parameters,
    Phase,
    from_milliseconds,
    next_moment,
    to_milliseconds,
)
from actquiz.memory.rows import (
    MEMORY_COLUMNS,
    REVIEW_COLUMNS,
    DeckPlace,
    Recorded,
    Review,
    StoredCard,
    from_memory,
    new_id,
    to_memory,
    to_review,
)
from actquiz.memory.schema import CARDS_ONLY
from actquiz.memory.sqlite_errors import explained

if TYPE_CHECKING:
    from actquiz.memory.scheduler import Scheduler

_SKEW = timedelta(seconds=60)
"""How far the clock may be behind the last review: clocks are corrected by seconds all the time."""

_SET_MEMORY = ", ".join(
    f"{column} = excluded.{column}" for column in [*MEMORY_COLUMNS.split(", "), "shuffle"]
)


class Stale(Exception):
    """The card was reviewed elsewhere since it was shown: the grade was not applied."""


class Store:
    """One open ``progress.db``. Use it from one thread; any number of programs may have it open."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._written = False

    @classmethod
    def open(cls, path: Path | None = None) -> Store:
        """Open or make the store. Raise ``ActquizError`` if that cannot be done safely."""
        path = path or paths.store_file()
        return cls(connect(path), path)

    def close(self) -> None:
        """Close it; after a day's first reviews this also makes the day's backup."""
        try:
            day = clock.study_day(clock.now())
            if self._written and backup.due(self.path, day):
                backup.rotate(self._connection, self.path, day)
        finally:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def memory(self, card_id: str) -> Memory | None:
        """What is remembered of the card; None if it was never reviewed."""
        return self.card(card_id).memory

    def card(self, card_id: str) -> StoredCard:
        """All that is known of the card."""
        with explained(self.path):
            row = self._connection.execute(
                f"SELECT {MEMORY_COLUMNS}, suspended, flagged, buried_until FROM state "
                "WHERE card_id = ?",
                (card_id,),
            ).fetchone()
        if row is None:
            return StoredCard(card_id, None)
        *memory, suspended, flagged, buried = row
        return StoredCard(
            card_id,
            to_memory(tuple(memory)),
            bool(suspended),
            bool(flagged),
            None if buried is None else date.fromordinal(buried),
        )

    def record(
        self,
        card_id: str,
        grade: Grade,
        *,
        scheduler: Scheduler,
        moment: datetime,
        offset: timedelta,
        seen: Memory | None,
        place: DeckPlace | None = None,
        duration: timedelta = timedelta(),
    ) -> Recorded:
        """Commit one review made at ``moment`` (UTC), local time ``offset`` ahead of UTC.

        ``seen`` is the memory the learner was shown the intervals for. Raise ``Stale`` if the card
        has another one by now, and ``ActquizError`` if the clock was set back or the disk fails;
        nothing is changed then.
        """
        self._refuse_past(clock.now())
        with self.changing():
            before = self.memory(card_id)
            if before != seen:
                raise Stale(card_id)
            moment = next_moment(before, moment)
            scheduled = scheduler.review(before, grade, moment, offset, card_id)
            review_id, day = new_id(moment), clock.study_day(moment, offset).toordinal()
            self._connection.execute(
                "INSERT INTO review (id, card_id, moment, offset, day, grade, duration, kind, "
                "scheduler) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    review_id,
                    card_id,
                    to_milliseconds(moment),
                    int(offset.total_seconds()),
                    day,
                    int(grade),
                    duration // timedelta(milliseconds=1),
                    int(before.phase if before else Phase.NEW),
                    self._scheduler_id(scheduler.parameters),
                ),
            )
            self.put_memory(card_id, scheduled.memory, place)
            forget_day(self._connection, day)
        self._written = True
        lapses = before.lapses if before else 0
        return Recorded(review_id, scheduled, scheduled.memory.lapses > lapses)

    def undo(self) -> Review | None:
        """Take back the last review of a card made here that still counts; None if there is none.

        That an exercise was passed is not taken back: it is no slip of a finger.
        The card's state becomes what its remaining reviews lead to.
        """
        from actquiz.memory.replay import replay

        with self.changing():
            row = self._connection.execute(
                f"SELECT {REVIEW_COLUMNS} FROM review WHERE undone IS NULL AND merged = 0 "
                f"AND {CARDS_ONLY} ORDER BY seq DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            review = to_review(row)
            self._connection.execute(
                "UPDATE review SET undone = ? WHERE seq = ?",
                (to_milliseconds(clock.now()), review.seq),
            )
            forget_days(self._connection, [review.card_id])
            left = [past for past in self.history(review.card_id) if past.undone is None]
            self.put_memory(review.card_id, replay(left, self.parameters()))
        self._written = True
        return review

    def history(self, card_id: str) -> list[Review]:
        """All the card's reviews, those undone too, the oldest first."""
        with explained(self.path):
            rows = self._connection.execute(
                f"SELECT {REVIEW_COLUMNS} FROM review WHERE card_id = ? ORDER BY moment, id",
                (card_id,),
            ).fetchall()
        return [to_review(row) for row in rows]

    def suspend(self, card_id: str, suspended: bool = True) -> None:
        """Keep the card out of all reviews, or let it back in."""
        self._mark(card_id, "suspended", int(suspended))

    def flag(self, card_id: str, flagged: bool = True) -> None:
        """Mark the card for the learner's own purposes."""
        self._mark(card_id, "flagged", int(flagged))

    def bury(self, card_id: str, until: date | None) -> None:
        """Keep the card out of reviews before the study day ``until``; None digs it up."""
        self._mark(card_id, "buried_until", None if until is None else until.toordinal())

    def back_up(self, label: str) -> Path:
        """Copy all of it to the folder of backups."""
        return backup.copy(self._connection, self.path, label)

    def parameters(self) -> dict[int, Parameters]:
        """The scheduler parameters that reviews refer to, by their number."""
        rows = self._connection.execute("SELECT id, parameters FROM scheduler")
        return {number: Parameters.from_json(text) for number, text in rows}

    def put_memory(
        self, card_id: str, memory: Memory | None, place: DeckPlace | None = None
    ) -> None:
        """Write the derived half of the card's state. Only for those who derive it."""
        columns = f"card_id, {MEMORY_COLUMNS}, shuffle, deck, grp"
        marks = ", ".join("?" * (columns.count(",") + 1))
        # A card that already has a place keeps it: the index says where it is, not the review.
        self._connection.execute(
            f"INSERT INTO state ({columns}) VALUES ({marks}) "
            f"ON CONFLICT DO UPDATE SET {_SET_MEMORY}",
            (
                card_id,
                *from_memory(memory, card_id),
                place.deck if place else None,
                place.group if place else "",
            ),
        )
        if memory is None:
            self._connection.execute(
                "DELETE FROM state WHERE card_id = ? AND marked IS NULL", (card_id,)
            )

    def put_places(
        self, places: Mapping[str, DeckPlace], digests: Mapping[str, str | None]
    ) -> None:
        """Write down where cards stand, and the digest of each deck that was looked through.

        None: that deck is gone.
        """
        with self.changing():
            self._connection.executemany(
                "UPDATE state SET deck = ?, grp = ? WHERE card_id = ?",
                ((place.deck, place.group, card_id) for card_id, place in places.items()),
            )
            for deck, digest in digests.items():
                self._connection.execute("DELETE FROM placed WHERE deck = ?", (deck,))
                if digest is not None:
                    self._connection.execute("INSERT INTO placed VALUES (?, ?)", (deck, digest))

    @contextmanager
    def reading(self, sql: str, values: Sequence[object] = ()) -> Iterator[sqlite3.Cursor]:
        """The rows of a query that changes nothing, read one by one."""
        with explained(self.path):
            cursor = self._connection.execute(sql, values)
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is on disk afterwards, or nothing of it."""
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _mark(self, card_id: str, column: What, value: int | None) -> None:
        with self.changing() as connection:
            decide(connection, card_id, column, value, clock.now())

    def _refuse_past(self, now: datetime) -> None:
        with explained(self.path):
            (last,) = self._connection.execute(
                "SELECT max(moment) FROM review WHERE undone IS NULL AND merged = 0"
            ).fetchone()
        if last is None or now >= from_milliseconds(last) - _SKEW:
            return
        raise ActquizError(
            f"the computer's clock ({now:%Y-%m-%d %H:%M} UTC) is behind your last review "
            f"({from_milliseconds(last):%Y-%m-%d %H:%M} UTC); nothing was recorded",
            fix="set the clock right, or undo that review if it was made with a wrong clock",
            where=Location(self.path),
        )

    def _scheduler_id(self, parameters: Parameters) -> int:
        text = parameters.to_json()
        self._connection.execute("INSERT OR IGNORE INTO scheduler (parameters) VALUES (?)", (text,))
        (number,) = self._connection.execute(
            "SELECT id FROM scheduler WHERE parameters = ?", (text,)
        ).fetchone()
        return int(number)


def forget_day(connection: sqlite3.Connection, day: int) -> None:
    """A card's latest review was made on this study day: what ``activity`` counts for it goes."""
    connection.execute("DELETE FROM activity WHERE day = ?", (day,))


def forget_days(connection: sqlite3.Connection, card_ids: Iterable[str]) -> None:
    """Reviews of these cards came, or went: what ``activity`` counts for their days goes."""
    connection.execute(
        "DELETE FROM activity WHERE day IN (SELECT day FROM review WHERE card_id IN "
        "(SELECT value FROM json_each(?)))",
        (json.dumps(list(card_ids)),),
    )
