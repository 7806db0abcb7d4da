"""Float32 kernels of the activations made of pieces; the package says what a kernel is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array


def _positive(values: Array, scratch: Array) -> NDArray[np.int32]:
    """All bits set where a value is positive and none elsewhere, in the memory of ``scratch``.

    A float32 is positive exactly where its bits, read as an integer, are (−0.0, which no matrix
    product gives, aside); a comparison's booleans would take twice as long to multiply with.
    """
    mask = scratch.view(np.int32)
    np.negative(values.view(np.int32), out=mask)
    return np.right_shift(mask, 31, out=mask)


@dataclass(frozen=True)
class Relu:
    """``kept`` stays 0: against an array the maximum takes half the time it takes against 0."""

    keeps: bool = True
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """max(z, 0)."""
        np.maximum(z, kept, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """δ stays where a is positive: its bits are masked."""
        mask, bits = _positive(a, scratch), delta.view(np.int32)
        np.bitwise_and(bits, mask, out=bits)


@dataclass(frozen=True)
class LeakyRelu:
    """z where z > 0, else alpha·z."""

    alpha: float
    keeps: bool = False

    @property
    def reads_z(self) -> bool:
        """Below 0 when α is: then the value no longer shows the sign of z."""
        return self.alpha < 0

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """The larger of z and alpha·z; the smaller if alpha is above 1."""
        np.multiply(z, self.alpha, out=a)
        (np.maximum if self.alpha <= 1 else np.minimum)(z, a, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """1 where the unit is on, else alpha."""
        mask = _positive(z if self.alpha < 0 else a, scratch)
        np.bitwise_and(mask, np.float32(1 - self.alpha).view(np.int32), out=mask)
        scratch += self.alpha
        delta *= scratch


@dataclass(frozen=True)
class Clamp:
    """rate·(clip(z, low, high) − floor): hardtanh, relu6 and hardsigmoid."""

    low: float
    high: float
    floor: float = 0.0
    rate: float = 1.0
    keeps: bool = False
    reads_z: bool = True

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """Cut, shifted and scaled."""
        np.clip(z, self.low, self.high, out=a)
        if self.floor:
            a -= self.floor
        if self.rate != 1:
            a *= self.rate

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """rate strictly between the bounds, 0 outside and at them."""
        delta *= (z > self.low) & (z < self.high)
        if self.rate != 1:
            delta *= self.rate


@dataclass(frozen=True)
class HardSwish:
    """z·clip(z + 3, 0, 6)/6."""

    keeps: bool = False
    reads_z: bool = True

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """As in that formula."""
        np.clip(z, -3, 3, out=a)
        a += 3
        a *= 1 / 6
        a *= z

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """0 below −3, 1 above 3, z/3 + ½ between; at ±3 the slopes of the outer pieces."""
        np.clip(z, -3, 3, out=scratch)
        scratch *= 1 / 3
        scratch += 0.5
        # Outside the ramp: 1.5 − 0.5 on the right, −0.5 + 0.5 on the left.
        scratch -= (z >= 3) * z.dtype.type(0.5)
        scratch += (z <= -3) * z.dtype.type(0.5)
        delta *= scratch


@dataclass(frozen=True)
class SquaredRelu:
    """max(z, 0)², of which ``kept`` holds the root."""

    keeps: bool = True
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """max(z, 0) into ``kept``, its square into a."""
        np.maximum(z, 0, out=kept)
        np.square(kept, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """2·max(z, 0)."""
        delta *= kept
        delta *= 2
