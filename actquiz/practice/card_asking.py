"""How a card is asked, and how an answer is judged; no screen, no input or output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actquiz.bank.cards import AskedCard, Evidence, Predict
from actquiz.bank.studied_card import Entry
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.table import KINDS
from actquiz.practice.turn import Response, Turn, Verdict

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure


def ask(entry: Entry, seed: int) -> Turn:
    """The turn that asks ``entry``; ``seed`` decides the order of options and drawn values."""
    return Turn(entry, seed, *kind_of(entry.card).ask(entry.card, seed))


def judge(turn: Turn, response: Response) -> Verdict:
    """What ``response`` is worth on ``turn``.

    An open answer is judged twice: typed text alone marks the key points found in it; ``picks``
    (or an empty response) are the learner's own ticks. A card that is turned over is judged where
    it asks for a formula and one was typed.
    """
    return kind_of(turn.entry.card).judge(turn.entry.card, turn.seed, response)


def picture(turn: Turn, *, named: bool = False) -> Figure | None:
    """What is to be seen with the question; ``named`` once it is answered."""
    drawn = kind_of(turn.entry.card).picture
    return drawn(turn.entry.card, named) if drawn else None


def experiment(card: AskedCard) -> Evidence | None:
    """What can be run to see for oneself; a prediction's own experiment is that."""
    if isinstance(card, Predict):
        return Evidence(demo=card.demo, set=card.set)
    return card.evidence or None


def kind_of(card: AskedCard) -> Kind[Any]:
    """The card's kind in the one table."""
    return KINDS[type(card)]
