"""``flashcard``: turned over; the learner compares and grades, or types the formula."""

from __future__ import annotations

from contextlib import suppress

from actquiz.bank.cards import Flashcard
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice import formula_answer
from actquiz.practice.answer_ways import AnswerWay, Reveal
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.turn import Response, Verdict, judged


def ask(card: Flashcard, seed: int) -> tuple[str, AnswerWay]:
    """The question alone."""
    return card.front, Reveal()


def judge(card: Flashcard, seed: int, response: Response) -> Verdict:
    """The answer; whether it was known is for the learner to say, unless a formula was typed."""
    typed = "\n".join(response.texts).strip()
    if typed and formula_answer.is_asked_for(card):
        # Words in place of a formula are compared by the learner, as on every other card.
        with suppress(ActquizError):
            board = formula_answer.judge(card, typed)
            return judged(board.right, board.headline, card.back, card.why)
    return Verdict(None, Grade.GOOD, "", card.back, card.why)


def states(card: Flashcard) -> list[str]:
    """The answer and its reason."""
    return [card.back, card.why]


KIND = Kind("Recall", 10.0, ask, judge, states)
