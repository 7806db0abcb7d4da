"""Float32 kernels of the smooth activations; the package says what a kernel is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from actquiz.arrays import Array
from actquiz.engine.activations.smooth import GELU_CUBIC


def _sigmoid(z: Array, out: Array) -> None:
    # Two passes fewer than by way of exp, and off by at most 6e-8, in the tails too.
    np.multiply(z, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5


@dataclass(frozen=True)
class Identity:
    """f(z) = z."""

    keeps: bool = False
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """Copy z."""
        np.copyto(a, z)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """Leave δ: the slope is 1."""


@dataclass(frozen=True)
class Sigmoid:
    """σ(z) = 1/(1 + e⁻ᶻ)."""

    keeps: bool = False
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """By way of tanh: a = (1 + tanh(z/2))/2."""
        _sigmoid(z, a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """The slope from the value: a·(1 − a)."""
        delta *= a
        np.subtract(1, a, out=scratch)
        delta *= scratch


@dataclass(frozen=True)
class Tanh:
    """tanh z."""

    keeps: bool = False
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """As NumPy computes it."""
        np.tanh(z, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """The slope from the value: 1 − a²."""
        np.square(a, out=scratch)
        np.subtract(1, scratch, out=scratch)
        delta *= scratch


@dataclass(frozen=True)
class ExponentialLinear:
    """scale·(max(z, 0) + alpha·(e^{min(z, 0)/stretch} − 1)): elu, celu and selu.

    ``kept`` stays 0, as for ReLU.
    """

    alpha: float
    scale: float = 1.0
    stretch: float = 1.0
    keeps: bool = True
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """Both branches without a mask where α is 1: the larger of z and e^z − 1."""
        np.minimum(z, kept, out=a)
        if self.stretch != 1:
            a /= self.stretch
        np.exp(a, out=a)
        a -= 1
        if self.alpha == 1 and self.stretch == 1:
            # e^z − 1 is above z, and 0 where z was cut off: the larger is the function.
            np.maximum(a, z, out=a)
        else:
            a *= self.alpha
            a += np.maximum(z, kept)
        if self.scale != 1:
            a *= self.scale

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """The slope from the value: (a + scale·α)/stretch on the left, scale on the right."""
        left = self.scale * self.alpha / self.stretch
        np.minimum(a, kept, out=scratch)
        if self.stretch != 1:
            scratch /= self.stretch
        scratch += left
        if left != self.scale:
            scratch += (a > 0) * a.dtype.type(self.scale - left)
        delta *= scratch


@dataclass(frozen=True)
class Swish:
    """``kept`` holds σ(βz)."""

    beta: float = 1.0
    keeps: bool = True
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """z·σ(βz)."""
        _sigmoid(z if self.beta == 1 else z * z.dtype.type(self.beta), kept)
        np.multiply(z, kept, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """The slope from both: σ + β·a·(1 − σ)."""
        np.subtract(1, kept, out=scratch)
        scratch *= a
        if self.beta != 1:
            scratch *= self.beta
        scratch += kept
        delta *= scratch


@dataclass(frozen=True)
class GeluTanh:
    """``kept`` holds σ(u) with u = 2√(2/π)(z + 0.044715z³)."""

    keeps: bool = True
    reads_z: bool = True
    _rate = float(2 * np.sqrt(2 / np.pi))

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """z·σ(u); z is cut at ±30, where nothing changes any more and z³ is no danger."""
        np.clip(z, -30, 30, out=kept)
        np.square(kept, out=a)
        a *= self._rate * GELU_CUBIC
        a += self._rate
        kept *= a
        _sigmoid(kept, kept)
        np.multiply(z, kept, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """σ(u) + a·(1 − σ(u))·u′, with u′ from z."""
        np.clip(z, -30, 30, out=scratch)
        np.square(scratch, out=scratch)
        scratch *= 3 * self._rate * GELU_CUBIC
        scratch += self._rate
        scratch *= a
        scratch *= 1 - kept
        scratch += kept
        delta *= scratch


@dataclass(frozen=True)
class Gelu:
    """``kept`` holds Φ(z) by Abramowitz and Stegun 7.1.26 (absolute error 7.5e-8)."""

    keeps: bool = True
    reads_z: bool = True
    _terms = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """z·Φ(z), with Φ from e^(−z²/2) times a polynomial in 1/(1 + 0.2316|z|)."""
        np.abs(z, out=kept)
        kept *= 0.3275911 / np.sqrt(2.0).astype(z.dtype)
        kept += 1
        t = np.reciprocal(kept, out=kept)
        np.multiply(t, self._terms[0], out=a)
        for term in self._terms[1:]:
            a += term
            a *= t
        a *= -0.5
        a *= self._shape(z)
        a += 0.5
        np.copysign(a, z, out=kept)
        kept += 0.5
        np.multiply(z, kept, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """Φ(z) + z·φ(z)."""
        np.multiply(z, self._shape(z), out=scratch)
        scratch *= 1 / np.sqrt(2 * np.pi).astype(z.dtype)
        scratch += kept
        delta *= scratch

    @staticmethod
    def _shape(z: Array) -> Array:
        shape = np.clip(z, -15, 15)
        shape *= shape
        shape *= -0.5
        return np.asarray(np.exp(shape, out=shape))


@dataclass(frozen=True)
class Softplus:
    """ln(1 + eᶻ)."""

    keeps: bool = False
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """As max(z, 0) + ln(1 + e^−|z|), which cannot overflow."""
        np.abs(z, out=a)
        np.negative(a, out=a)
        np.exp(a, out=a)
        np.log1p(a, out=a)
        a += np.maximum(z, 0)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """The slope from the value: 1 − e⁻ᵃ, which is σ(z)."""
        # 1 − exp(−softplus(z)) is σ(z).
        np.negative(a, out=scratch)
        np.expm1(scratch, out=scratch)
        np.negative(scratch, out=scratch)
        delta *= scratch


@dataclass(frozen=True)
class Softsign:
    """z/(1 + |z|)."""

    keeps: bool = False
    reads_z: bool = False

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """One division."""
        np.abs(z, out=a)
        a += 1
        np.divide(z, a, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """The slope from the value: (1 − |a|)²."""
        np.abs(a, out=scratch)
        np.subtract(1, scratch, out=scratch)
        np.square(scratch, out=scratch)
        delta *= scratch


@dataclass(frozen=True)
class Mish:
    """``kept`` holds tanh(softplus(z))."""

    keeps: bool = True
    reads_z: bool = True

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """z·tanh(softplus(z)), from e^z alone; above 20, where tanh is 1, that of 20 serves."""
        np.minimum(z, 20, out=a)
        np.exp(a, out=a)
        a *= a + 2
        np.add(a, 2, out=kept)
        np.divide(a, kept, out=kept)
        np.multiply(z, kept, out=a)

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """tanh(softplus(z)) + z·σ(z)·(1 − tanh²)."""
        _sigmoid(z, scratch)
        scratch *= z
        scratch *= 1 - kept * kept
        scratch += kept
        delta *= scratch
