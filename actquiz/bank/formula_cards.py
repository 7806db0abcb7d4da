"""A formula card becomes several flashcards, one for each thing worth asking about a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import UNSET

from actquiz.bank.cards import Ask, Extremum, Flashcard, Formula


def expand(formula: Formula) -> list[Flashcard]:
    """The flashcards ``<id>.<ask>`` in the order of ``ask``.

    Each carries the formula's own claims and those that follow from its fields, so that a wrong
    minimum, range or slope is found like any other wrong answer.
    """
    return [_card(formula, ask) for ask in formula.ask]


def _card(formula: Formula, ask: Ask) -> Flashcard:
    front, back, claims = _ASKED[ask](formula)
    return Flashcard(
        id=f"{formula.id}.{ask}",
        level=formula.level,
        tags=formula.tags,
        sources=formula.sources,
        needs=formula.needs,
        same_as=formula.same_as,
        claims=(*claims, *formula.claims),
        evidence=formula.evidence,
        cited=formula.cited,
        front=front,
        back=back,
        why=formula.reason(ask),
    )


_Asked = tuple[str, str, tuple[dict[str, Any], ...]]
"""Front, back and the claims that follow from the formula's fields."""


def _formula(formula: Formula) -> _Asked:
    return f"What is the formula of {_the(formula)}?", f"$${formula.latex}$$", ()


def _name(formula: Formula) -> _Asked:
    # The left-hand side names the function: it would give the answer away.
    front = f"Which activation function is this?\n\n$${_right_hand_side(formula.latex)}$$"
    return front, f"{formula.name}.", ()


def _slope(formula: Formula) -> _Asked:
    back = f"$${formula.slope_latex}$$"
    if formula.slope_max is UNSET:
        return f"What is the derivative of {_the(formula)}?", back, ()
    back += f"\n\nIts largest value is {_roughly(formula.slope_max)}."
    front = f"What is the derivative of {_the(formula)}, and how large does it get?"
    return front, back, (_extremum(formula, "slope_max", formula.slope_max),)


def _range(formula: Formula) -> _Asked:
    claim = _claim(formula, {"range": formula.range})
    front = f"What is the range of {_the(formula)}?"
    return front, formula.range.replace("-", "−"), (claim,)


def _minimum(formula: Formula) -> _Asked:
    assert formula.minimum is not UNSET
    claim = _extremum(formula, "minimum", formula.minimum)
    back = f"{_number(formula.minimum.value)}{_at(formula.minimum)}."
    if formula.minimum.at is UNSET:
        return f"What is the smallest value of {_the(formula)}?", back, (claim,)
    front = f"What is the smallest value of {_the(formula)}, and where is it taken?"
    return front, back, (claim,)


def _properties(formula: Formula) -> _Asked:
    listed = "\n".join(f"- {item}" for item in formula.properties)
    if len(formula.properties) == 1:
        front = f"Which property sets {_the(formula)} apart?"
        return front, formula.properties[0], ()
    count = _COUNT.get(len(formula.properties), str(len(formula.properties)))
    return f"Name {count} properties of {_the(formula)} that matter in practice.", listed, ()


_ASKED: dict[str, Callable[[Formula], _Asked]] = {
    "formula": _formula,
    "name": _name,
    "slope": _slope,
    "range": _range,
    "minimum": _minimum,
    "properties": _properties,
}
_PROPER_NAMES = {"Mish", "Swish"}
_COUNT = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _the(formula: Formula) -> str:
    """The name inside a sentence: ``the sigmoid``, ``the ReLU``, but ``Mish``, a proper name."""
    first, space, rest = formula.name.partition(" ")
    if first in _PROPER_NAMES:
        return formula.name
    if first[1:].islower():
        first = first.lower()
    name = f"{first}{space}{rest}"
    return name if first == "the" else f"the {name}"


def _right_hand_side(latex: str) -> str:
    """What follows the first ``=`` that is outside braces; the whole formula if there is none."""
    depth = 0
    for index, sign in enumerate(latex):
        depth += (sign == "{") - (sign == "}")
        if sign == "=" and depth == 0 and latex[index - 1 : index] != "\\":
            return latex[index + 1 :].strip()
    return latex


def _claim(formula: Formula, stated: dict[str, Any]) -> dict[str, Any]:
    params: dict[str, Any] = {"params": dict(formula.params)} if formula.params else {}
    return {"function": formula.function, **params, **stated}


def _extremum(formula: Formula, name: str, extremum: Extremum) -> dict[str, Any]:
    at = {} if extremum.at is UNSET else {"at": extremum.at}
    return _claim(formula, {name: extremum.value, **at})


def _at(extremum: Extremum) -> str:
    return "" if extremum.at is UNSET else f", at $x = {extremum.at:.10g}$"


def _roughly(extremum: Extremum) -> str:
    """An extremum as one remembers it: three digits, and "about" where they are not all."""
    numbers = [one for one in (extremum.value, extremum.at) if one is not UNSET]
    value, *at = (f"{number:.3g}".replace("-", "−") for number in numbers)
    rounded = any(float(f"{number:.3g}") != number for number in numbers)
    place = f", {'near' if rounded else 'at'} $x = {at[0]}$" if at else ""
    return f"{'about ' if rounded else ''}{value}{place}"


def _number(value: float) -> str:
    """A number as a person writes it: no trailing zeros, ∞ for inf."""
    if value in (float("inf"), -float("inf")):
        return "∞" if value > 0 else "−∞"
    return f"{value:.10g}".replace("-", "−")
