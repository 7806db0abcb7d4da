"""The text that explains a card, and when it is offered: once the card was forgotten again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actquiz.bank.cards import Curve, Predict
from actquiz.lessons.lesson import Experiment
from actquiz.lessons.shelf import Explanation, explanation, lessons
from actquiz.memory.grade import Grade
from actquiz.memory.store import Store

if TYPE_CHECKING:
    from actquiz.bank.index import Index

OFTEN = 2
"""So often a card is forgotten before its text is offered."""


def explained(index: Index, card_id: str) -> Explanation | None:
    """Where a lesson explains the card, its formula, or another card that says the same."""
    named = next(filter(None, map(explanation, _alike(index, card_id))), None)
    return named or _by_experiment(index, card_id)


def _alike(index: Index, card_id: str) -> Iterator[str]:
    yield card_id
    entry = index.get(card_id)
    if entry is None:
        return
    yield entry.group
    yield from index.same_as(card_id)
    if isinstance(entry.card, Curve):
        yield entry.card.function.replace("_", "-")


def _by_experiment(index: Index, card_id: str) -> Explanation | None:
    """Of a prediction: where a lesson runs the same experiment."""
    entry = index.get(card_id)
    if entry is None or not isinstance(entry.card, Predict):
        return None
    for lesson in lessons():
        for number, section in enumerate(lesson.sections):
            for place, block in enumerate(section.blocks):
                if isinstance(block, Experiment) and block.block.demo == entry.card.demo:
                    return Explanation(lesson, number, max(place - 1, 0))
    return None


def offered(
    store: Store, index: Index, card_id: str, *, missed_now: bool = False
) -> Explanation | None:
    """The text to offer for a card; None if it was not forgotten twice, or no lesson explains it.

    ``missed_now``: it was just answered wrong, and that is not in the store yet.
    """
    past = store.history(card_id)
    forgotten = sum(review.grade is Grade.AGAIN and review.undone is None for review in past)
    return explained(index, card_id) if forgotten + missed_now >= OFTEN else None
