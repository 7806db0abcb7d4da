"""What the learner decides about a card: suspended, flagged, buried. Every decision is kept.

The last one on each counts. Decisions made on several machines can so be put together in any order.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Literal

from actquiz.memory.memory import from_milliseconds, to_milliseconds
from actquiz.memory.rows import new_id

What = Literal["suspended", "flagged", "buried_until"]
"""The columns of ``state`` that hold the decisions."""

_STANDARD: dict[str, int | None] = {"suspended": 0, "flagged": 0, "buried_until": None}


def decide(
    connection: sqlite3.Connection, card_id: str, what: What, value: int | None, now: datetime
) -> None:
    """Write down a decision, later than all before it even if the clock says otherwise."""
    (last,) = connection.execute(
        "SELECT max(moment) FROM mark WHERE card_id = ? AND what = ?", (card_id, what)
    ).fetchone()
    moment = max(to_milliseconds(now), -1 if last is None else last + 1)
    connection.execute(
        "INSERT INTO mark (id, card_id, moment, what, value) VALUES (?, ?, ?, ?, ?)",
        (new_id(from_milliseconds(moment)), card_id, moment, what, value),
    )
    derive(connection, card_id)


def derive(connection: sqlite3.Connection, card_id: str) -> None:
    """Write into ``state`` what the decisions on the card lead to."""
    found, marked = dict(_STANDARD), None
    for what, value, moment in connection.execute(
        "SELECT what, value, moment FROM mark WHERE card_id = ? ORDER BY moment, id", (card_id,)
    ):
        found[what], marked = value, moment
    connection.execute(
        "INSERT INTO state (card_id, suspended, flagged, buried_until, marked) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "suspended = excluded.suspended, flagged = excluded.flagged, "
        "buried_until = excluded.buried_until, marked = excluded.marked",
        (card_id, *found.values(), marked),
    )


DIFFERING = """
SELECT card_id FROM (
    SELECT card_id, marked, suspended, flagged, buried_until FROM state WHERE marked IS NOT NULL
    EXCEPT
    SELECT card_id, max(moment), coalesce(sum(value) FILTER (WHERE what = 'suspended'), 0),
        coalesce(sum(value) FILTER (WHERE what = 'flagged'), 0),
        sum(value) FILTER (WHERE what = 'buried_until')
    FROM (
        SELECT *, row_number()
            OVER (PARTITION BY card_id, what ORDER BY moment DESC, id DESC) AS back
        FROM mark
    ) WHERE back = 1 GROUP BY card_id
)
UNION SELECT card_id FROM mark WHERE card_id NOT IN (SELECT card_id FROM state)
UNION SELECT card_id FROM state WHERE marked IS NULL
    AND (suspended OR flagged OR buried_until IS NOT NULL)
"""
"""Cards whose ``state`` is not what was decided."""
