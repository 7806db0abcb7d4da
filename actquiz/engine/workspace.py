"""The buffers of one forward and backward pass, allocated once for a number of inputs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.arrays import Array
from actquiz.engine.kernels import Kernel
from actquiz.engine.layout import Architecture
from actquiz.engine.normalisation import Normed

Shape = tuple[int, ...]


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
    carried: list[Array]
    """Memory for ∂L/∂a on its way past a layer along a skip connection, if there are any."""
    masked: bool = False

    @classmethod
    def allocate(
        cls,
        architecture: Architecture,
        count: int,
        n: int,
        dtype: np.dtype[Any],
        kernels: Sequence[Kernel],
    ) -> Workspace:
        """Buffers for ``count`` networks and ``n`` inputs."""
        hidden: list[Shape] = [(count, units, n) for units in architecture.sizes[1:-1]]
        output: Shape = (count, architecture.sizes[-1], n)
        reads_z = any(kernel.reads_z for kernel in kernels)
        changed = architecture.skip or architecture.dropout > 0
        flat = (max(math.prod(shape) for shape in (*hidden, output)),)
        arrays = _carve(
            {
                "rows": [(count, units + 1, n) for _, units, _ in hidden],
                "z": [*hidden, output],
                "a": hidden if changed else [],
                "kept": [
                    shape if kernel.keeps else (0,)
                    for shape, kernel in zip(hidden, kernels, strict=True)
                ],
                "pair": [flat, flat] if reads_z else [],
                "carried": [flat, flat] if architecture.skip else [],
                "spare": [flat],
                "top": [(count, max(output[1], 2), n)],
            },
            dtype,
        )
        for above in arrays["rows"]:
            above[:, -1] = 1
        nothing = np.empty(0, dtype)
        passed = [above[:, :-1] for above in arrays["rows"]]
        deltas = arrays["z"][:-1]
        if reads_z:
            pair = arrays["pair"]
            deltas = [_shaped(pair[layer % 2], shape) for layer, shape in enumerate(hidden)]
        return cls(
            rows=[nothing, *arrays["rows"]],
            z=arrays["z"],
            a=arrays["a"] if changed else passed,
            passed=passed,
            kept=arrays["kept"],
            normed=[None] * len(hidden),
            masks=[nothing] * len(hidden),
            deltas=deltas,
            spare=arrays["spare"][0],
            top=arrays["top"][0],
            carried=arrays["carried"],
        )

    def delta(self, layer: int) -> Array:
        """The buffer for ∂L/∂z of a layer."""
        if layer == len(self.deltas):
            return self.top[:, : self.z[-1].shape[1]]
        return self.deltas[layer]

    def scratch(self, layer: int) -> Array:
        """Memory of a layer's shape that holds nothing."""
        return _shaped(self.spare, self.z[layer].shape)

    def carry(self, layer: int) -> Array:
        """The buffer for ∂L/∂a of a layer that a skip connection passes."""
        return _shaped(self.carried[layer % 2], self.z[layer].shape)


def _carve(wanted: dict[str, list[Shape]], dtype: np.dtype[Any]) -> dict[str, list[Array]]:
    """Arrays of these shapes, all 0, cut from one piece of memory.

    One large piece comes in huge pages where the system has them; fetching page after small page
    would take as long as a pass through the network.
    """
    sizes = {name: [-(-math.prod(shape) // 16) * 16 for shape in wanted[name]] for name in wanted}
    memory = np.zeros(sum(map(sum, sizes.values())), dtype)
    result: dict[str, list[Array]] = {}
    start = 0
    for name, shapes in wanted.items():
        result[name] = []
        for shape, size in zip(shapes, sizes[name], strict=True):
            result[name].append(_shaped(memory[start:], shape))
            start += size
    return result


def _shaped(memory: Array, shape: Shape) -> Array:
    return memory[: math.prod(shape)].reshape(shape)
