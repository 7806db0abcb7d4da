"""Mean-field theory of wide random networks: how variance, gradients and correlations travel.

For z_{l+1} = W φ(z_l) + b with W ~ N(0, σw²/width) and b ~ N(0, σb²), as the width grows the
pre-activations of a layer become Gaussian with variance q, and
q' = σw² E φ(√q Z)² + σb² (Poole et al. 2016); squared gradients change by χ = σw² E φ'(√q Z)² a
layer (Schoenholz et al. 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from actquiz.arrays import Floats
from actquiz.engine import gaussian
from actquiz.engine.activations import Activation
from actquiz.errors import ActquizError
from actquiz.words import counted


@dataclass(frozen=True, slots=True)
class Weights:
    """How the weights are drawn: variance σw²/fan-in, biases with variance σb²."""

    weight: float
    """σw²."""
    bias: float = 0.0
    """σb²."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The theory's course through the layers; index 0 is the first hidden layer."""

    variance: Floats
    """q_l, the variance of the pre-activations."""
    gain: Floats
    """χ_l, by which |δ|² grows from layer l+1 down to layer l."""

    @property
    def log10_gradient(self) -> Floats:
        """log₁₀(|δ_l|² / |δ_last|²), 0 at the last layer."""
        logs = np.log10(self.gain[:-1])
        return np.append(np.cumsum(logs[::-1])[::-1], 0.0)


def next_variance(
    activation: Activation, weights: Weights, variance: float, **parameters: float
) -> float:
    """The variance map: q of the next layer from q of this one."""
    return weights.weight * gaussian.square(activation, variance, **parameters) + weights.bias


def gain(activation: Activation, weights: Weights, variance: float, **parameters: float) -> float:
    """χ = σw² E φ'(√q Z)²: above 1 gradients grow downwards, below 1 they vanish."""
    return weights.weight * gaussian.slope_square(activation, variance, **parameters)


def profile(
    activation: Activation | Sequence[Activation],
    weights: Weights,
    depth: int,
    input_square: float = 1.0,
    **parameters: float,
) -> Profile:
    """q_l and χ_l for ``depth`` hidden layers; ``input_square`` is |x|² per input feature.

    A sequence gives every layer a function of its own.
    """
    if depth < 1:
        raise ActquizError(f"a network has at least one hidden layer, not {depth}")
    variance = weights.weight * input_square + weights.bias
    variances: list[float] = []
    gains: list[float] = []
    layers = [activation] * depth if isinstance(activation, Activation) else activation
    for layer in layers:
        if not variance < 1e300:
            raise ActquizError(
                f"the variance of {layer.name} runs to infinity after "
                f"{counted(len(variances), 'layer')}",
                fix="lower the weight scale or the depth",
            )
        variances.append(variance)
        gains.append(gain(layer, weights, variance, **parameters))
        variance = next_variance(layer, weights, variance, **parameters)
    return Profile(np.array(variances), np.array(gains))


def fixed_point(
    activation: Activation, weights: Weights, start: float = 1.0, **parameters: float
) -> float | None:
    """The variance that the map settles at from ``start``; None if it runs away or has not settled
    after 10,000 layers (ReLU at its critical scale keeps any variance, and gives ``start``)."""
    variance = start
    for _ in range(10_000):
        following = next_variance(activation, weights, variance, **parameters)
        if not following < 1e12:
            return None
        if abs(following - variance) <= 1e-12 * max(variance, 1e-12):
            return following
        variance = following
    return None


def edge_of_chaos(activation: Activation, variance: float, **parameters: float) -> Weights:
    """The (σw², σb²) for which ``variance`` is a fixed point and gradients keep their size, χ = 1.

    Raises ActquizError where σb² would have to be negative.
    """
    slope = gaussian.slope_square(activation, variance, **parameters)
    if np.isnan(slope):
        raise ActquizError(
            f"{activation.name} has no edge of chaos: it is not a number everywhere",
            fix="choose a function that is",
        )
    if slope == 0.0:
        raise ActquizError(
            f"{activation.name} has no edge of chaos: its slope is 0", fix="choose another function"
        )
    weight = 1.0 / slope
    bias = variance - weight * gaussian.square(activation, variance, **parameters)
    if bias < -1e-12 * variance:
        raise ActquizError(
            f"{activation.name} has no edge of chaos at variance {variance:g}",
            fix="try a smaller variance",
        )
    return Weights(weight, max(bias, 0.0))


def next_correlation(
    activation: Activation,
    weights: Weights,
    variance: float,
    correlation: float,
    **parameters: float,
) -> float:
    """The correlation map: how alike two inputs of equal norm are one layer up."""
    overlap = gaussian.product(activation, variance, correlation, **parameters)
    following = next_variance(activation, weights, variance, **parameters)
    return min(1.0, max(-1.0, (weights.weight * overlap + weights.bias) / following))
