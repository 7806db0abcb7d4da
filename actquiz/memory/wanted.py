"""Cards that the learner wants first on a day to come. A wish is over when the card was asked.

It is about this machine's next session, and so stays on this machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actquiz.memory.store import Store

OPEN = (
    "SELECT w.card_id FROM wanted w LEFT JOIN state s ON s.card_id = w.card_id "
    "WHERE w.day <= ? AND coalesce(s.last_day, 0) < w.day ORDER BY w.day, w.place"
)
"""The cards still wanted by a study day (as an ordinal), in order."""


def want(store: Store, card_ids: Sequence[str], day: date) -> None:
    """Put the cards at the head of ``day``, in this order, before those that are there."""
    with store.changing() as connection:
        connection.execute("UPDATE wanted SET place = place + ?", (len(card_ids),))
        connection.executemany(
            "INSERT OR REPLACE INTO wanted (card_id, day, place) VALUES (?, ?, ?)",
            ((card_id, day.toordinal(), place) for place, card_id in enumerate(card_ids)),
        )


def forget(store: Store, card_ids: Sequence[str]) -> None:
    """Take the wish for these back."""
    with store.changing() as connection:
        connection.executemany(
            "DELETE FROM wanted WHERE card_id = ?", ((card_id,) for card_id in card_ids)
        )


def wanted(store: Store, day: date) -> list[str]:
    """The cards that are still wanted by ``day``, the first one first."""
    with store.reading(OPEN, (day.toordinal(),)) as rows:
        return [card_id for (card_id,) in rows]
