"""Values and slopes of the smooth activations, in float64.

Accuracy against 40-digit arithmetic: a few ulp, except that a rounded argument of an exponential
(β·x of swish, x/α of celu, the cubic of the tanh form of GELU) costs about as many ulp as that
argument is large; that is the function's own sensitivity to its input. Near a root of a slope the
error is a few ulp of the terms that cancel.
"""

from __future__ import annotations

import numpy as np

from actquiz.arrays import Floats
from actquiz.engine.activations.special import (
    SQRT_2PI,
    normal_shape,
    scaled_normal_tail,
    sigmoid,
    sigmoid_slope,
    softplus,
)

SELU_ALPHA = 1.6732632423543772848
SELU_SCALE = 1.0507009873554804934
GELU_CUBIC = 0.044715
_GELU_TANH = 2.0 * np.sqrt(2.0 / np.pi)
# exp(−760) is 0 in float64: beyond it a sigmoid has reached its limit, and inf·0 never forms.
_EXP_END = 760.0
# The tanh form's exponent passes −760 here; its cube is still far from overflow.
_CUBE_END = 30.0

__all__ = ["sigmoid", "sigmoid_slope", "softplus"]


def identity(x: Floats) -> Floats:
    """x."""
    return x


def identity_slope(x: Floats) -> Floats:
    """1."""
    return np.ones_like(x)


def tanh(x: Floats) -> Floats:
    """tanh x."""
    return np.tanh(x)


def tanh_slope(x: Floats) -> Floats:
    """4σ(2x)σ(−2x), where 1 − tanh² is 0 from 19 on."""
    return 4.0 * sigmoid_slope(2.0 * x)


def softsign(x: Floats) -> Floats:
    """x / (1 + |x|)."""
    return np.where(np.isinf(x), np.sign(x), x / (1.0 + np.abs(x)))


def softsign_slope(x: Floats) -> Floats:
    """(1 + |x|)⁻², squared after the division so that it cannot overflow."""
    return np.asarray(np.square(1.0 / (1.0 + np.abs(x))))


def silu(x: Floats) -> Floats:
    """x·σ(x), 0 at −inf."""
    return swish(x, beta=1.0)


def silu_slope(x: Floats) -> Floats:
    """σ(x)·(1 + x·σ(−x))."""
    x = np.clip(x, -_EXP_END, _EXP_END)
    return np.asarray(sigmoid(x) * (1.0 + x * sigmoid(-x)))


def swish(x: Floats, beta: float) -> Floats:
    """x·σ(βx), 0 at −inf when β > 0, where x·e^{βx} → 0."""
    if beta == 0.0:
        return x / 2.0
    root = np.exp(-0.5 * beta * np.abs(x))
    # x·e^{βx} by way of its root keeps the digits that e^{βx} alone loses when it is subnormal.
    value = np.where(x >= 0, x, x * root * root) / (1.0 + root * root)
    return np.where(x == -np.inf, 0.0, value)


def swish_slope(x: Floats, beta: float) -> Floats:
    """silu'(βx); ½ everywhere when β = 0."""
    if beta == 0.0:
        return np.full_like(x, 0.5)
    return silu_slope(beta * x)


def mish(x: Floats) -> Floats:
    """x·tanh(softplus(x)), as a ratio of polynomials in exp(−|x|); 0 at −inf."""
    root = np.exp(-0.5 * np.abs(x))
    e = root * root
    right = x * (1.0 + 2.0 * e) / (1.0 + 2.0 * e * (1.0 + e))
    left = x * root * root * (e + 2.0) / (e * (e + 2.0) + 2.0)
    return np.where(x == -np.inf, 0.0, np.where(x >= 0, right, left))


def mish_slope(x: Floats) -> Floats:
    """t + x(1 − t²)σ(x) with t = tanh(softplus(x)), both terms in exp(−|x|)."""
    x = np.clip(x, -_EXP_END, _EXP_END)
    e = np.exp(-np.abs(x))
    right_bottom, left_bottom = 1.0 + 2.0 * e * (1.0 + e), e * (e + 2.0) + 2.0
    right = (1.0 + 2.0 * e) / right_bottom + x * 4.0 * e * e * (1.0 + e) / np.square(right_bottom)
    left = e * (e + 2.0) / left_bottom + x * 4.0 * e * (1.0 + e) / np.square(left_bottom)
    return np.where(x >= 0, right, left)


def gelu(x: Floats) -> Floats:
    """x·Φ(x), exact form; 0 at −inf."""
    a = np.minimum(np.abs(x), 40.0)
    tail = a * scaled_normal_tail(a) * normal_shape(a)
    return np.where(x > 0, x - tail, -tail)


def gelu_slope(x: Floats) -> Floats:
    """Φ(x) + x·φ(x)."""
    x = np.clip(x, -40.0, 40.0)
    a = np.abs(x)
    bracket = scaled_normal_tail(a) - a / SQRT_2PI
    tail = bracket * normal_shape(a)
    return np.where(x > 0, 1.0 - tail, tail)


def gelu_tanh(x: Floats) -> Floats:
    """½x(1 + tanh(√(2/π)(x + 0.044715x³))), as x·σ of twice the tanh's argument."""
    a = np.clip(x, -_CUBE_END, _CUBE_END)
    e = np.exp(-np.abs(_GELU_TANH * (a + GELU_CUBIC * a * a * a)))
    return np.asarray(np.where(x >= 0, x, a * e) / (1.0 + e))


def gelu_tanh_slope(x: Floats) -> Floats:
    """σ(u) + x·σ(u)σ(−u)·u' with u = 2√(2/π)(x + 0.044715x³)."""
    x = np.clip(x, -_CUBE_END, _CUBE_END)
    u = _GELU_TANH * (x + GELU_CUBIC * x * x * x)
    rate = _GELU_TANH * (1.0 + 3.0 * GELU_CUBIC * x * x)
    return np.asarray(sigmoid(u) * (1.0 + x * rate * sigmoid(-u)))


def elu(x: Floats, alpha: float) -> Floats:
    """x, or α(eˣ − 1) for x ≤ 0."""
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def elu_slope(x: Floats, alpha: float) -> Floats:
    """1, or αeˣ for x ≤ 0."""
    return np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0.0)))


def celu(x: Floats, alpha: float) -> Floats:
    """x, or α(e^{x/α} − 1) for x ≤ 0."""
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0) / alpha))


def celu_slope(x: Floats, alpha: float) -> Floats:
    """1, or e^{x/α} for x ≤ 0."""
    return np.where(x > 0, 1.0, np.exp(np.minimum(x, 0.0) / alpha))


def selu(x: Floats) -> Floats:
    """λ·elu(x; α), with the two constants that make N(0, 1) a fixed point."""
    return SELU_SCALE * elu(x, SELU_ALPHA)


def selu_slope(x: Floats) -> Floats:
    """λ, or λαeˣ for x ≤ 0."""
    return SELU_SCALE * elu_slope(x, SELU_ALPHA)
