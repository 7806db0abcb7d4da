"""Formulas as people type them: ``x*sigmoid(x)``, ``max(0, x)``, ``e^-x``, or LaTeX.

What is typed is read by the grammar of formulas (``activations.formula``); with a backslash in it,
it is read as LaTeX. Nothing is ever handed to ``eval``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from actquiz.engine import latex_formula
from actquiz.engine.activations import registry as activations
from actquiz.engine.activations.formula.node import Expr, X, below, letter, letters
from actquiz.engine.activations.formula.program import compiled, run
from actquiz.engine.activations.formula.reading import FIX
from actquiz.engine.activations.formula.tokens import FormulaError
from actquiz.errors import ActquizError

RealFunction = Callable[[Any], Any]
"""An array of x to the array of values there."""

_LONGEST = 400
_WORDS = {"ln": "log", "σ": "sigmoid", "sgn": "sign", "maximum": "max", "minimum": "min"}


def read(text: str) -> RealFunction:
    """The function that ``text`` writes down; a left side such as ``f(x) =`` may stand before it.

    Raises ActquizError, here or when it is computed, where it is no formula of x.
    """
    if len(text) > _LONGEST:
        raise ActquizError(f"a formula of {len(text)} characters", fix=f"stay below {_LONGEST}")
    bare = text.strip().strip("$").strip()
    if not bare:
        raise ActquizError("there is no formula", fix=FIX)
    return _latex(bare) if "\\" in bare else _typed(bare)


def constant(text: str) -> float:
    """The value of a formula without x, such as ``ln 2/3``; raises ActquizError if it has none."""
    first, second = read(text)(np.array([0.37, 1.91]))
    if not (np.isfinite(first) and first == second):
        raise ActquizError(f"“{text}” is not one number", fix="write it like sqrt(2)/3")
    return float(first)


def same_value(typed: str, wanted: str) -> bool:
    """Whether two formulas of any letters have equal values: ``max(x, 0)`` and ``relu(x)``.

    A bare function that is wanted is meant of the letter that is typed. False for what is no
    formula, and for an activation of a number: ``relu 6`` is not six.
    """
    try:
        said = _tree(typed)
        names = _letters(said)
        meant = _applied(wanted, min(names)) if len(names) == 1 else _tree(wanted)
        names |= _letters(meant)
    except ActquizError:
        return False
    if len(names) > len(_SAMPLES) or (
        not names and (words(typed) | words(wanted)) & set(activations.names())
    ):
        return False
    places = {X if name == "x" else letter(name): at for at, name in enumerate(sorted(names))}
    one, other = run(compiled((said, meant), places), *_SAMPLES)
    known = np.isfinite(one) & np.isfinite(other)
    if not known.any() or (np.isfinite(one) != np.isfinite(other)).any():
        return False
    return bool(np.allclose(one[known], other[known], rtol=1e-9, atol=1e-12))


_POINTS = 40
_SAMPLES = np.random.default_rng(0).uniform(-3.0, 3.0, (4, _POINTS)) * np.repeat(
    [1.0, 5.0], _POINTS // 2
)
"""Values for up to four letters, near zero and far out: ReLU6 is ReLU up to 6."""


def words(text: str) -> set[str]:
    """The names of functions and letters in a formula, an activation by its engine's name."""
    return {word(each) for each in re.findall(r"[A-Za-z_]\w*|σ", text)}


def _latex(latex: str) -> RealFunction:
    named = latex if "=" in latex.replace(r"\begin", "") else f"f = {latex}"

    def compute(x: Any) -> Any:
        try:
            with np.errstate(all="ignore"):
                found = latex_formula.sides(named, {"x": x})[0]
                return np.broadcast_to(np.asarray(found, float), np.shape(x)).copy()
        except (TypeError, ValueError, AttributeError, RecursionError, ArithmeticError):
            raise ActquizError("this is not a formula of x", fix=FIX) from None

    return compute


def _typed(text: str) -> RealFunction:
    root = _tree(text)
    if named := letters(root):
        raise ActquizError(f"“{named[0]}” is not x", fix=FIX)
    program = compiled((root,), {X: 0})
    return lambda x: run(program, np.asarray(x, float))[0].copy()


def _tree(text: str) -> Expr:
    try:
        return activations.tree(text)
    except FormulaError as error:
        # A condition counts 1 where it holds.
        try:
            return activations.tree(f"1 if {text} else 0")
        except FormulaError:
            raise error from None


def _applied(text: str, name: str) -> Expr:
    """The tree of a formula, or of a bare function of that letter."""
    try:
        return _tree(text)
    except FormulaError:
        return _tree(f"{text}({name})")


def _letters(root: Expr) -> set[str]:
    return {*letters(root), *(["x"] if X in below(root) else [])}


def word(typed: str) -> str:
    """A function or a letter by the engine's name for it."""
    name = _WORDS.get(typed, typed)
    if name in {"Phi", "phi"} or not name.isidentifier():
        return name
    lower = name.lower()
    return _canonical().get(lower, lower)


@cache
def _canonical() -> dict[str, str]:
    """Every name of an activation, in lower case, to the one the engine uses."""
    names = {"sigma": "sigmoid"}
    for name in activations.names():
        names |= dict.fromkeys((name, *activations.get(name).aliases), name)
    return names
