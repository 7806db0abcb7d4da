"""A formula as a function: its tree, its slope's tree, and both computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from actquiz.arrays import Floats
from actquiz.engine.activations.formula import reading, slopes
from actquiz.engine.activations.formula.node import Expr, X, below, const, letter, letters
from actquiz.engine.activations.formula.program import Compiled, compiled, run
from actquiz.engine.activations.formula.reading import Lookup
from actquiz.engine.activations.formula.tokens import FormulaError
from actquiz.engine.activations.formula.tree import replaced

_MOST_NODES = 1_500
_PROBES = (1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8)


@dataclass(frozen=True, slots=True)
class TypedFormula:
    """A formula of x and perhaps letters, with its derivative."""

    value: Expr
    slope: Expr

    @property
    def letters(self) -> list[str]:
        """Its parameters, in the order in which they come."""
        return letters(self.value)

    def filled(self, settings: Mapping[str, float]) -> TypedFormula:
        """The same with numbers for letters."""
        if not settings:
            return self
        return _filled(self, tuple(sorted(settings.items())))

    def values(self, x: Floats) -> Floats:
        """f(x) of float64, the limit at ±inf (NaN where there is none)."""
        return _at(self.value, x)

    def slopes(self, x: Floats) -> Floats:
        """f'(x), as ``values``."""
        return _at(self.slope, x)


def typed(text: str, lookup: Lookup, names: Iterable[str] = ()) -> TypedFormula:
    """The function a formula writes down; raises FormulaError where it is none."""
    value = reading.read(text, lookup, names)
    slope = slopes.slope(value)
    size = sum(1 for _ in below(value, slope))
    if size > _MOST_NODES:
        raise FormulaError(text, 0, f"the slope has {size:,} parts", "write a shorter formula")
    return TypedFormula(value, slope)


@lru_cache(maxsize=256)
def _filled(formula: TypedFormula, settings: tuple[tuple[str, float], ...]) -> TypedFormula:
    swaps = {letter(name): const(number) for name, number in settings}
    value = replaced(formula.value, swaps)
    # The slope anew, too: with the numbers in place more of it simplifies.
    return TypedFormula(value, slopes.slope(value))


@lru_cache(maxsize=512)
def program(root: Expr) -> Compiled:
    """The steps that compute a tree from x alone."""
    return compiled((root,), {X: 0})


def _at(root: Expr, x: Floats) -> Floats:
    x = np.asarray(x, float)
    values = run(program(root), x)[0]
    endless = np.isinf(x)
    if endless.any():
        values = values.copy()
        for end in (-np.inf, np.inf):
            if (x == end).any():
                values[x == end] = limit(root, end)
    return values


@lru_cache(maxsize=512)
def limit(root: Expr, end: float) -> float:
    """The limit of a tree as x → ±inf, from values as far as 1e8; NaN where none is seen.

    Right to about 1e-7 where the function comes near its limit as 1/x does.
    """
    x = np.array([np.copysign(probe, end) for probe in (*_PROBES, 1e16, 1e32)])
    between = x[:8, None] * np.linspace(0.9, 1.1, 9)
    values = run(program(root), x)[0]
    near = run(program(root), between)[0]
    far, last = values[5:8], values[7]
    if np.isnan(near).any() or np.isnan(values).any():
        finite = values[np.isfinite(values)]
        return float(finite[-1]) if len(finite) > 4 and np.ptp(finite[-3:]) == 0 else np.nan
    if np.isinf(last):
        return float(last) if np.sign(values[6]) == np.sign(last) else np.nan
    steps = np.diff(values[[2, 3, 4, 5, 6, 7]])
    size = max(1.0, abs(last))
    wobble = np.ptp(near[7]) / size
    if np.ptp(far) <= 1e-5 * size and wobble <= 1e-5:
        return float(np.round(last, 15)) if np.ptp(far) == 0 else _settled(values, last)
    # As slow as 1/√x: ever smaller steps, as far as 1e32.
    beyond = np.abs(np.diff(values[7:]))
    if np.isfinite(beyond).all() and beyond[0] <= 1e-3 * size and beyond[1] <= 1e-6 * size:
        return _settled(values, float(values[8]))
    if (np.sign(steps) == np.sign(steps[0])).all() and abs(steps[-1]) >= 0.5 * abs(steps[0]):
        monotone = (np.sign(np.diff(near[7])) == np.sign(steps[0])).all()
        return float(np.sign(steps[0]) * np.inf) if monotone else np.nan
    return np.nan


def _settled(values: Floats, last: float) -> float:
    final = values[-1] if np.isfinite(values[-1]) else last
    found = float(final if abs(final - last) <= 1e-5 * max(1.0, abs(last)) else last)
    return 0.0 if abs(found) < 1e-12 else found
