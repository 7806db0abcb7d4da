"""``numeric``: values drawn for this review, the answer computed, a typed number judged."""

from __future__ import annotations

from math import isfinite

from actquiz.bank.cards import Numeric
from actquiz.bank.drawn_values import DrawnValue, draw, filled, written
from actquiz.errors import ActquizError
from actquiz.practice.answer_ways import AnswerWay, TypeNumber
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.turn import Response, Verdict, judged
from actquiz.practice.typed_number import readings
from actquiz.text.markdown import escape

_ROUNDING = 1e-9
"""What the computer's own rounding may add to a tolerance."""
_SAME = 0.002
"""How far, relatively, a typed number may be from a mistake's: three digits tell."""


def ask(card: Numeric, seed: int) -> tuple[str, AnswerWay]:
    """The question with this review's values in it."""
    return filled(card.question, draw(card.draw, seed)), TypeNumber(card.unit)


def judge(card: Numeric, seed: int, response: Response) -> Verdict:
    """Right if the typed number lies within the card's tolerance of the computed one.

    Of a wrong one that a known mistake gives the headline says which it was.
    """
    values = draw(card.draw, seed)
    truth = _computed(card.answer, values)
    known: dict[str, DrawnValue] = {**values, "answer": written(truth)}
    shown, why = f"{written(truth)} {card.unit}".rstrip(), filled(card.why, known)
    said = response.texts[0].strip() if response.texts else ""
    if not said:
        return judged(False, "Not answered.", shown, why)
    try:
        numbers = readings(said, card.unit)
    except ActquizError as error:
        return judged(False, f"Wrong: {escape(error.what)}.", shown, why)
    number = min(numbers, key=lambda each: abs(each - truth))
    off = abs(number - truth)
    rounding = _ROUNDING * max(abs(truth), slack(card, truth))
    if off <= slack(card, truth) + rounding:
        headline = "Right." if off <= rounding else "Right, near enough."
        return judged(True, headline, shown, why)
    return judged(False, _wrong(card, said, numbers, truth, known), shown, why)


def states(card: Numeric) -> list[str]:
    """The reasons; that the answer is right is proved by ``check``."""
    return [card.why, *(mistake.why for mistake in card.mistakes)]


def slack(card: Numeric, value: float) -> float:
    """How far off a number may be and still count as ``value``."""
    return max(float(card.tolerance.abs), float(card.tolerance.rel) * abs(value))


def _wrong(
    card: Numeric, said: str, numbers: tuple[float, ...], truth: float, known: dict[str, DrawnValue]
) -> str:
    """Which mistake was made, if it is one that the card knows; else how far off it is."""
    near: list[tuple[float, str]] = []
    for mistake in card.mistakes:
        value = _computed(mistake.answer, known)
        off = min(abs(number - value) for number in numbers)
        if isfinite(value) and off <= max(slack(card, value), _SAME * abs(value)):
            near.append((off, filled(mistake.why, known)))
    if near:
        return f"Wrong. {min(near)[1]}"
    if card.unit == "%" and abs(100 * numbers[0] - truth) <= slack(card, truth):
        return f"Wrong: the answer is asked for in %, and {escape(said)} is the share."
    return f"Wrong: {escape(said)} is off by {written(abs(numbers[0] - truth))}."


def _computed(expression: str, values: dict[str, DrawnValue]) -> float:
    # The engine's arithmetic needs numpy, which starting the program must not wait for.
    from actquiz.engine.expressions import number

    return number(expression, values)


KIND = Kind("Compute", 20.0, ask, judge, states)
