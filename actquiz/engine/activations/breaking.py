"""Where a formula stops giving numbers in float64, and which part of it is to blame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from actquiz.engine.activations.activation import Activation
from actquiz.engine.activations.formula import printing
from actquiz.engine.activations.formula.node import Expr
from actquiz.engine.activations.formula.program import first_failure, run
from actquiz.engine.activations.formula.typed import program

_NEAR = np.linspace(-20.0, 20.0, 4_001)
_FAR = np.geomspace(20.0, 1e4, 400)
_SLOPE = "its slope"


@dataclass(frozen=True, slots=True)
class Breaking:
    """A stretch of x on which the value or the slope of a function is no number."""

    what: str
    """“its value” or “its slope”."""
    low: float
    high: float
    """From and to, ±inf where it goes on; equal for a single point."""
    part: str
    """The part of the formula that fails first there."""

    def __str__(self) -> str:
        if self.low == self.high:
            where = f"at x = {self.low:g}"
        elif math.isinf(self.high):
            where = f"from x = {self.low:.4g} on"
        elif math.isinf(self.low):
            where = f"up to x = {self.high:.4g}"
        else:
            where = f"from x = {self.low:.4g} to {self.high:.4g}"
        return f"{self.what} is not a number {where}: {self.part} has none there"

    @property
    def wide(self) -> bool:
        """Whether it is more than a point, among the x that networks meet (|x| ≤ 20)."""
        return self.high > self.low and self.low < 20.0 and self.high > -20.0


@lru_cache(maxsize=256)
def breakings(activation: Activation) -> tuple[Breaking, ...]:
    """Where value or slope is NaN for |x| ≤ 10,000; none of a function of the catalogue."""
    if activation.written is None:
        return ()
    settings = {parameter.name: parameter.default for parameter in activation.parameters}
    formula = activation.written.filled(settings)
    found = _stretches("its value", formula.value)
    return tuple(found or _stretches(_SLOPE, formula.slope))


def _stretches(what: str, root: Expr) -> list[Breaking]:
    x = np.concatenate([-_FAR[::-1], _NEAR, _FAR])
    bad = np.isnan(run(program(root), x)[0])
    if not bad.any():
        return []
    edges = np.flatnonzero(np.diff(np.concatenate([[False], bad, [False]])))
    made = []
    for first, after in edges.reshape(-1, 2)[:4]:
        low = -math.inf if first == 0 else _edge(root, x[first - 1], x[first])
        high = math.inf if after == len(x) else _edge(root, x[after], x[after - 1])
        middle = float(x[first]) if math.isinf(high) else float(x[after - 1])
        made.append(Breaking(what, low, high, _blamed(root, middle)))
    return made


def _edge(root: Expr, good: float, bad: float) -> float:
    """Where numbers end, between a place that has one and a place that has none."""
    for _ in range(60):
        middle = (good + bad) / 2
        if math.isnan(run(program(root), np.array([middle]))[0][0]):
            bad = middle
        else:
            good = middle
    near = round(bad, 9)
    return float(near + 0.0 if abs(near - bad) < 1e-10 else bad)


def _blamed(root: Expr, x: float) -> str:
    part = first_failure(root, x)
    return printing.one_line(root if part is None else part)
