"""Equations in a card's words: where they read as mathematics of x, or of the drawn values, they
must hold.

Three forms are tried: ``$f(x) = g(x)$`` at many x; ``$\\sigma' = \\sigma(1-\\sigma)$``, where a
bare function stands for its value at x; and ``$formula$ = [[answer]]`` on a numeric card, at
random draws. What cannot be read as one of them is left to the card's claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from actquiz.bank.cards import Card, Numeric
from actquiz.bank.drawn_values import draw
from actquiz.engine import latex_formula
from actquiz.engine.activations import registry as activations
from actquiz.engine.expressions import number
from actquiz.errors import ActquizError, Problem

_FORMULA = re.compile(r"(?<!\\)\$\$?([^$]+?)(?<!\\)\$\$?", re.DOTALL)
_ANSWER = re.compile(r"(?<!\\)\$([^$]+?)(?<!\\)\$\s*=\s*\[\[answer\]\]")
_BARE = {r"\sigma": "sigmoid", r"\tanh": "tanh"}
"""Functions that texts write without an argument."""
_CLOSE = 1e-9
_DRAWS = 8

Tried = tuple[str, Problem | None]
"""The text of an equation, and the complaint about it; None where it holds."""


def equations(text: str, card: Card) -> Iterator[Tried]:
    """Every equation of ``text`` that could be tried, and what came of it."""
    if isinstance(card, Numeric):
        yield from _answers(text, card)
    x = np.random.default_rng(0).uniform(-4.0, 4.0, 200)
    for match in _FORMULA.finditer(text):
        latex = match.group(1)
        if re.search(r"=", latex):
            holds = _holds(latex, x)
            if holds is not None:
                wrong = Problem(f"${latex}$ does not hold for every x", "correct it")
                yield match.group(), None if holds else wrong


def _holds(latex: str, x: Any) -> bool | None:
    """Whether all sides agree at every x; None where they are not all functions of x."""
    letters: dict[str, Any] = {"x": x}
    if not re.search(r"(?<![A-Za-z\\])x(?![A-Za-z])", latex):
        latex, letters = _with_bare_functions(latex, x)
        if not letters:
            return None
    try:
        sides = latex_formula.equation(latex, letters)
    except ActquizError:
        return None
    written = re.split(r"=", latex)
    for side, source in zip(sides, written, strict=False):
        varies = np.shape(side) == x.shape and np.ptp(side) > 0
        # "tanh(x) = 1" states a number somewhere, "ReLU(x) - ReLU(x)" is a slip of the pen.
        if not varies and not any(letter in source for letter in letters):
            return None
    if len(sides) != len(written) or np.shape(sides[0]) != x.shape:
        return None
    scale = max(1.0, *(float(np.max(np.abs(side))) for side in sides))
    return all(bool(np.max(np.abs(side - sides[0])) <= _CLOSE * scale) for side in sides[1:])


def _with_bare_functions(latex: str, x: Any) -> tuple[str, dict[str, Any]]:
    """``\\sigma'`` and ``\\sigma`` as letters that stand for their values at ``x``."""
    letters: dict[str, Any] = {}
    if "''" in latex or re.search(r"\\(?:sigma|tanh)\s*_", latex):
        return latex, {}
    for name, function in _BARE.items():
        if name in latex:
            activation = activations.get(function)
            slope = f"{name}prime"
            latex = re.sub(re.escape(name) + r"\s*'", re.escape(slope) + " ", latex)
            letters[name] = np.asarray(activation.value(x))
            letters[slope] = np.asarray(activation.slope(x))
    return latex, letters


def _answers(text: str, card: Numeric) -> Iterator[Tried]:
    """``$formula$ = [[answer]]``: the formula must give the answer, at random draws."""
    for match in _ANSWER.finditer(text):
        formula = match.group(1)
        exact = formula.split("=")[-1].split(r"\approx")[0]
        results = [_gives_answer(card, exact, seed) for seed in range(_DRAWS)]
        if None in results:
            continue
        wrong = Problem(f"${formula}$ does not give the answer", "correct the formula")
        yield match.group(), None if all(results) else wrong


def _gives_answer(card: Numeric, latex: str, seed: int) -> bool | None:
    """Whether the formula gives the answer for one draw; None where it cannot be read."""
    values = draw(card.draw, seed)
    letters = {
        letter: float(value)
        for name, value in values.items()
        if not isinstance(value, str)
        for letter in (name, f"\\{name}", *_GREEK.get(name, ()))
    }
    try:
        value = latex_formula.equation(latex, letters)[0]
        truth = number(card.answer, values)
    except ActquizError:
        return None
    if np.size(value) != 1:
        return None
    return bool(abs(float(np.asarray(value).reshape(())) - truth) <= 1e-6 * max(1.0, abs(truth)))


_GREEK = {"a": (r"\alpha",), "b": (r"\beta",), "s": (r"\sigma",)}
"""Letters that a deck may draw under their Latin names."""
