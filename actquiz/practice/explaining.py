"""When a card is forgotten again, the text that explains it is offered."""

from __future__ import annotations

from actquiz.lessons.shelf import Explanation, explanation
from actquiz.memory.grade import Grade
from actquiz.memory.store import Store

OFTEN = 2
"""So often a card is forgotten before its text is offered."""


def offered(store: Store, card_id: str, *, missed_now: bool = False) -> Explanation | None:
    """The text to offer for a card; None if it was not forgotten twice, or no lesson explains it.

    ``missed_now``: it was just answered wrong, and that is not in the store yet.
    """
    past = store.history(card_id)
    forgotten = sum(review.grade is Grade.AGAIN and review.undone is None for review in past)
    return explanation(card_id) if forgotten + missed_now >= OFTEN else None
