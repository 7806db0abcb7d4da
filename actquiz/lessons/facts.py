"""The engine fills in a lesson's tables, and draws its plots."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from actquiz.demos.gallery import Chosen, together
from actquiz.engine import activations, expressions, gaussian
from actquiz.errors import ActquizError
from actquiz.lessons.lesson import FactsBlock, PlotBlock
from actquiz.plots.axes import number
from actquiz.words import suggestion

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure

_Value = float | bool | str
FACTS: dict[str, Callable[[activations.Activation], _Value]] = {
    "range": lambda f: str(f.facts().range),
    "minimum": lambda f: f.facts().minimum.value,
    "maximum": lambda f: f.facts().maximum.value,
    "slope_min": lambda f: f.facts().slope_min.value,
    "slope_max": lambda f: f.facts().slope_max.value,
    "monotone": lambda f: f.facts().monotone,
    "zero_mean": lambda f: f.facts().zero_mean,
    "lipschitz": lambda f: f.facts().lipschitz,
    "gaussian_mean": lambda f: gaussian.mean(f),
    "gaussian_square": lambda f: gaussian.square(f),
    "gaussian_slope_square": lambda f: gaussian.slope_square(f),
}
"""What a column may be called by one word: facts over all real numbers, means under N(0, 1)."""

_FUNCTION = re.compile(r"\bf\b")
MAX_ROWS = 24


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table as text, and the numbers in it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[float, ...]
    """As computed; infinite ones left out."""

    def markdown(self) -> str:
        """The table for whoever lays out Markdown."""
        lines = [self.header, ("---",) * len(self.header), *self.rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def fill(block: FactsBlock) -> FilledTable:
    """Compute the table; raises ActquizError for a name or an expression that is none."""
    return _filled(_Frozen(block))


class _Frozen:
    """A block as a key: structs with mappings have no hash of their own."""

    def __init__(self, block: FactsBlock) -> None:
        self.block = block
        self._key = repr(block)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and other._key == self._key


@cache
def _filled(frozen: _Frozen) -> FilledTable:
    block = frozen.block
    if bool(block.functions) == bool(block.each):
        raise ActquizError(
            "the table has no rows" if not block.functions else "the table has two kinds of rows",
            fix="give either functions: [sigmoid, tanh] or each: {n: [1, 2, 3]}",
        )
    if len(block.each) > 1:
        raise ActquizError("each has more than one name", fix="give one name and its values")
    rows: list[list[_Value]] = []
    if block.functions:
        for name in block.functions:
            activation = activations.get(name)
            rows.append([_fact(activation, what) for what in block.columns.values()])
    else:
        ((letter, values),) = block.each.items()
        for value in values:
            given = {letter: value}
            rows.append([expressions.number(what, given) for what in block.columns.values()])
    if not 0 < len(rows) <= MAX_ROWS:
        raise ActquizError(f"the table has {len(rows)} rows", fix=f"give 1 to {MAX_ROWS}")
    names = [[name] for name in block.functions] or [[] for _ in rows]
    return FilledTable(
        (*(["function"] if block.functions else []), *block.columns),
        tuple(
            (*lead, *(_shown(value, block.digits) for value in row))
            for lead, row in zip(names, rows, strict=True)
        ),
        tuple(
            float(value)
            for row in rows
            for value in row
            if not isinstance(value, (bool, str)) and math.isfinite(value)
        ),
    )


def _fact(activation: activations.Activation, what: str) -> _Value:
    """A fact by its name, or an expression in which ``f`` is the function."""
    if what in FACTS:
        return FACTS[what](activation)
    if what.isidentifier():
        raise ActquizError(
            f"there is no fact '{what}'",
            fix=suggestion(what, FACTS, f"use one of {', '.join(FACTS)}, or f(1)"),
        )
    return expressions.number(_FUNCTION.sub(activation.name, what))


def _shown(value: _Value, digits: int) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return number(value, digits).replace("-", "−")


def curves(block: PlotBlock) -> Figure:
    """The picture of a plot block; raises ActquizError for a function or a range that is none."""
    low, high = (float(end) for end in block.range)
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ActquizError(
            f"range: [{low:g}, {high:g}] is no range", fix="write the smaller end first"
        )
    return together([_chosen(name) for name in block.functions], low, high, slope=block.slope)


def _chosen(text: str) -> Chosen:
    """A function from ``name`` or ``name:parameter=value``, as ``actquiz plot`` takes it."""
    name, _, given = text.partition(":")
    activation = activations.get(name)
    params: dict[str, Any] = {}
    for part in given.split(",") if given else ():
        key, _, value = part.partition("=")
        try:
            params[key.strip()] = float(value)
        except ValueError:
            raise ActquizError(
                f"'{part}' in '{text}' sets no parameter", fix="write it like leaky_relu:alpha=0.2"
            ) from None
    activation.settings(params)
    return Chosen(activation, params)
