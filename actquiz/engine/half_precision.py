"""What float16 makes of a function, computed step by step at every float16 there is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from actquiz.arrays import Booleans, Floats
from actquiz.engine.activations import Activation, get
from actquiz.engine.activations.formula.definitions import FORMULAS
from actquiz.engine.activations.formula.program import run
from actquiz.engine.activations.formula.typed import TypedFormula, program
from actquiz.words import counted

_LARGEST = 65504.0
_NEAR_ZERO = 1e-3
_FEW = 4


@dataclass(frozen=True, slots=True)
class HalfTrouble:
    """Numbers of float16 at which something goes wrong."""

    what: str
    low: float
    high: float
    """The least and the greatest such x."""
    count: int

    def __str__(self) -> str:
        return (
            f"{self.what} for {self.low:.4g} ≤ x ≤ {self.high:.4g} "
            f"({counted(self.count, 'number')} of float16)"
        )


def troubles(activation: Activation) -> list[HalfTrouble]:
    """Overflows, NaN, slopes that vanish: what is not so in exact arithmetic."""
    formula = _formula(activation)
    if formula is None:
        return []
    x = np.arange(65536, dtype=np.uint16).view(np.float16)
    x = np.sort(x[np.isfinite(x)])
    wide = x.astype(np.float64)
    found = []
    for what, root, exact in (
        ("value", formula.value, activation.value(wide)),
        ("slope", formula.slope, activation.slope(wide)),
    ):
        got = run(program(root), x)[0].astype(np.float64)
        fits = np.isfinite(exact) & (np.abs(exact) < _LARGEST)
        found.append(_trouble(f"the {what} becomes NaN", wide, np.isnan(got) & ~np.isnan(exact)))
        found.append(_trouble(f"the {what} becomes infinite", wide, np.isinf(got) & fits))
        lost = (got == 0) & (exact != 0) & (np.abs(wide) > _NEAR_ZERO)
        found.append(_trouble(f"the {what} rounds to 0", wide, lost))
    return [trouble for trouble in found if trouble is not None]


def _trouble(what: str, x: Floats, where: Booleans) -> HalfTrouble | None:
    """The longest stretch of neighbours; a single number is nothing to speak of."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], where, [False]]))).reshape(-1, 2)
    if not len(edges):
        return None
    first, after = max(edges, key=lambda ends: int(ends[1] - ends[0]))
    if after - first < _FEW:
        return None
    return HalfTrouble(what, float(x[first]), float(x[after - 1]), int(after - first))


def _formula(activation: Activation) -> TypedFormula | None:
    """The function as a formula with its parameters filled in."""
    settings = {parameter.name: parameter.default for parameter in activation.parameters}
    if activation.written is not None:
        return activation.written.filled(settings)
    name = activation.name.partition(":")[0].strip()
    if name not in FORMULAS:
        name = name if name in ("sigmoid", "tanh", "softplus") else ""
    if not name:
        return None
    given = ", ".join(f"{key}={value!r}" for key, value in settings.items())
    return get(f"{name}(x{', ' if given else ''}{given})").written
