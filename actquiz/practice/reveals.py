"""Cards that are turned over: the learner compares and grades."""

from __future__ import annotations

from actquiz.bank import cards
from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.turns import Turn, Verdict


def ask(entry: Entry, seed: int) -> Turn:
    """Show the question alone."""
    return Turn(entry, seed, "reveal", _card(entry).front)


def judge(turn: Turn) -> Verdict:
    """The answer; whether it was known is for the learner to say."""
    card = _card(turn.entry)
    return Verdict(None, Grade.GOOD, "", card.back, card.why)


def _card(entry: Entry) -> cards.Flashcard:
    if not isinstance(entry.card, cards.Flashcard):
        raise ValueError(f"{entry.id} cannot be turned over")
    return entry.card
