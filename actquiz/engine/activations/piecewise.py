"""Values and slopes of the activations made of straight (or quadratic) pieces, in float64.

At a kink the slope is PyTorch's choice; the facts in the catalogue say what the others choose.
"""

from __future__ import annotations

import numpy as np

from actquiz.arrays import Floats


def relu(x: Floats) -> Floats:
    """max(0, x)."""
    return np.maximum(x, 0.0)


def relu_slope(x: Floats) -> Floats:
    """0 or 1; 0 at 0."""
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu(x: Floats, alpha: float) -> Floats:
    """x, or αx for x ≤ 0 (0 everywhere there, −inf included, when α = 0)."""
    left = alpha * x if alpha else np.zeros_like(x)
    return np.where(x > 0, x, left)


def leaky_relu_slope(x: Floats, alpha: float) -> Floats:
    """1, or α for x ≤ 0."""
    return np.where(x > 0, 1.0, alpha)


def squared_relu(x: Floats) -> Floats:
    """max(0, x)²."""
    return np.asarray(np.square(relu(x)))


def squared_relu_slope(x: Floats) -> Floats:
    """2·max(0, x)."""
    return 2.0 * relu(x)


def hardsigmoid(x: Floats) -> Floats:
    """min(max(x + 3, 0), 6) / 6."""
    return np.clip(x + 3.0, 0.0, 6.0) / 6.0


def hardsigmoid_slope(x: Floats) -> Floats:
    """1/6 strictly between −3 and 3, else 0."""
    return np.where(np.abs(x) < 3.0, 1.0 / 6.0, 0.0)


def hardswish(x: Floats) -> Floats:
    """x·hardsigmoid(x), clamped first so that −inf gives its limit, 0."""
    a = np.clip(x, -3.0, 3.0)
    return np.where(x >= 3.0, x, a * (a + 3.0) / 6.0)


def hardswish_slope(x: Floats) -> Floats:
    """0, (2x + 3)/6, 1; 0 at −3 and 1 at 3."""
    middle = (2.0 * np.clip(x, -3.0, 3.0) + 3.0) / 6.0
    return np.where(x <= -3.0, 0.0, np.where(x >= 3.0, 1.0, middle))


def hardtanh(x: Floats) -> Floats:
    """min(max(x, −1), 1)."""
    return np.clip(x, -1.0, 1.0)


def hardtanh_slope(x: Floats) -> Floats:
    """1 strictly between −1 and 1, else 0."""
    return np.where(np.abs(x) < 1.0, 1.0, 0.0)


def relu6(x: Floats) -> Floats:
    """min(max(x, 0), 6)."""
    return np.clip(x, 0.0, 6.0)


def relu6_slope(x: Floats) -> Floats:
    """1 strictly between 0 and 6, else 0."""
    return np.where((x > 0.0) & (x < 6.0), 1.0, 0.0)
