"""Gradients through residual blocks with normalisation before or behind them.

A block is x + φ(W·norm(x)) where the normalisation stands before it ("pre"), norm(x + φ(W·x)) where
it stands behind ("post"); without the residual connection the x + is missing. The normalisation is
LayerNorm over the units, without learned parameters (Ba et al. 2016; pre and post after Xiong et
al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from actquiz.arrays import Array, Floats
from actquiz.engine.activations import Activation

Place = Literal["none", "pre", "post"]
_TINY = 1e-5
"""Added to a variance before its root, as frameworks do."""


def log_gradients(
    functions: Sequence[Activation],
    weights: Array,
    inputs: Array,
    readout: Array,
    *,
    residual: bool,
    norm: Place,
) -> Floats:
    """log10 of |δ_l|² relative to the last layer, [networks, depth], averaged over the inputs.

    δ_l is the gradient at the pre-activations of block l. ``functions`` has one a block;
    ``weights`` [depth, networks, width, width], ``inputs`` [networks, width, inputs], ``readout``
    [networks, width, 1].
    """
    slopes: list[Array] = []
    norms: list[tuple[Array, Array]] = []
    signal = inputs
    for matrix, activation in zip(weights, functions, strict=True):
        entering, kept = _normalised(signal) if norm == "pre" else (signal, None)
        before = matrix @ entering
        slopes.append(activation.slope(before))
        leaving = activation.value(before)
        signal = signal + leaving if residual else leaving
        if norm == "post":
            signal, kept = _normalised(signal)
        if kept is not None:
            norms.append(kept)
    depth = len(weights)
    logs = np.empty((len(inputs), depth))
    scale = np.zeros(len(inputs))
    gradient = np.broadcast_to(readout, signal.shape).copy()
    for block in range(depth - 1, -1, -1):
        if norm == "post":
            gradient = _before_norm(gradient, *norms[block])
        delta = gradient * slopes[block]
        with np.errstate(divide="ignore"):
            logs[:, block] = scale + np.log10(_square(delta))
        entering = weights[block].transpose(0, 2, 1) @ delta
        if norm == "pre":
            entering = _before_norm(entering, *norms[block])
        gradient = gradient + entering if residual else entering
        # Rescaled at each block, nothing underflows however deep the network is.
        square = np.maximum(_square(gradient), 1e-60)
        scale += np.log10(square)
        gradient = gradient / np.sqrt(square)[:, None, None].astype(gradient.dtype)
    return logs - logs[:, -1:]


def _square(values: Array) -> Floats:
    return np.asarray(np.square(values, dtype=np.float64).mean(axis=(1, 2)))


def _normalised(signal: Array) -> tuple[Array, tuple[Array, Array]]:
    """Mean 0 and variance 1 over the units; for the way back: the result and 1/deviation."""
    centred = signal - signal.mean(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + _TINY)
    normal = centred * inverse
    return normal, (normal, inverse)


def _before_norm(gradient: Array, normal: Array, inverse: Array) -> Array:
    """The gradient at the normalisation's input from that at its output."""
    along = (gradient * normal).mean(axis=1, keepdims=True)
    return np.asarray((gradient - gradient.mean(axis=1, keepdims=True) - normal * along) * inverse)
