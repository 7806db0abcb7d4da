"""Formulas in LaTeX, read and computed: a typo in a formula card must not survive.

A small recursive-descent reader of the mathematics that formula cards use: arithmetic with implied
products, fractions, roots, powers, ``cases`` with conditions, the elementary functions, the
engine's functions by their usual names, primes for derivatives. It computes while it reads, over
an array of x.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np

from actquiz.engine.activations import registry as activations
from actquiz.engine.activations import special
from actquiz.engine.expressions import Values
from actquiz.errors import ActquizError

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\.\d+|[A-Za-z]|[^\s]")
_SPACING = {r"\left", r"\right", r"\,", r"\;", r"\:", r"\!", r"\ ", r"\quad", r"\big", r"\Big"}
_OPENING = {"(": ")", "[": "]", r"\{": r"\}", r"\lvert": r"\rvert", "|": "|"}
_NAMED = {r"\operatorname", r"\mathrm", r"\text", r"\textrm", r"\mathbf"}
_RELATIONS: dict[str, Callable[[Values, Values], Values]] = {
    "<": np.less,
    ">": np.greater,
    "≤": np.less_equal,
    "≥": np.greater_equal,
    r"\lt": np.less,
    r"\gt": np.greater,
    r"\le": np.less_equal,
    r"\leq": np.less_equal,
    r"\ge": np.greater_equal,
    r"\geq": np.greater_equal,
    r"\ne": np.not_equal,
    r"\neq": np.not_equal,
}
_EQUALS = {"=", r"\approx", r"\equiv"}
_ENDS = {")", "]", "}", r"\}", "&", r"\\", ",", r"\rvert", r"\end", *_RELATIONS, *_EQUALS}

_FUNCTIONS: dict[str, Callable[..., Values]] = {
    "exp": np.exp,
    "ln": np.log,
    "log": np.log,
    "tanh": np.tanh,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "sech": lambda x: 1.0 / np.cosh(x),
    "sin": np.sin,
    "cos": np.cos,
    "erf": special.erf,
    "erfc": lambda x: 1.0 - special.erf(x),
    "sgn": np.sign,
    "sign": np.sign,
    "Phi": special.normal_cdf,
    "phi": special.normal_density,
    "varphi": special.normal_density,
    "sigma": special.sigmoid,
    "max": np.maximum,
    "min": np.minimum,
    "clip": np.clip,
}
_SLOPES: dict[str, str] = {"sigma": "sigmoid", "tanh": "tanh"}


def sides(latex: str, names: Mapping[str, Values]) -> list[Values]:
    """The values of every side of an equation after the first ``=``; the first side names it.

    ``names`` gives the letters their values, such as ``x`` (an array) and ``\\alpha``. Raises
    ActquizError where the formula cannot be read.
    """
    with np.errstate(all="ignore"):
        return _Reader(latex, names).named_equation()


def equation(latex: str, names: Mapping[str, Values]) -> list[Values]:
    """The values of every side of an equation, the first one included; errors as ``sides``."""
    with np.errstate(all="ignore"):
        return _Reader(latex, names).equation()


def condition(latex: str, names: Mapping[str, Values]) -> Values:
    """Where a branch's condition such as ``\\text{if } -3 < x < 3`` holds; errors as ``sides``."""
    with np.errstate(all="ignore"):
        return _Reader(latex, names).condition()


class _Reader:
    """One pass over the tokens; each method reads one level of the grammar and returns values."""

    def __init__(self, latex: str, names: Mapping[str, Values]) -> None:
        self._latex = latex
        self._names = names
        self._tokens = [token for token in _TOKEN.findall(latex) if token not in _SPACING]
        self._place = 0

    def named_equation(self) -> list[Values]:
        """name = side [= side …], the name not computed"""
        while self._peek() not in _EQUALS:
            if not self._peek():
                raise self._unreadable("no “=”")
            self._place += 1
        return self._equal_sides()

    def equation(self) -> list[Values]:
        """side = side [= side …]"""
        return [self._sum(), *self._equal_sides()]

    def condition(self) -> Values:
        """A chain such as ``-3 < x < 3``; "if" and "for" are skipped, "otherwise" always holds."""
        word = ""
        while self._peek() in _NAMED:
            self._take()
            word += self._word()
        if word.startswith(("otherwise", "else")) or self._peek() in {r"\\", r"\end"}:
            return True
        left, holds = self._sum(), np.asarray(True)
        while self._peek() in _RELATIONS:
            relation = _RELATIONS[self._take()]
            right = self._sum()
            holds = np.logical_and(holds, relation(left, right))
            left = right
        return holds

    def _equal_sides(self) -> list[Values]:
        found = []
        while self._peek() in _EQUALS:
            self._place += 1
            found.append(self._sum())
        if self._peek() in {",", ".", ";"}:
            # "…, \quad \alpha > 0" states a condition after the formula.
            return found
        if self._peek():
            raise self._unreadable(f"“{self._peek()}” was not expected")
        return found

    def _peek(self, ahead: int = 0) -> str:
        place = self._place + ahead
        return self._tokens[place] if place < len(self._tokens) else ""

    def _take(self, expected: str = "") -> str:
        token = self._peek()
        if not token or (expected and token != expected):
            raise self._unreadable(f"expected “{expected or 'more'}”, found “{token or 'the end'}”")
        self._place += 1
        return token

    def _unreadable(self, why: str) -> ActquizError:
        return ActquizError(f"the formula “{self._latex}” cannot be read: {why}", fix="correct it")

    def _sum(self) -> Values:
        value = self._product()
        while self._peek() in {"+", "-", "−"}:
            sign = self._take()
            right = self._product()
            value = value + right if sign == "+" else value - right
        return value

    def _product(self) -> Values:
        value = self._factor()
        while (token := self._peek()) and token not in _ENDS | {"+", "-", "−"}:
            if token == "|" and not self._starts_absolute():
                break
            if token in {r"\cdot", r"\times", "*", "·", "×"}:
                self._take()
                value = value * self._factor()
            elif token in {"/", r"\div"}:
                self._take()
                value = value / self._factor()
            else:
                value = value * self._factor()
        return value

    def _starts_absolute(self) -> bool:
        """A bar after an operand closes ``|…|`` whenever one is open."""
        return self._open_bars == 0

    _open_bars = 0

    def _factor(self) -> Values:
        if self._peek() in {"-", "−"}:
            self._take()
            return -self._factor()
        if self._peek() == "+":
            self._take()
            return self._factor()
        value = self._atom()
        if self._peek() == "^":
            self._take()
            value = np.power(value, self._group())
        return value

    def _group(self) -> Values:
        """``{…}``, or the single token that LaTeX takes where braces are left out."""
        if self._peek() == "{":
            self._take()
            value = self._sum()
            self._take("}")
            return value
        if self._peek() == r"\circ":
            raise self._unreadable("degrees")
        token = self._peek()
        if re.fullmatch(r"\d\d+", token):
            self._tokens[self._place : self._place + 1] = [token[0], token[1:]]
        return self._atom()

    def _atom(self) -> Values:
        token = self._take()
        if re.fullmatch(r"[\d.]+", token):
            return float(token)
        if token == "{":
            value = self._sum()
            self._take("}")
            return value
        if token in _OPENING:
            return self._bracketed(token)
        if token in {r"\frac", r"\tfrac", r"\dfrac"}:
            return self._group() / self._group()
        if token == r"\sqrt":
            return np.sqrt(self._group())
        if token == r"\begin":
            return self._cases()
        if token in self._names:
            return self._names[token]
        if token == "e":
            return np.e
        if token == r"\pi":
            return np.pi
        return self._application(self._function_name(token))

    def _bracketed(self, opening: str) -> Values:
        bar = opening in {"|", r"\lvert"}
        self._open_bars, outer = (1 if bar else 0), self._open_bars
        value = self._sum()
        self._take(_OPENING[opening])
        self._open_bars = outer
        return np.abs(value) if bar else value

    def _word(self) -> str:
        """``{letters}`` after ``\\operatorname`` and its kin."""
        self._take("{")
        letters = []
        while self._peek() != "}":
            letters.append(self._take())
        self._take("}")
        return "".join(letters)

    def _function_name(self, token: str) -> str:
        name = self._word() if token in _NAMED else token.lstrip("\\")
        if name in _FUNCTIONS:
            return name
        try:
            return activations.get(name).name
        except ActquizError:
            raise self._unreadable(f"“{name}” is neither a known letter nor a function") from None

    def _application(self, name: str) -> Values:
        """f(x), f'(x), f^2(x), f_β(x), f x."""
        primed, power = False, None
        while self._peek() in {"'", "^", "_", "′", r"\prime"}:
            mark = self._take()
            if mark in {"'", "′", r"\prime"}:
                primed = True
            elif mark == "_":
                self._group()
            elif self._peek() == r"\prime":
                self._take()
                primed = True
            else:
                power = self._group()
        arguments = self._arguments()
        value = self._function(name, primed)(*arguments)
        return value if power is None else np.power(value, power)

    def _arguments(self) -> list[Values]:
        if self._peek() not in {"(", r"\{", "["}:
            return [self._factor()]
        opening = self._take()
        self._open_bars, outer = 0, self._open_bars
        arguments = [self._sum()]
        while self._peek() in {",", ";"}:
            self._take()
            arguments.append(self._sum())
        self._take(_OPENING[opening])
        self._open_bars = outer
        return arguments

    def _function(self, name: str, primed: bool) -> Callable[..., Values]:
        if primed:
            return activations.get(_SLOPES.get(name, name)).slope
        if name in _FUNCTIONS:
            return _FUNCTIONS[name]
        return activations.get(name).value

    def _cases(self) -> Values:
        """``\\begin{cases} value & condition \\\\ … \\end{cases}``; the first that holds counts."""
        if self._word() != "cases":
            raise self._unreadable("only the cases environment is known")
        conditions, values = [], []
        while True:
            values.append(self._sum())
            if self._peek() == ",":
                self._take()
            self._take("&")
            conditions.append(self.condition())
            if self._peek() == r"\\":
                self._take()
            if self._peek() == r"\end":
                break
        self._take(r"\end")
        self._word()
        shape = np.shape(self._names.get("x", 0.0))
        spread = [np.broadcast_to(value, shape) for value in values]
        held = [np.broadcast_to(condition, shape) for condition in conditions]
        return np.select(held, spread, default=np.nan)
