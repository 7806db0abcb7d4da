"""Activations as they are commonly written, kept to show where they break.

Each is the textbook formula typed in directly; ``activations`` has the form that survives. They
compute in the type they are given and do warn: that is the point. Only the stability
demonstration and its cards should call them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from actquiz.arrays import Array


def sigmoid(x: Array) -> Array:
    """1/(1+e⁻ˣ) after clipping to ±500, which float32 still overflows on."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -500, 500))))


def sigmoid_slope(x: Array) -> Array:
    """σ(1−σ): exactly 0 on the right from 37 on, but not on the left."""
    s = sigmoid(x)
    return np.asarray(s * (1 - s))


def tanh(x: Array) -> Array:
    """(eˣ−e⁻ˣ)/(eˣ+e⁻ˣ): ∞/∞ for large |x|, and 0 for small."""
    up, down = np.exp(x), np.exp(-x)
    return np.asarray((up - down) / (up + down))


def tanh_slope(x: Array) -> Array:
    """1 − tanh²: cancels to 0 from 19 on in float64."""
    return np.asarray(1 - np.tanh(x) ** 2)


def elu(x: Array) -> Array:
    """eˣ − 1 for x ≤ 0: loses its digits near 0, and overflows in the branch not taken."""
    return np.where(x > 0, x, np.exp(x) - 1)


def softplus(x: Array) -> Array:
    """log(1+eˣ) guarded by x > 20: 0 from −37 down, and overflows in the branch not taken."""
    return np.where(x > 20, x, np.log(1 + np.exp(x)))


def silu(x: Array) -> Array:
    """x·σ(x): NaN at −∞."""
    return np.asarray(x * sigmoid(x))


def gelu_tanh(x: Array) -> Array:
    """½x(1+tanh(…)): 1 + tanh cancels in the left tail."""
    inner = np.sqrt(2 / np.pi).astype(x.dtype) * (x + x.dtype.type(0.044715) * x**3)
    return np.asarray(x.dtype.type(0.5) * x * (1 + np.tanh(inner)))


def gelu_tanh_slope(x: Array) -> Array:
    """Product rule as written: x² overflows against a zero, which is NaN."""
    root, cubic = np.sqrt(2 / np.pi).astype(x.dtype), x.dtype.type(0.044715)
    half, t = x.dtype.type(0.5), np.tanh(root * (x + cubic * x**3))
    return np.asarray(half * (1 + t) + half * x * (1 - t**2) * root * (1 + 3 * cubic * x**2))


def softmax(x: Array) -> Array:
    """eˣ over its sum along the last axis: ∞/∞ at 1000, 0/0 at −1000."""
    e = np.exp(x)
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def log_softmax(x: Array) -> Array:
    """log of the softmax after subtracting the maximum: −∞ once the softmax underflows."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(np.log(e / e.sum(axis=-1, keepdims=True)))


def logsumexp(x: Array) -> Array:
    """log Σ eˣ along the last axis."""
    return np.asarray(np.log(np.exp(x).sum(axis=-1)))


def binary_cross_entropy(logit: Array, target: Array) -> Array:
    """−y·log(p + 1e-15) − (1−y)·log(1 − p + 1e-15): capped at 34.5, and slightly negative at 0."""
    p = sigmoid(logit)
    return np.asarray(-target * np.log(p + 1e-15) - (1 - target) * np.log(1 - p + 1e-15))


FORMS: dict[str, Callable[[Array], Array]] = {
    "sigmoid": sigmoid,
    "sigmoid_slope": sigmoid_slope,
    "tanh": tanh,
    "tanh_slope": tanh_slope,
    "elu": elu,
    "softplus": softplus,
    "silu": silu,
    "gelu_tanh": gelu_tanh,
    "gelu_tanh_slope": gelu_tanh_slope,
    "softmax": softmax,
    "log_softmax": log_softmax,
    "logsumexp": logsumexp,
}
"""By name; a name that ends in ``_slope`` stands beside the activation's slope."""
