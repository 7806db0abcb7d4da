"""The buffers of one forward and backward pass, allocated once for a number of inputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.engine.kernels import Kernel
from actquiz.engine.layout import Architecture
from actquiz.engine.normalisation import Normed

Array = NDArray[Any]


@dataclass(slots=True)
class Workspace:
    """For E networks and n inputs. Lists have one entry a layer, the first layer first."""

    rows: list[Array]
    """What each layer multiplies, [E, inputs + 1, n]; its last row is 1."""
    z: list[Array]
    """Pre-activations [E, outputs, n]; the last are the logits."""
    a: list[Array]
    """The activation's values, [E, h, n]."""
    passed: list[Array]
    """What goes up: ``a`` itself, or with dropout and skips added; a view of the next ``rows``."""
    kept: list[Array]
    """What the activation keeps for its slope, if it does; 0 at first."""
    normed: list[Normed | None]
    masks: list[Array]
    deltas: list[Array]
    """δ = ∂L/∂z of the hidden layers: z's own memory where the activation allows, else shared by
    every other layer."""
    spare: Array
    """Memory for ``scratch``."""
    top: Array
    """δ of the output layer, with a row of zeros below a single one: BLAS is five times faster at
    a product over two rows than at one over one."""
    carried: tuple[Array, Array] | None
    """Memory for ∂L/∂a on its way past a layer along a skip connection."""
    masked: bool = False
    _shapes: list[tuple[int, int, int]] = field(default_factory=list)

    @classmethod
    def allocate(
        cls, architecture: Architecture, count: int, n: int, dtype: np.dtype[Any], kernel: Kernel
    ) -> Workspace:
        """Buffers for ``count`` networks and ``n`` inputs."""
        hidden, outputs = architecture.sizes[1:-1], architecture.sizes[-1]
        nothing = np.empty(0, dtype)
        rows = [nothing, *(np.ones((count, h + 1, n), dtype) for h in hidden)]
        passed = [above[:, :-1] for above in rows[1:]]
        changed = architecture.skip or architecture.dropout > 0
        shapes = [(count, units, n) for units in (*hidden, outputs)]
        largest = max(count * units * n for units in (*hidden, outputs))
        z = [np.empty(shape, dtype) for shape in shapes]
        pair = [np.empty(largest if kernel.reads_z else 0, dtype) for _ in range(2)]
        carried = None
        if architecture.skip:
            carried = (np.empty(largest, dtype), np.empty(largest, dtype))
        return cls(
            rows=rows,
            z=z,
            a=[np.empty(shape, dtype) for shape in shapes[:-1]] if changed else passed,
            passed=passed,
            kept=[np.zeros(shape, dtype) if kernel.keeps else nothing for shape in shapes[:-1]],
            normed=[None] * len(hidden),
            masks=[nothing] * len(hidden),
            deltas=[
                _shaped(pair[layer % 2], shape) if kernel.reads_z else z[layer]
                for layer, shape in enumerate(shapes[:-1])
            ],
            spare=np.empty(largest, dtype),
            top=np.zeros((count, max(outputs, 2), n), dtype),
            carried=carried,
            _shapes=shapes,
        )

    def delta(self, layer: int) -> Array:
        """The buffer for ∂L/∂z of a layer."""
        if layer == len(self.deltas):
            return self.top[:, : self._shapes[layer][1]]
        return self.deltas[layer]

    def scratch(self, layer: int) -> Array:
        """Memory of a layer's shape that holds nothing."""
        return _shaped(self.spare, self._shapes[layer])

    def carry(self, layer: int) -> Array:
        """The buffer for ∂L/∂a of a layer that a skip connection passes."""
        assert self.carried is not None
        return _shaped(self.carried[layer % 2], self._shapes[layer])


def _shaped(memory: Array, shape: tuple[int, int, int]) -> Array:
    return memory[: shape[0] * shape[1] * shape[2]].reshape(shape)
