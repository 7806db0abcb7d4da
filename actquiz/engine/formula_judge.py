"""Whether two formulas are the same function, by their values and not by their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.engine.typed_formula import RealFunction
from actquiz.errors import ActquizError

_ABSOLUTE, _RELATIVE = 1e-9, 1e-6
_ROUNDING = 64.0
"""How far rounding may carry a value, in units of what moving x by a few last bits does to it."""
DRAWN = 8.0
"""Where the curves are drawn, and the difference is looked for first: |x| up to here."""


@dataclass(frozen=True, slots=True)
class FormulaDifference:
    """Where two functions differ most, over |x| ≤ 8 if they differ there."""

    x: float
    typed: float
    """NaN where the typed formula has no value."""
    wanted: float


def difference(typed: RealFunction, wanted: RealFunction) -> FormulaDifference | None:
    """None where both are the same function; raises ActquizError if one cannot be computed.

    They are compared at 754 points with |x| ≤ 17, none of them at a whole number, where functions
    in pieces have their seams and conventions differ. Where ``wanted`` has no value, any is right.
    """
    x = _points()
    truth, said = wanted(x), typed(x)
    known = np.isfinite(truth)
    if not known.any():
        raise ActquizError("the formula asked for has no values", fix="correct the card")
    with np.errstate(all="ignore"):
        gap = np.where(np.isfinite(said), np.abs(said - truth), np.inf)
        differs = known & ~(gap <= _ABSOLUTE + _RELATIVE * np.abs(truth))
    if differs.any():
        differs &= ~(gap <= _ROUNDING * _noise(typed, x, said))
    if not differs.any():
        return None
    near = differs & (np.abs(x) <= DRAWN)
    candidates = near if near.any() else differs
    worst = int(np.argmax(np.where(candidates, gap, -1.0)))
    return FormulaDifference(float(x[worst]), float(said[worst]), float(truth[worst]))


def _points() -> Any:
    """Dense where activations bend, a few far out; sorted, never a seam."""
    dense = (np.arange(-324, 324) + 0.5137) * 0.0371
    small = np.geomspace(1.3e-4, 0.9, 50)
    far = np.array([13.1, 14.3, 16.7])
    return np.sort(np.concatenate([dense, small, -small, far, -far]))


def _noise(curve: RealFunction, x: Any, values: Any) -> Any:
    """What rounding does to the values: they move when x moves by its last bits.

    A formula that subtracts large equal terms is right and still loses digits.
    """
    moved = [curve(x * (1.0 + bits * np.finfo(float).eps)) for bits in (-3, -1, 2, 4)]
    with np.errstate(all="ignore"):
        spread = np.max([np.abs(each - values) for each in moved], axis=0)
    return np.where(np.isfinite(spread), spread, 0.0)
