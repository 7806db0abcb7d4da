"""A numeric card's two expressions, its tolerance, and the mistakes that it must tell apart."""

from __future__ import annotations

import math
from collections.abc import Iterator

from actquiz.bank.cards import Numeric
from actquiz.bank.drawn_values import DrawnValue, every_draw
from actquiz.engine.expressions import number
from actquiz.errors import ActquizError, Problem
from actquiz.practice.kinds.numeric import slack

MOST_DRAWS = 400
"""Combinations of drawn values up to which all are tried; beyond, as many are sampled."""
_AGREE = 1e-9


def check_numeric(card: Numeric) -> Iterator[Problem]:
    """Both ways to compute the answer agree, and no tolerance lets a mistake through."""
    met: set[int] = set()
    for values in every_draw(card.draw, MOST_DRAWS):
        try:
            answer, check = number(card.answer, values), number(card.check, values)
            wrong = [number(mistake.answer, values) for mistake in card.mistakes]
        except ActquizError as error:
            yield error.problem
            return
        if not (math.isfinite(answer) and abs(answer - check) <= _AGREE * max(1.0, abs(answer))):
            yield Problem(
                f"answer gives {answer:.10g} and check {check:.10g} at {_drawn(values)}",
                "correct one of the two expressions",
            )
            return
        for place, given in enumerate(wrong):
            # A mistake that cannot be made with these values is infinite there.
            arises = math.isfinite(given) and place not in met
            if arises and (found := _told_apart(card, place, answer, given, values)):
                met.add(place)
                yield found


def _told_apart(
    card: Numeric, place: int, answer: float, given: float, values: dict[str, DrawnValue]
) -> Problem | None:
    """What is wrong where a mistake gives ``given``, and the right way ``answer``."""
    name = f"the mistake “{card.mistakes[place].answer}”"
    field = ("mistakes", place, "answer")
    if abs(given - answer) <= _AGREE * max(1.0, abs(answer)):
        what = f"{name} gives the right answer at {_drawn(values)}"
        fix = "leave that value out of the draw, or the mistake out of the card"
        return Problem(what, fix, field=field, severity="warning")
    if abs(given - answer) <= slack(card, answer) * (1 + _AGREE):
        what = f"{name} gives {given:.6g} at {_drawn(values)}, which counts for {answer:.6g}"
        return Problem(what, "make the tolerance smaller, or draw other values", field=field)
    return None


def _drawn(values: dict[str, DrawnValue]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items()) or "no draw"
