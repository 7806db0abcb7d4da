"""Cards that are turned over: the learner compares and grades, or types the formula."""

from __future__ import annotations

from contextlib import suppress

from actquiz.bank import cards
from actquiz.bank.entry import Entry
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice import whiteboard
from actquiz.practice.turns import Response, Turn, Verdict


def ask(entry: Entry, seed: int) -> Turn:
    """Show the question alone."""
    return Turn(entry, seed, "reveal", _card(entry).front)


def judge(turn: Turn, response: Response) -> Verdict:
    """The answer; whether it was known is for the learner to say, unless a formula was typed."""
    card = _card(turn.entry)
    typed = "\n".join(response.texts).strip()
    if typed and whiteboard.is_asked_for(turn.entry):
        # Words in place of a formula are compared by the learner, as on every other card.
        with suppress(ActquizError):
            board = whiteboard.judge(turn.entry, typed)
            grade = Grade.GOOD if board.right else Grade.AGAIN
            return Verdict(board.right, grade, board.headline, card.back, card.why)
    return Verdict(None, Grade.GOOD, "", card.back, card.why)


def _card(entry: Entry) -> cards.Flashcard:
    if not isinstance(entry.card, cards.Flashcard):
        raise ValueError(f"{entry.id} cannot be turned over")
    return entry.card
