"""Batch normalisation (Ioffe and Szegedy 2015) over the inputs of each network's batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.arrays import Array
from actquiz.engine.layout import Architecture

EPSILON = 1e-5
MOMENTUM = 0.1
"""How much of a batch's statistics goes into the running ones at each step."""


@dataclass(frozen=True, slots=True)
class Running:
    """Running mean and variance of each hidden layer, [E, h, 1]; used when not training."""

    mean: list[Array]
    variance: list[Array]

    @classmethod
    def fresh(cls, architecture: Architecture, count: int, dtype: np.dtype[Any]) -> Running:
        """Mean 0 and variance 1; empty lists without batch normalisation."""
        hidden = architecture.sizes[1:-1] if architecture.batch_norm else ()
        return cls(
            [np.zeros((count, h, 1), dtype) for h in hidden],
            [np.ones((count, h, 1), dtype) for h in hidden],
        )

    def part(self, networks: slice) -> Running:
        """Views of some networks' statistics."""
        return Running([m[networks] for m in self.mean], [v[networks] for v in self.variance])


@dataclass(frozen=True, slots=True)
class Normed:
    """What the way back needs."""

    standard: Array
    """The normalised values, [E, h, n]."""
    inverse: Array
    """1/√(variance + ε), [E, h, 1]."""
    training: bool


def forward(
    z: Array, scale: Array, shift: Array, running: Running, layer: int, *, training: bool
) -> Normed:
    """Normalise ``z`` [E, h, n] in place, then scale and shift it ([E, h, 1] each)."""
    if training:
        n = z.shape[2]
        mean = z.mean(axis=2, keepdims=True)
        z -= mean
        variance = np.square(z).mean(axis=2, keepdims=True)
        running.mean[layer][...] += MOMENTUM * (mean - running.mean[layer])
        unbiased = variance * (n / max(n - 1, 1))
        running.variance[layer][...] += MOMENTUM * (unbiased - running.variance[layer])
    else:
        z -= running.mean[layer]
        variance = running.variance[layer]
    inverse = 1 / np.sqrt(variance + z.dtype.type(EPSILON))
    standard = z * inverse
    np.multiply(standard, scale, out=z)
    z += shift
    return Normed(standard, inverse, training)


def backward(
    delta: Array, scale: Array, normed: Normed, scale_gradient: Array, shift_gradient: Array
) -> None:
    """Turn ∂L/∂(output) into ∂L/∂(input) in place, and fill the gradients of scale and shift."""
    scale_gradient[...] = (delta * normed.standard).sum(axis=2, keepdims=True)
    shift_gradient[...] = delta.sum(axis=2, keepdims=True)
    if normed.training:
        n = delta.shape[2]
        delta -= shift_gradient / n
        delta -= normed.standard * (scale_gradient / n)
    delta *= scale * normed.inverse
