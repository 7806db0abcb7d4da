"""How weights are drawn before training.

A scheme says the variance of a weight as gain/fan: σw² = gain for fan-in. Draws are made in
float32, network by network from its own seed, so float32 and float64 networks start from the same
numbers and a network's weights do not depend on the batch it is in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array
from actquiz.engine.network import Network
from actquiz.engine.random_streams import generator
from actquiz.errors import ActquizError
from actquiz.words import counted, suggestion

Distribution = Literal["normal", "uniform", "orthogonal"]


@dataclass(frozen=True, slots=True)
class Initializer:
    """Weights with variance ``gain``/fan, biases with variance ``bias`` (or ``bias``/fan-in)."""

    name: str
    gain: float
    fan: Literal["in", "average"] = "in"
    """The number of inputs (He, LeCun), or the mean of inputs and outputs (Glorot)."""
    shape: Distribution = "normal"
    bias: float = 0.0
    """The variance of the biases: normal, or uniform with ``shape`` uniform."""
    bias_by_fan: bool = False
    """Divide the biases' variance by fan-in, as torch's default does."""
    source: str = ""

    def scaled(self, factor: float) -> Initializer:
        """The same scheme with all weights ``factor`` times as large."""
        return replace(self, gain=self.gain * factor**2)

    def variance(self, inputs: int, outputs: int) -> float:
        """The variance of each weight of a layer."""
        return self.gain / (inputs if self.fan == "in" else (inputs + outputs) / 2)

    def draw(self, randoms: Sequence[np.random.Generator], weights: Array, biases: Array) -> None:
        """One layer of each network, into ``weights`` [E, outputs, inputs] and ``biases``
        [E, outputs]."""
        _, outputs, inputs = weights.shape
        if self.shape == "orthogonal":
            weights[...] = math.sqrt(self.gain) * _orthogonal(randoms, outputs, inputs)
        else:
            scale = math.sqrt(self.variance(inputs, outputs))
            np.multiply(_standard(randoms, self.shape, (outputs, inputs)), scale, out=weights)
        if not self.bias:
            biases[...] = 0
            return
        scale = math.sqrt(self.bias / inputs if self.bias_by_fan else self.bias)
        np.multiply(_standard(randoms, self.shape, (outputs,)), scale, out=biases)


_SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Initializer("he", 2.0, source="he-2015"),
        Initializer("he_uniform", 2.0, shape="uniform", source="he-2015"),
        Initializer("glorot", 1.0, fan="average", source="glorot-2010"),
        Initializer("glorot_uniform", 1.0, fan="average", shape="uniform", source="glorot-2010"),
        Initializer("lecun", 1.0, source="lecun-1998"),
        Initializer("lecun_uniform", 1.0, shape="uniform", source="lecun-1998"),
        Initializer("orthogonal", 1.0, shape="orthogonal", source="saxe-2013"),
        Initializer("torch_default", 1 / 3, shape="uniform", bias=1 / 3, bias_by_fan=True),
        Initializer("zero", 0.0),
    )
}
_ALIASES = {"he_normal": "he", "kaiming": "he", "glorot_normal": "glorot", "xavier": "glorot"}


def names() -> tuple[str, ...]:
    """The named schemes."""
    return tuple(_SCHEMES)


def get(name: str) -> Initializer:
    """A scheme by name; ActquizError naming the nearest for one that does not exist."""
    key = _ALIASES.get(name, name)
    if key in _SCHEMES:
        return _SCHEMES[key]
    fix = suggestion(name, [*_SCHEMES, *_ALIASES], f"known: {', '.join(_SCHEMES)}")
    raise ActquizError(f"there is no initialization named “{name}”", fix=fix)


def scale(weight: float, bias: float = 0.0) -> Initializer:
    """Any scale: weights N(0, ``weight``/fan-in), biases N(0, ``bias``), as mean-field theory."""
    return Initializer(f"σw²={weight:g}, σb²={bias:g}", weight, bias=bias)


def initialize(
    network: Network, scheme: Initializer | str, seeds: Sequence[int], *, last: str | None = None
) -> None:
    """Draw every network's parameters, network e from ``seeds[e]``.

    ``last`` names another scheme for the output layer. Raises ActquizError for an unknown scheme
    or when there is not one seed a network.
    """
    if len(seeds) != network.count:
        raise ActquizError(
            f"{counted(network.count, 'network')} need as many seeds, not {len(seeds)}"
        )
    hidden = get(scheme) if isinstance(scheme, str) else scheme
    top = hidden if last is None else get(last)
    randoms = [generator(seed, "weights") for seed in seeds]
    for layer in range(len(network.places)):
        chosen = top if layer == network.architecture.depth else hidden
        chosen.draw(randoms, network.weight(layer), network.bias(layer))


def _standard(
    randoms: Sequence[np.random.Generator], shape: Distribution, size: tuple[int, ...]
) -> Array:
    """Numbers of mean 0 and variance 1, [E, *size]; five times as fast as NumPy's own normals."""
    count = math.prod(size)
    pairs = -(-count // 2)
    bits = np.empty((len(randoms), pairs), np.uint64)
    for row, random in zip(bits, randoms, strict=True):
        row[...] = random.bit_generator.random_raw(pairs)
    draws = _normal(bits) if shape == "normal" else _uniform(bits)
    return draws[:, :count].reshape(len(randoms), *size)


def _uniform(bits: NDArray[np.uint64]) -> Array:
    """Two numbers from each 64 bits, [E, 2 × pairs]: signed integers, brought to variance 1."""
    draws = bits.view(np.int32).astype(np.float32)
    draws *= math.sqrt(3.0) / 2**31
    return draws


def _normal(bits: NDArray[np.uint64]) -> Array:
    """Box and Muller: two standard normals from each 64 bits, [E, 2 × pairs], up to 6.7 σ."""
    halves = bits.view(np.uint32).astype(np.float32).reshape(*bits.shape, 2)
    radius, angle = halves[..., 0], halves[..., 1]
    # Half a step up keeps 0, whose logarithm is infinite, out.
    radius = np.sqrt(-2 * np.log((radius + np.float32(0.5)) * np.float32(2.0**-32)))
    angle = angle * np.float32(2 * math.pi / 2**32)
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _orthogonal(randoms: Sequence[np.random.Generator], outputs: int, inputs: int) -> Array:
    """Orthonormal rows (or columns, if there are fewer), uniform over all such matrices."""
    tall = (max(outputs, inputs), min(outputs, inputs))
    q, r = np.linalg.qr(_standard(randoms, "normal", tall).astype(np.float64))
    # Without the signs of R's diagonal the draw would favour some directions.
    q *= np.sign(np.diagonal(r, axis1=1, axis2=2))[:, np.newaxis, :]
    return np.asarray(q if outputs >= inputs else q.swapaxes(1, 2))
