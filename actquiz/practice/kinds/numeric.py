"""``numeric``: values drawn for this review, the answer computed, a typed number judged."""

from __future__ import annotations

from fractions import Fraction

from actquiz.bank.cards import Numeric
from actquiz.bank.draws import Drawn, draw, filled, written
from actquiz.practice import typed
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.turns import Response, Verdict, judged
from actquiz.practice.ways import TypeNumber, Way
from actquiz.text.markdown import escape


def ask(card: Numeric, seed: int) -> tuple[str, Way]:
    """The question with this review's values in it."""
    return filled(card.question, draw(card.draw, seed)), TypeNumber(card.unit)


def judge(card: Numeric, seed: int, response: Response) -> Verdict:
    """Right if the typed number lies within the card's tolerance of the computed one."""
    values = draw(card.draw, seed)
    truth = _answer(card, values)
    slack = max(float(card.tolerance.abs), float(card.tolerance.rel) * abs(truth))
    shown = f"{written(truth)} {card.unit}".rstrip()
    why = filled(card.why, {**values, "answer": written(truth)})
    said = response.texts[0].strip() if response.texts else ""
    number = read(said, card.unit)
    if number is None:
        headline = f"Wrong: “{escape(said)}” is not a number." if said else "Not answered."
        return judged(False, headline, shown, why)
    off = abs(number - truth)
    if off <= slack * (1 + 1e-9):
        return judged(True, "Right." if not off else "Right, near enough.", shown, why)
    return judged(False, f"Wrong: {escape(said)} is off by {written(off)}.", shown, why)


def states(card: Numeric) -> list[str]:
    """The reason; that the answer is right is proved by ``check``."""
    return [card.why]


def read(text: str, unit: str = "") -> float | None:
    """A number as people type it: 0.25, .25, 1/4, 25%, −3, 2e-3, 2·10⁻³; the unit may follow."""
    bare = text.strip()
    if unit and bare.lower().endswith(unit.lower()):
        bare = bare[: -len(unit)].rstrip()
    found: Fraction | None = typed.number(typed.spelled(escape(bare))) if bare else None
    return float(found) if found is not None else None


def _answer(card: Numeric, values: dict[str, Drawn]) -> float:
    # The engine's arithmetic needs numpy, which starting the program must not wait for.
    from actquiz.engine.expressions import number

    return number(card.answer, values)


KIND = Kind("Compute", 20.0, ask, judge, states)
