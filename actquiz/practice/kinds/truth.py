"""``truth``: a statement that is true or false."""

from __future__ import annotations

from actquiz.bank.cards import Truth
from actquiz.practice.answer_ways import AnswerWay, TrueOrFalse
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.picking import marked, picked
from actquiz.practice.turn import Response, Verdict, judged

_NAMES = ("True", "False")


def ask(card: Truth, seed: int) -> tuple[str, AnswerWay]:
    """The statement; True stands first."""
    return card.statement, TrueOrFalse(_NAMES)


def judge(card: Truth, seed: int, response: Response) -> Verdict:
    """Right if the statement is what the learner says it is."""
    place = _NAMES.index(str(card.answer))
    picks = picked(response, len(_NAMES))
    right = picks == {place}
    headline = "Right." if right else f"Wrong: it is {_NAMES[place].lower()}."
    if not picks:
        headline = f"Not answered: it is {_NAMES[place].lower()}."
    lines = marked([(name, "") for name in _NAMES], picks, {place})
    return judged(right, headline, _NAMES[place], card.why, lines)


def states(card: Truth) -> list[str]:
    """The reason, and the statement if it is true."""
    return [card.why, *([card.statement] if card.answer else [])]


KIND = Kind("True or false?", 8.0, ask, judge, states)
