"""What each function of a tree gives, on arrays of float64."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from actquiz.arrays import Floats
from actquiz.engine.activations import special


def sech2(x: Floats) -> Floats:
    """1 − tanh²x = 4·σ(2x)·σ(−2x), with its tails."""
    return np.asarray(4.0 * special.sigmoid_slope(2.0 * x))


COMPUTED: dict[str, Callable[..., Floats]] = {
    "exp": np.exp, "expm1": np.expm1, "log": np.log, "log1p": np.log1p, "sin": np.sin,
    "cos": np.cos, "tan": np.tan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "asinh": np.arcsinh, "atan": np.arctan, "abs": np.abs, "sign": np.sign, "floor": np.floor,
    "ceil": np.ceil, "round": np.round, "sigmoid": special.sigmoid, "softplus": special.softplus,
    "erf": special.erf, "Phi": special.normal_cdf, "phi": special.normal_density, "sech2": sech2,
}  # fmt: skip
"""By the name of a node's operation."""
