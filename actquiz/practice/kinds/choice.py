"""``choice``: exactly one option is right."""

from __future__ import annotations

from actquiz.bank.cards import Choice, Multiple
from actquiz.practice.answer_ways import AnswerWay, PickOne
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.picking import judge_one, shown
from actquiz.practice.turn import Response, Verdict


def ask(card: Choice, seed: int) -> tuple[str, AnswerWay]:
    """The options, shuffled."""
    return card.question, PickOne(tuple(option.text for option in shown(card.options, seed)))


def judge(card: Choice, seed: int, response: Response) -> Verdict:
    """Right if the right option is picked."""
    options = shown(card.options, seed)
    right = [place for place, option in enumerate(options) if option.correct]
    return judge_one([(o.text, o.why) for o in options], right, response, card.why)


def states(card: Choice | Multiple) -> list[str]:
    """The right options and every option's reason."""
    right = [option.text for option in card.options if option.correct]
    return [*right, *(option.why for option in card.options), card.why]


KIND = Kind("Choose one", 12.0, ask, judge, states)
