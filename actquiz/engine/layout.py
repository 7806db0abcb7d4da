"""Shapes: what a network looks like, and where each parameter lies in the flat buffer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from actquiz.arrays import Array
from actquiz.engine import activations
from actquiz.engine.activations import Activation
from actquiz.errors import ActquizError

LossName = Literal["bce", "softmax", "mse"]


@dataclass(frozen=True, slots=True)
class Architecture:
    """A multilayer perceptron: linear layers, an activation after each but the last.

    Raises ActquizError when the pieces do not fit.
    """

    sizes: tuple[int, ...]
    """Units per layer, input first, output last: (2, 10, 10, 1)."""
    activation: str = "relu"
    """A name or a formula; ``tanh|relu`` take turns, layer by layer."""
    loss: LossName = "bce"
    """On logits: binary cross-entropy (one output), softmax cross-entropy, mean squared error."""
    parameters: Mapping[str, float] = field(default_factory=dict)
    """The activation's."""
    dropout: float = 0.0
    """Probability that a hidden unit is silenced in training (the others are scaled up)."""
    batch_norm: bool = False
    """Normalise each hidden pre-activation over the batch, with a learned scale and shift."""
    skip: bool = False
    """Add a hidden layer's input to its output wherever both are equally wide."""

    def __post_init__(self) -> None:
        for part in activations.parts(self.activation):
            activations.get(part).settings(self.parameters)
        if len(self.sizes) < 2 or min(self.sizes) < 1:
            raise ActquizError(
                f"layer sizes {self.sizes} make no network",
                fix="give at least an input and an output size, each 1 or more",
            )
        if not 0.0 <= self.dropout < 1.0:
            raise ActquizError(f"dropout is a probability below 1, not {self.dropout}")
        if self.loss == "bce" and self.sizes[-1] != 1:
            raise ActquizError(
                f"binary cross-entropy needs one output, not {self.sizes[-1]}",
                fix="use loss softmax for several classes",
            )

    @property
    def activations(self) -> tuple[Activation, ...]:
        """The function of each hidden layer."""
        return activations.per_layer(self.activation, self.depth)

    @property
    def depth(self) -> int:
        """The number of hidden layers."""
        return len(self.sizes) - 2

    def skips(self, layer: int) -> bool:
        """Whether hidden layer ``layer`` (0 is the first) adds its input to its output."""
        return self.skip and 0 < layer < self.depth and self.sizes[layer] == self.sizes[layer + 1]


@dataclass(frozen=True, slots=True)
class ParameterPlace:
    """Where one layer's parameters begin in a flat row, and their shape.

    The bias is the last column of the weight matrix: with a constant 1 as the last input, one
    matrix product does the layer, and one more gives both gradients.
    """

    outputs: int
    inputs: int
    start: int
    norm_start: int | None
    """Where scale, then shift, of batch normalisation begin."""

    def matrix(self, flat: Array) -> Array:
        """[E, outputs, inputs + 1], a view of ``flat`` [E, P]."""
        end = self.start + self.outputs * (self.inputs + 1)
        return flat[:, self.start : end].reshape(len(flat), self.outputs, self.inputs + 1)

    def norm(self, flat: Array) -> tuple[Array, Array]:
        """Batch normalisation's scale and shift, [E, outputs, 1] each, views of ``flat``."""
        assert self.norm_start is not None
        middle, end = self.norm_start + self.outputs, self.norm_start + 2 * self.outputs
        scale, shift = flat[:, self.norm_start : middle], flat[:, middle:end]
        return scale[:, :, None], shift[:, :, None]


def places(architecture: Architecture) -> tuple[tuple[ParameterPlace, ...], int]:
    """Each layer's place, and the length of a flat row."""
    result: list[ParameterPlace] = []
    at = 0
    for layer, (inputs, outputs) in enumerate(pairwise(architecture.sizes)):
        end = at + outputs * (inputs + 1)
        normed = architecture.batch_norm and layer < architecture.depth
        result.append(ParameterPlace(outputs, inputs, at, end if normed else None))
        at = end + (2 * outputs if normed else 0)
    return tuple(result), at
