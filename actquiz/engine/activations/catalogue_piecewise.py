"""The records of the activations made of pieces.

The slopes libraries choose at a kink were found by differentiating there with PyTorch 2.13,
JAX 0.10.2 and TensorFlow 2.21 (Keras 3.15 where TensorFlow itself has no such function).
"""

from __future__ import annotations

from actquiz.engine.activations import piecewise
from actquiz.engine.activations.activation import (
    Activation,
    ActivationFacts,
    Bound,
    Kink,
    Parameter,
)
from actquiz.engine.activations.catalogue_smooth import INF, NO_CEILING, NO_FLOOR, approached


def _kink(at: float, left: float, right: float, torch: float, jax: float, tf: float) -> Kink:
    return Kink(at, left, right, torch, {"PyTorch": torch, "JAX": jax, "TensorFlow": tf})


def _relu() -> ActivationFacts:
    return ActivationFacts(
        minimum=Bound(0.0, (-INF, 0.0), plateau=True),
        maximum=NO_CEILING,
        slope_min=Bound(0.0, (-INF, 0.0), plateau=True),
        slope_max=Bound(1.0, (0.0, INF), plateau=True),
        monotone=True,
        kinks=(_kink(0.0, 0.0, 1.0, 0.0, 0.0, 0.0),),
        breakpoints=(0.0,),
    )


def _leaky(alpha: float, jax: float, tf: float) -> ActivationFacts:
    left = Bound(alpha, (-INF, 0.0), plateau=True)
    right = Bound(1.0, (0.0, INF), plateau=True)
    if alpha > 0:
        minimum = NO_FLOOR
    elif alpha == 0:
        minimum = Bound(0.0, (-INF, 0.0), plateau=True)
    else:
        minimum = Bound(0.0, (0.0,))
    straight = alpha == 1.0
    everywhere = Bound(1.0, (-INF, INF), plateau=True)
    return ActivationFacts(
        minimum=minimum,
        maximum=NO_CEILING,
        slope_min=everywhere if straight else min(left, right, key=lambda bound: bound.value),
        slope_max=everywhere if straight else max(left, right, key=lambda bound: bound.value),
        monotone=alpha >= 0,
        zero_mean=straight,
        kinks=() if straight else (_kink(0.0, alpha, 1.0, alpha, jax, tf),),
        breakpoints=() if straight else (0.0,),
    )


def _leaky_relu(alpha: float) -> ActivationFacts:
    return _leaky(alpha, jax=1.0, tf=alpha)


def _prelu(alpha: float) -> ActivationFacts:
    # JAX has no PReLU of its own (its leaky_relu takes a learned slope); Keras's layer gives 0.
    return _leaky(alpha, jax=1.0, tf=0.0)


def _squared_relu() -> ActivationFacts:
    return ActivationFacts(
        minimum=Bound(0.0, (-INF, 0.0), plateau=True),
        maximum=NO_CEILING,
        slope_min=Bound(0.0, (-INF, 0.0), plateau=True),
        slope_max=NO_CEILING,
        monotone=True,
        breakpoints=(0.0,),
    )


def _clamped(
    low: float, high: float, bottom: float, top: float, slope: float, jax: float, tf: float
) -> ActivationFacts:
    """A rising line of this slope between x = low and high, flat outside."""
    return ActivationFacts(
        minimum=Bound(bottom, (-INF, low), plateau=True),
        maximum=Bound(top, (high, INF), plateau=True),
        slope_min=Bound(0.0, (-INF, low, high, INF), plateau=True),
        slope_max=Bound(slope, (low, high), plateau=True),
        monotone=True,
        zero_mean=bottom == -top,
        kinks=(
            _kink(low, 0.0, slope, 0.0, jax, tf),
            _kink(high, slope, 0.0, 0.0, jax, tf),
        ),
        breakpoints=(low, high),
    )


def _hardsigmoid() -> ActivationFacts:
    return _clamped(-3.0, 3.0, 0.0, 1.0, 1.0 / 6.0, jax=0.0, tf=0.0)


def _hardtanh() -> ActivationFacts:
    return _clamped(-1.0, 1.0, -1.0, 1.0, 1.0, jax=1.0, tf=1.0)


def _relu6() -> ActivationFacts:
    return _clamped(0.0, 6.0, 0.0, 6.0, 1.0, jax=0.0, tf=0.0)


def _hardswish() -> ActivationFacts:
    return ActivationFacts(
        minimum=Bound(-0.375, (-1.5,)),
        maximum=NO_CEILING,
        slope_min=approached(-0.5, -3.0),
        slope_max=approached(1.5, 3.0),
        monotone=False,
        kinks=(
            _kink(-3.0, 0.0, -0.5, 0.0, 0.0, 0.0),
            _kink(3.0, 1.5, 1.0, 1.0, 1.0, 1.0),
        ),
        breakpoints=(-3.0, 3.0),
    )


_LEAKY_FORMULA = r"\begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases}"
_LEAKY_SLOPE = r"\begin{cases} 1 & x > 0 \\ \alpha & x \le 0 \end{cases}"

PIECEWISE = (
    Activation(
        "relu", "ReLU (rectified linear unit)",
        r"\max(0, x)",
        r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
        "nair-2010", piecewise.relu, piecewise.relu_slope, _relu, aliases=("rectifier",),
    ),
    Activation(
        "leaky_relu", "Leaky ReLU", _LEAKY_FORMULA, _LEAKY_SLOPE,
        "maas-2013", piecewise.leaky_relu, piecewise.leaky_relu_slope, _leaky_relu,
        (Parameter("alpha", 0.01, -1e3, 1e3, r"\alpha"),), aliases=("leaky", "lrelu", "leakyrelu"),
    ),
    Activation(
        "prelu", "PReLU (parametric ReLU), its slope as it starts", _LEAKY_FORMULA, _LEAKY_SLOPE,
        "he-2015", piecewise.leaky_relu, piecewise.leaky_relu_slope, _prelu,
        (Parameter("alpha", 0.25, -1e3, 1e3, r"\alpha"),), aliases=("parametric_relu",),
    ),
    Activation(
        "squared_relu", "Squared ReLU",
        r"\max(0, x)^2", r"2\max(0, x)",
        "so-2021", piecewise.squared_relu, piecewise.squared_relu_slope, _squared_relu,
        aliases=("relu2", "relu_squared"),
    ),
    Activation(
        "hardsigmoid", "Hard sigmoid",
        r"\frac{\min(\max(x + 3, 0), 6)}{6}",
        r"\begin{cases} \frac{1}{6} & |x| < 3 \\ 0 & |x| \ge 3 \end{cases}",
        "howard-2019", piecewise.hardsigmoid, piecewise.hardsigmoid_slope, _hardsigmoid,
        aliases=("hard_sigmoid",),
    ),
    Activation(
        "hardswish", "Hard swish",
        r"x\,\frac{\min(\max(x + 3, 0), 6)}{6}",
        r"\begin{cases} 0 & x \le -3 \\ \frac{2x + 3}{6} & -3 < x < 3 \\ 1 & x \ge 3 \end{cases}",
        "howard-2019", piecewise.hardswish, piecewise.hardswish_slope, _hardswish,
        aliases=("hard_swish", "hard_silu"),
    ),
    Activation(
        "hardtanh", "Hard tanh",
        r"\min(\max(x, -1), 1)",
        r"\begin{cases} 1 & |x| < 1 \\ 0 & |x| \ge 1 \end{cases}",
        "goodfellow-2016", piecewise.hardtanh, piecewise.hardtanh_slope, _hardtanh,
        aliases=("hard_tanh",),
    ),
    Activation(
        "relu6", "ReLU6",
        r"\min(\max(x, 0), 6)",
        r"\begin{cases} 1 & 0 < x < 6 \\ 0 & \text{otherwise} \end{cases}",
        "krizhevsky-2010", piecewise.relu6, piecewise.relu6_slope, _relu6,
    ),
)  # fmt: skip
