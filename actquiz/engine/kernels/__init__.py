"""Activations as the training loop computes them: in place, in float32, a few passes each.

``activations`` is accurate to the last digits at any cost; here a value is right to a few units of
float32 (absolute, 3e-7 at the size of 1), and every pass over memory counts. In float64 the
accurate forms are used instead, so that checks against other implementations mean something.

A kernel reads pre-activations ``z`` and writes ``a``; ``backward`` multiplies ``delta`` by the
slope. ``kept`` is one more array of the same shape for kernels that ask for it, all 0 at first;
``scratch`` holds nothing between calls. All are [networks, units, inputs].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from actquiz.arrays import Array
from actquiz.engine import activations
from actquiz.engine.activations import Activation
from actquiz.engine.activations.smooth import SELU_ALPHA, SELU_SCALE
from actquiz.engine.kernels import curves, pieces
from actquiz.engine.kernels.typed import Typed


class Kernel(Protocol):
    """What the network needs of an activation."""

    @property
    def keeps(self) -> bool:
        """Whether it wants the ``kept`` array."""

    @property
    def reads_z(self) -> bool:
        """Whether ``backward`` needs z; if not, ``delta`` may lie in z's own memory."""

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """Write f(z) into ``a``."""

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """Multiply ``delta`` by f'(z); ``scratch`` is overwritten."""


@dataclass(frozen=True)
class Exact:
    """Any activation, by its accurate form."""

    activation: Activation
    settings: Mapping[str, float]
    keeps: bool = False
    reads_z: bool = True

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """The accurate value, in arrays of its own."""
        a[...] = self.activation.kernel(z, **self.settings)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """Multiply by the accurate slope."""
        delta *= self.activation.slope_kernel(z, **self.settings)


_FAST: dict[str, Callable[..., Kernel]] = {
    "sigmoid": curves.Sigmoid,
    "tanh": curves.Tanh,
    "relu": pieces.Relu,
    "leaky_relu": pieces.LeakyRelu,
    "prelu": pieces.LeakyRelu,
    "elu": curves.ExponentialLinear,
    "celu": lambda alpha: curves.ExponentialLinear(alpha, stretch=alpha),
    "selu": lambda: curves.ExponentialLinear(SELU_ALPHA, scale=SELU_SCALE),
    "gelu": curves.Gelu,
    "gelu_tanh": curves.GeluTanh,
    "silu": curves.Swish,
    "swish": curves.Swish,
    "softplus": curves.Softplus,
    "softsign": curves.Softsign,
    "mish": curves.Mish,
    "hardsigmoid": lambda: pieces.Clamp(-3.0, 3.0, floor=-3.0, rate=1 / 6),
    "hardswish": pieces.HardSwish,
    "hardtanh": lambda: pieces.Clamp(-1.0, 1.0),
    "relu6": lambda: pieces.Clamp(0.0, 6.0),
    "squared_relu": pieces.SquaredRelu,
    "identity": curves.Identity,
}


def kernel(name: str, settings: Mapping[str, float], dtype: np.dtype[Any]) -> Kernel:
    """The kernel of an activation: fast in float32, accurate in float64.

    Raises ActquizError for an unknown name or parameter.
    """
    activation = activations.get(name)
    complete = activation.settings(settings)
    if dtype == np.float64:
        return Exact(activation, complete)
    if activation.written is not None:
        return Typed(activation.written.filled(complete))
    # A function with other parameters is the same function: leaky_relu:alpha=0.2.
    return _FAST[activation.name.partition(":")[0].strip()](**complete)
