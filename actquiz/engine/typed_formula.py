"""Formulas of x as people type them: ``x*sigmoid(x)``, ``max(0, x)``, ``e^-x``, or LaTeX.

What is typed is turned into the expressions of ``engine.expressions``; with a backslash in it, it
is read as LaTeX. Nothing is ever handed to ``eval``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from actquiz.engine import expressions, latex_formula
from actquiz.engine.activations import registry as activations
from actquiz.errors import ActquizError
from actquiz.text.symbols import UNRAISED

RealFunction = Callable[[Any], Any]
"""An array of x to the array of values there."""

_LONGEST = 400
_LONGEST_LETTER = 2
_FIX = r"write it like x*sigmoid(x), max(0, x) or \frac{1}{1+e^{-x}}"
_SIGNS = {
    "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "⁄": "/", "^": "**",
    "σ": "sigmoid", "Φ": "Phi", "φ": "phi", "π": "pi", "≤": "<=", "≥": ">=",
    "{": "(", "}": ")", "[": "(", "]": ")", "$": "",
}  # fmt: skip
_WORDS = {"ln": "log", "σ": "sigmoid", "sgn": "sign", "maximum": "max", "minimum": "min"}
_KEYWORDS = {"if", "else", "and", "or", "not"}
_TOKEN = re.compile(r"\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|[A-Za-z_]\w*|\*\*|[<>=!]=|\S")
_ROOT = re.compile(r"√\s*(?=\()|√\s*(\d+\.?\d*|x)")
_RAISED = re.compile(f"[{re.escape(''.join(UNRAISED))}]+")
_LIBRARY = re.compile(r"\b(?:np|numpy|math)\s*\.\s*(?=[A-Za-z])")
_LEFT_SIDE = re.compile(r"^[^=<>!]*=(?!=)")


def read(text: str) -> RealFunction:
    """The function that ``text`` writes down; a left side such as ``f(x) =`` may stand before it.

    Raises ActquizError, here or when it is computed, where it is no formula of x.
    """
    if len(text) > _LONGEST:
        raise ActquizError(f"a formula of {len(text)} characters", fix=f"stay below {_LONGEST}")
    bare = text.strip().strip("$").strip()
    if not bare:
        raise ActquizError("there is no formula", fix=_FIX)
    return _latex(bare) if "\\" in bare else _expression(_LEFT_SIDE.sub("", bare))


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
        letters = _letters(typed) | _letters(wanted)
        if not letters and (words(typed) | words(wanted)) & set(activations.names()):
            return False
        names = {letter: _SAMPLES[place] for place, letter in enumerate(sorted(letters))}
        applied = f"({min(letters)})" if len(letters) == 1 else ""
        with np.errstate(all="ignore"):
            one, other = (
                np.broadcast_to(np.asarray(expressions.evaluate(each, names), float), _POINTS)
                for each in (spelled(typed), spelled(_applied(wanted, applied)))
            )
    except (ActquizError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError):
        return False
    known = np.isfinite(one) & np.isfinite(other)
    if not known.any() or (np.isfinite(one) != np.isfinite(other)).any():
        return False
    return bool(np.allclose(one[known], other[known], rtol=1e-9, atol=1e-12))


_POINTS = 40
_SAMPLES = np.random.default_rng(0).uniform(-3.0, 3.0, (4, _POINTS)) * np.repeat(
    [1.0, 5.0], _POINTS // 2
)
"""Values for up to four letters, near zero and far out: ReLU6 is ReLU up to 6."""


def _letters(text: str) -> set[str]:
    """The names in a formula that stand for numbers; ActquizError if one is a word."""
    found = set()
    for name in re.findall(r"[A-Za-z_]\w*", spelled(text)):
        if name in _KEYWORDS or expressions.is_known(name):
            continue
        if len(name) > _LONGEST_LETTER:
            raise ActquizError(f"“{name}” is a word, not a letter", fix=_FIX)
        found.add(name)
    return found


def _applied(text: str, argument: str) -> str:
    bare = spelled(text).strip()
    is_function = bare.isidentifier() and expressions.is_known(bare) and _is_function(bare)
    return f"{bare}{argument}" if argument and is_function else text


def words(text: str) -> set[str]:
    """The names of functions and letters in a formula, an activation by its engine's name."""
    return {_word(word) for word in re.findall(r"[A-Za-z_]\w*|σ", text)}


def _latex(latex: str) -> RealFunction:
    named = latex if "=" in latex.replace(r"\begin", "") else f"f = {latex}"

    def compute(x: Any) -> Any:
        return _filled(x, lambda: latex_formula.sides(named, {"x": x})[0])

    return compute


def _expression(text: str) -> RealFunction:
    written = spelled(text)

    def compute(x: Any) -> Any:
        if re.search(r"\b(if|and|or|not)\b", written) is None:
            return _filled(x, lambda: _value(text, written, x))
        # A condition is true or false of one x, not of an array.
        return _filled(x, lambda: [_value(text, written, each) for each in x])

    return compute


def _value(text: str, written: str, x: Any) -> Any:
    """The expression's value; a complaint about it names what was typed."""
    try:
        return expressions.evaluate(written, {"x": x})
    except ActquizError as error:
        why = error.what.replace(f"“{written}”", f"“{text}”")
        raise ActquizError(why, fix=_FIX) from None


def _filled(x: Any, compute: Callable[[], Any]) -> Any:
    """One float for each x, whatever the formula gives."""
    try:
        with np.errstate(all="ignore"):
            return np.broadcast_to(np.asarray(compute(), float), np.shape(x)).copy()
    except (TypeError, ValueError, AttributeError, RecursionError, ArithmeticError):
        raise ActquizError("this is not a formula of x", fix=_FIX) from None


def spelled(text: str) -> str:
    """The expression a person meant: signs, names in any case, products left out."""
    text = _RAISED.sub(_power, text)
    for sign, spelling in _SIGNS.items():
        text = text.replace(sign, spelling)
    text = _LIBRARY.sub("", text)
    text = _ROOT.sub(lambda of: f"sqrt({of[1]})" if of[1] else "sqrt", text)
    tokens = _TOKEN.findall(re.sub(r"\|([^|]+)\|", r"abs(\1)", text))
    parts: list[str] = []
    before = ""
    for token in _powers_last([_word(token) for token in tokens]):
        if _is_plain(token) and _is_function(before) and before not in _KEYWORDS:
            # "tanh x", "ln 2", as it is written by hand.
            parts.append(f"({token})")
            before = ")"
            continue
        if _ends_factor(before) and _starts_factor(token):
            parts.append("*")
        parts.append(token)
        before = token
    return " ".join(parts)


def _power(run: re.Match[str]) -> str:
    low = "".join(UNRAISED[sign] for sign in run[0])
    return f"**{low}" if low.isdigit() else f"**({low})"


def _is_plain(token: str) -> bool:
    return token[0].isdigit() or token == "pi" or (token not in _KEYWORDS and _is_letter(token))


def _powers_last(tokens: list[str]) -> list[str]:
    """The tokens with ``tanh ** 2 ( x )``, as it is written on paper, as ``tanh ( x ) ** 2``."""
    for start in range(len(tokens) - 3, 0, -1):
        if tokens[start] != "**" or not tokens[start + 1].isdigit():
            continue
        if not _is_function(tokens[start - 1]):
            continue
        power, after = tokens[start : start + 2], tokens[start + 2 :]
        end = _argument(after)
        tokens = tokens[:start] + after[:end] + power + after[end:]
    return tokens


def _argument(tokens: list[str]) -> int:
    """How many of the tokens are a function's argument: one, or a bracket with all it holds."""
    depth = 0
    for count, token in enumerate(tokens, start=1):
        depth += (token == "(") - (token == ")")
        if depth <= 0:
            return count
    return len(tokens)


def _ends_factor(token: str) -> bool:
    """Whether a factor is complete with it: a number, a letter, a closing bracket."""
    if token in _KEYWORDS or _is_function(token):
        return False
    return token == ")" or token[-1:].isalnum() or token.endswith(".")


def _starts_factor(token: str) -> bool:
    return token not in _KEYWORDS and (token == "(" or token[0].isalnum() or token[0] == ".")


def _word(word: str) -> str:
    word = _WORDS.get(word, word)
    if word in {"Phi", "phi"} or not word.isidentifier():
        return word
    lower = word.lower()
    return _canonical().get(lower, lower)


def _is_function(word: str) -> bool:
    return word.isidentifier() and word not in {"e", "pi", "inf"} and not _is_letter(word)


def _is_letter(word: str) -> bool:
    """Whether a name stands for a number: short, and nothing that is known."""
    return len(word) <= _LONGEST_LETTER and word.isidentifier() and not expressions.is_known(word)


@cache
def _canonical() -> dict[str, str]:
    """Every name of an activation, in lower case, to the one the engine uses."""
    names = {"sigma": "sigmoid"}
    for name in activations.names():
        names |= dict.fromkeys((name, *activations.get(name).aliases), name)
    return names
