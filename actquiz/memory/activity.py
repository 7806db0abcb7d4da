"""What was done on which study day and at which hour, counted from the reviews.

Counting a million reviews takes seconds, so each day's counts are kept in the table ``activity``.
Whatever changes what a day counts removes the day from there, in the same transaction; whoever
reads counts the missing days and keeps them, if the file may be written to.
"""

from __future__ import annotations

import json
import sqlite3
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.memory.store import Store

MATURE_DAYS = 21
"""A card that was left alone for this many days is called mature."""


class Maturity(IntEnum):
    """How long the card had been left alone when it was asked."""

    NEW = 0
    """It was met for the first time."""
    LEARNING = 1
    """It was in its learning steps, or asked a second time on one study day."""
    YOUNG = 2
    """It had been learned and left alone for 1 to 20 study days."""
    MATURE = 3
    """It had been left alone for 21 study days or more."""

    @property
    def tested(self) -> bool:
        """Whether the answer says something about long-term memory."""
        return self >= Maturity.YOUNG


class Activity(NamedTuple):
    """The reviews of one study day and hour, of cards as mature."""

    day: int
    """The study day's ordinal."""
    hour: int
    """0 to 23, on the learner's clock, wherever the learner was."""
    maturity: Maturity
    reviews: int
    right: int
    """Those with any grade but Again."""
    duration: int
    """Milliseconds from question to grade, summed."""


# The remainder of a moment before 1970 would be negative.
_HOUR = "((moment / 1000 + offset) / 3600 % 24 + 24) % 24"
_MATURITY = f"""CASE
    WHEN kind = 0 THEN {Maturity.NEW:d}
    WHEN kind <> 2 OR gap IS NULL OR gap < 1 THEN {Maturity.LEARNING:d}
    WHEN gap < {MATURE_DAYS} THEN {Maturity.YOUNG:d}
    ELSE {Maturity.MATURE:d} END"""
_COUNTED = f"""
SELECT day, {_HOUR} AS hour, {_MATURITY} AS maturity, count(*), sum(grade > 1), sum(duration) FROM (
    SELECT r.*, r.day - (
        SELECT p.day FROM review p
        WHERE p.card_id = r.card_id AND p.undone IS NULL
        AND (p.moment < r.moment OR p.moment = r.moment AND p.id < r.id)
        ORDER BY p.moment DESC, p.id DESC LIMIT 1) AS gap
    FROM review r WHERE r.undone IS NULL AND r.day IN (SELECT value FROM json_each(?))
) GROUP BY 1, 2, 3
"""
# Each step looks up the next day in the index; DISTINCT would go through every review.
_UNCOUNTED = """
WITH RECURSIVE studied (day) AS (
    SELECT min(day) FROM review WHERE undone IS NULL UNION ALL
    SELECT (SELECT min(day) FROM review WHERE undone IS NULL AND day > studied.day)
    FROM studied WHERE studied.day NOTNULL
)
SELECT day FROM studied WHERE day NOTNULL AND day NOT IN (SELECT day FROM activity)
"""
# The last sum changes where a review was counted for another hour.
_MISCOUNTED = f"""
SELECT day, sum(reviews), sum(right), sum(duration), sum(hour * reviews) FROM activity GROUP BY day
EXCEPT
SELECT day, count(*), sum(grade > 1), sum(duration), sum({_HOUR})
FROM review WHERE undone IS NULL GROUP BY day
"""


def read_activity(store: Store) -> list[Activity]:
    """All that was done, days in order."""
    with store.reading(_UNCOUNTED) as rows:
        missing = [day for (day,) in rows]
    if not missing:
        return _kept(store)
    try:
        with store.changing() as connection:
            _count(connection, missing)
        return _kept(store)
    except ActquizError:
        # The file may not be written to: the counts are as good without being kept.
        with store.reading(_COUNTED, (json.dumps(missing),)) as rows:
            return sorted([*_kept(store), *map(_row, rows)])


def miscounted_days(store: Store) -> int:
    """Of how many days the kept counts do not add up to the day's reviews."""
    with store.reading(_MISCOUNTED) as rows:
        return len(rows.fetchall())


def _count(connection: sqlite3.Connection, days: list[int]) -> None:
    # Another window may have been faster.
    connection.execute(f"INSERT OR REPLACE INTO activity {_COUNTED}", (json.dumps(days),))


def _kept(store: Store) -> list[Activity]:
    with store.reading("SELECT * FROM activity ORDER BY day, hour, maturity") as rows:
        return list(map(_row, rows))


def _row(row: tuple[int, ...]) -> Activity:
    day, hour, maturity, *counts = row
    return Activity(day, hour, Maturity(maturity), *counts)
