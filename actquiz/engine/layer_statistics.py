"""What travels through a network: statistics of each layer, for every network of a batch.

Layers are numbered from 0, the first hidden one; the output layer is the last where δ and ∂L/∂W
are concerned. Squares are means over units and inputs, logarithms are to base 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from actquiz.arrays import Array, Floats
from actquiz.engine.network import Network
from actquiz.engine.random_streams import generator


@dataclass(frozen=True, slots=True)
class Forward:
    """Pre-activations z and outputs a of the hidden layers, [E, layers] each."""

    mean: Floats
    """Mean of z."""
    square: Floats
    """Mean of z², what mean-field theory calls q."""
    output_mean: Floats
    output_square: Floats


@dataclass(frozen=True, slots=True)
class Backward:
    """How large gradients are, [E, layers + 1]; −inf where they are all 0."""

    log_delta: Floats
    """log₁₀ of the mean of δ², δ = ∂L/∂z."""
    log_weight: Floats
    """log₁₀ of the mean of (∂L/∂W)², biases left out."""


@dataclass(frozen=True, slots=True)
class Units:
    """Counts of units in each hidden layer, [E, layers]."""

    dead: NDArray[np.intp]
    """With a slope of 0 (or within the threshold) on every input: nothing can reach them."""
    always_on: NDArray[np.intp]
    """With a positive pre-activation on every input: they act as linear ones if rectifiers."""
    active: Floats
    """The share of (unit, input) pairs with a positive pre-activation, [E, layers]."""


def forward(network: Network, x: ArrayLike) -> Forward:
    """Pass ``x`` through and measure every hidden layer."""
    network.forward(x)
    layers = range(network.architecture.depth)
    z = [network.pre_activations(layer) for layer in layers]
    a = [network.outputs(layer) for layer in layers]
    return Forward(
        np.stack([_mean(each) for each in z], axis=1),
        np.stack([_mean_square(each) for each in z], axis=1),
        np.stack([_mean(each) for each in a], axis=1),
        np.stack([_mean_square(each) for each in a], axis=1),
    )


def backward(
    network: Network,
    x: ArrayLike,
    targets: Array | None = None,
    *,
    seeds: ArrayLike = (),
    at: Literal["loss", "random"] = "loss",
) -> Backward:
    """Pass ``x`` through and gradients back, and measure them at every layer.

    They start from the loss and ``targets``, or, ``at`` "random", from independent standard
    normal ∂L/∂logits drawn from one seed a network: the loss then plays no part. δ is rescaled to
    size 1 at each layer on the way and the scale kept as a logarithm, so nothing underflows
    however deep the network is; ``network.gradients`` is left in those mixed scales.
    """
    network.forward(x, training=network.architecture.batch_norm)
    layers = network.architecture.depth + 1
    log_delta = np.full((network.count, layers), -np.inf)
    scale = np.zeros(network.count)

    def rescale(layer: int, delta: Array) -> None:
        square = _mean_square(delta)
        with np.errstate(divide="ignore"):
            log_delta[:, layer] = np.log10(square) + scale
        size = np.sqrt(np.where((square > 0) & np.isfinite(square), square, 1.0))
        delta /= size[:, np.newaxis, np.newaxis].astype(delta.dtype)
        scale[...] += 2 * np.log10(size)
        scales[:, layer] = scale

    scales = np.zeros((network.count, layers))
    if at == "random":
        shape = network.logits.shape[1:]
        draws = [generator(int(seed), "probe").standard_normal(shape) for seed in np.ravel(seeds)]
        network.backward_from(np.stack(draws).astype(network.dtype), rescale)
    else:
        assert targets is not None
        network.backward(targets, rescale)
    with np.errstate(divide="ignore"):
        weights = [
            np.log10(_mean_square(network.weight_gradient(layer))) for layer in range(layers)
        ]
    return Backward(log_delta, np.stack(weights, axis=1) + scales)


def units(network: Network, threshold: float = 0.0) -> Units:
    """Count dead and always-active units in the last forward pass.

    A unit is dead when |f'(z)| ≤ ``threshold`` on every input: exactly 0 for rectifiers, 1e-6 say
    for functions that saturate without ever getting there.
    """
    settings = network.architecture.parameters
    dead, always_on, active = [], [], []
    for layer, activation in enumerate(network.architecture.activations):
        z = network.pre_activations(layer)
        slope = np.abs(activation.slope(z, **settings))
        dead.append((slope <= threshold).all(axis=2).sum(axis=1))
        positive = z > 0
        always_on.append(positive.all(axis=2).sum(axis=1))
        active.append(positive.mean(axis=(1, 2)))
    return Units(np.stack(dead, axis=1), np.stack(always_on, axis=1), np.stack(active, axis=1))


def _mean(values: Array) -> Floats:
    return np.asarray(values.mean(axis=(1, 2), dtype=np.float64))


def _mean_square(values: Array) -> Floats:
    size = values.shape[1] * values.shape[2]
    sums = np.einsum("eij,eij->e", values, values).astype(np.float64)
    if not ((sums > 1e-25) & (sums < 1e30)).all():
        # The squares may have left float32's range.
        wide = values.astype(np.float64)
        sums = np.einsum("eij,eij->e", wide, wide)
    return np.asarray(sums / size)
