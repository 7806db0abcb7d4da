"""What the program knows about an activation function: how to compute it, and its facts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from actquiz.arrays import Floats
from actquiz.engine.activations.formula.typed import TypedFormula
from actquiz.errors import ActquizError

ArrayFunction = Callable[..., Floats]
"""A float64 array (and the parameters by name) in, a float64 array of the same shape out."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named constant of a function, with what it may be (bounds inclusive)."""

    name: str
    default: float
    low: float
    high: float
    symbol: str
    """LaTeX, as the formula writes it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of real numbers; infinite ends are open."""

    low: float
    high: float
    low_closed: bool
    high_closed: bool

    def __contains__(self, value: float) -> bool:
        above = value >= self.low if self.low_closed else value > self.low
        below = value <= self.high if self.high_closed else value < self.high
        return above and below

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{left}{_number(self.low)}, {_number(self.high)}{right}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A least or greatest value, and where it is."""

    value: float
    """±inf where there is no bound."""
    at: tuple[float, ...]
    """Every place it is reached, or ±inf where it is only approached; ends of a plateau."""
    attained: bool = True
    plateau: bool = False
    """Reached everywhere between the two places of ``at``."""


@dataclass(frozen=True, slots=True)
class Kink:
    """A point where the slope jumps, and what is chosen there."""

    at: float
    left: float
    right: float
    chosen: float
    """The slope used here, which is PyTorch's."""
    libraries: Mapping[str, float]
    """What automatic differentiation gives in PyTorch 2.13, JAX 0.10 and TensorFlow 2.21."""


@dataclass(frozen=True, slots=True)
class ActivationFacts:
    """What is true of a function for given parameters."""

    minimum: Bound
    maximum: Bound
    slope_min: Bound
    slope_max: Bound
    monotone: bool
    """Never decreasing."""
    zero_mean: bool = False
    """E f(Z) = 0 for a standard normal Z."""
    kinks: tuple[Kink, ...] = ()
    breakpoints: tuple[float, ...] = ()
    """Where some derivative jumps: quadrature must not step over these."""
    width: float = 1.0
    """The length on the x axis over which the function bends."""

    @property
    def range(self) -> Interval:
        """The set of values, from the bounds."""
        low, high = self.minimum, self.maximum
        return Interval(
            low.value,
            high.value,
            low.attained and math.isfinite(low.value),
            high.attained and math.isfinite(high.value),
        )

    @property
    def lipschitz(self) -> float:
        """The smallest constant K with |f(x) − f(y)| ≤ K·|x − y|; inf where there is none."""
        return max(abs(self.slope_min.value), abs(self.slope_max.value))


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of one number, with its slope and facts.

    ``value`` and ``slope`` keep the floating type of their input (integers become float64), never
    warn, give NaN for NaN and the limit for ±inf. They compute in float64 and round once, so a
    float32 or float16 answer is the correctly rounded one up to a rare last bit.
    """

    name: str
    title: str
    formula: str
    """LaTeX of f(x)."""
    slope_formula: str
    """LaTeX of f'(x)."""
    source: str
    """The paper or book it comes from: an id in the bank's list of sources."""
    kernel: ArrayFunction
    slope_kernel: ArrayFunction
    describe: Callable[..., ActivationFacts]
    parameters: tuple[Parameter, ...] = ()
    aliases: tuple[str, ...] = ()
    written: TypedFormula | None = None
    """Its formula as a tree, where it is one that was typed."""

    def value(self, x: ArrayLike, **parameters: float) -> Any:
        """f(x), elementwise; an array, or a NumPy scalar for a scalar.

        Raises ActquizError for an unknown parameter or one out of bounds.
        """
        return _apply(self.kernel, x, self.settings(parameters))

    def __call__(self, x: ArrayLike, **parameters: float) -> Any:
        """The same as ``value``."""
        return self.value(x, **parameters)

    def slope(self, x: ArrayLike, **parameters: float) -> Any:
        """f'(x), elementwise; at a kink, the value PyTorch chooses. Errors as ``value``."""
        return _apply(self.slope_kernel, x, self.settings(parameters))

    def facts(self, **parameters: float) -> ActivationFacts:
        """Range, extrema, slope bounds, kinks… for these parameters. Errors as ``value``."""
        facts: ActivationFacts = self.describe(**self.settings(parameters))
        return facts

    def limit(self, to: float, *, of_slope: bool = False, **parameters: float) -> float:
        """The limit of f (or f') as x → ``to``, which may be ±inf."""
        return float((self.slope if of_slope else self.value)(float(to), **parameters))

    def settings(self, parameters: Mapping[str, float]) -> dict[str, float]:
        """The parameters completed with their defaults; ActquizError if one is wrong."""
        if not parameters and not self.parameters:
            return {}
        known = {parameter.name: parameter for parameter in self.parameters}
        for name, number in parameters.items():
            if name not in known:
                takes = ", ".join(known) or "none"
                raise ActquizError(
                    f"{self.name} has no parameter “{name}”", fix=f"it takes: {takes}"
                )
            low, high = known[name].low, known[name].high
            if not low <= number <= high:
                raise ActquizError(
                    f"{self.name}: {name} = {number} is out of bounds",
                    fix=f"give a number from {_number(low)} to {_number(high)}",
                )
        return {name: float(parameters.get(name, known[name].default)) for name in known}


def as_floats(x: ArrayLike) -> tuple[Floats, np.dtype[Any]]:
    """``x`` as float64, and the floating type the answer should have."""
    given = np.asarray(x)
    if given.dtype.kind not in "fiub":
        raise ActquizError(f"an activation needs real numbers, not {given.dtype}")
    kept = given.dtype if given.dtype in (np.float16, np.float32) else np.dtype(np.float64)
    return given.astype(np.float64), kept


def _apply(
    kernel: ArrayFunction, x: ArrayLike, settings: Mapping[str, float]
) -> NDArray[Any] | Any:
    wide, kept = as_floats(x)
    with np.errstate(all="ignore"):
        # Piecewise kernels choose a branch by comparison, which NaN would pass through silently.
        result = np.where(np.isnan(wide), np.nan, kernel(wide, **settings)).astype(kept)
    return result[()]


def _number(value: float) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value:.10g}"
