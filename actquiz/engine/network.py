"""Many independent networks of one architecture, in one array.

Parameters of E networks are a flat buffer [E, P]; everything that flows is feature-major,
[E, units, inputs], in buffers allocated once. A network's results do not depend on its company:
products are one matrix product a network, and sums run over one network's own numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from actquiz.arrays import Array
from actquiz.engine import losses, normalisation
from actquiz.engine.kernels import kernel
from actquiz.engine.layout import Architecture, places
from actquiz.engine.workspace import Workspace
from actquiz.errors import ActquizError
from actquiz.words import counted

Observer = Callable[[int, Array], None]
"""Told (layer, δ) on the way down; δ = ∂L/∂z is [E, units, n] and may be rescaled in place."""


def homogeneous(x: ArrayLike, dtype: DTypeLike = np.float32) -> Array:
    """Inputs [in, n] or [E, in, n] with the constant 1 appended: [1 or E, in + 1, n]."""
    given = np.asarray(x, dtype=dtype)
    if given.ndim == 2:
        given = given[np.newaxis]
    rows = np.ones((given.shape[0], given.shape[1] + 1, given.shape[2]), dtype=dtype)
    rows[:, :-1] = given
    return rows


class Network:
    """``count`` networks; ``parameters`` and ``gradients`` are [count, P] and may be written to.

    After ``forward``: ``logits`` [E, outputs, n], ``pre_activations(l)`` and ``outputs(l)``.
    After ``backward``: ``gradients``. Buffers are reused by the next call, ``backward`` included:
    copy what must last.
    """

    def __init__(
        self,
        architecture: Architecture,
        count: int = 1,
        dtype: DTypeLike = np.float32,
    ) -> None:
        if count < 1:
            raise ActquizError(f"a batch holds at least one network, not {count}")
        if np.dtype(dtype) not in (np.float32, np.float64):
            raise ActquizError(f"networks compute in float32 or float64, not {np.dtype(dtype)}")
        self.architecture = architecture
        self.dtype: np.dtype[Any] = np.dtype(dtype)
        self.places, size = places(architecture)
        parameters, gradients = (np.zeros((count, size), self.dtype) for _ in range(2))
        self._own(parameters, gradients, {})
        self.running = normalisation.Running.fresh(architecture, count, self.dtype)
        for place in self.places:
            if place.norm_start is not None:
                place.norm(self.parameters)[0][...] = 1

    def _own(
        self, parameters: Array, gradients: Array, spaces: dict[tuple[int, int], Workspace]
    ) -> None:
        self.parameters, self.gradients = parameters, gradients
        self.count = len(parameters)
        shape = self.architecture
        self.kernels = [
            kernel(each.name, shape.parameters, self.dtype) for each in shape.activations
        ]
        self._matrices = [place.matrix(parameters) for place in self.places]
        self._matrix_gradients = [place.matrix(gradients) for place in self.places]
        self._down = [matrix[:, :, :-1].swapaxes(1, 2) for matrix in self._matrices]
        # With a second column of zeros for a single output: see ``Workspace.top``.
        self._top = np.zeros((self.count, self.architecture.sizes[-2], 2), self.dtype)
        self._spaces = spaces
        self._space: Workspace | None = None

    def split(self, size: int) -> list[Network]:
        """The same networks in blocks of at most ``size``, sharing parameters and buffers."""
        blocks: list[Network] = []
        spaces: dict[tuple[int, int], Workspace] = {}
        for start in range(0, self.count, size):
            part = slice(start, start + size)
            block = object.__new__(Network)
            block.architecture, block.dtype = self.architecture, self.dtype
            block.places = self.places
            block._own(self.parameters[part], self.gradients[part], spaces)
            block.running = self.running.part(part)
            blocks.append(block)
        return blocks

    def learned(self) -> list[Array]:
        """All that training changes: the parameters, and batch norm's running statistics."""
        return [self.parameters, *self.running.mean, *self.running.variance]

    def weight(self, layer: int) -> Array:
        """W of a layer (0 is the first), [E, outputs, inputs]: a view."""
        return self._matrices[layer][:, :, :-1]

    def bias(self, layer: int) -> Array:
        """b of a layer, [E, outputs]: a view."""
        return self._matrices[layer][:, :, -1]

    def weight_gradient(self, layer: int) -> Array:
        """∂L/∂W of a layer, [E, outputs, inputs]: a view."""
        return self._matrix_gradients[layer][:, :, :-1]

    def bias_gradient(self, layer: int) -> Array:
        """∂L/∂b of a layer, [E, outputs]: a view."""
        return self._matrix_gradients[layer][:, :, -1]

    def pre_activations(self, layer: int) -> Array:
        """What hidden layer ``layer`` fed its activation in the last forward pass, [E, h, n].

        Read it before ``backward``, which may put δ in the same memory.
        """
        return self._current().z[layer]

    def outputs(self, layer: int) -> Array:
        """What hidden layer ``layer`` passed on in the last forward pass, [E, h, n]."""
        return self._current().passed[layer]

    @property
    def logits(self) -> Array:
        """The output of the last forward pass, [E, outputs, n]."""
        return self._current().z[-1]

    def forward(self, x: ArrayLike, *, training: bool = False, masks: Array | None = None) -> Array:
        """Logits [E, outputs, n] for inputs [in, n] (shared) or [E, in, n].

        ``training`` normalises by the batch's own statistics; ``masks`` [E, hidden units, n]
        silence units (dropout), 0 or 1/(1−p). Raises ActquizError for inputs of the wrong shape.
        """
        rows = homogeneous(x, self.dtype)
        if rows.shape[1] != self.architecture.sizes[0] + 1 or len(rows) not in (1, self.count):
            raise ActquizError(
                f"inputs of shape {np.shape(x)} do not fit "
                f"{counted(self.count, 'network')} with {self.architecture.sizes[0]} inputs"
            )
        with np.errstate(all="ignore"):
            return self.run(rows, training=training, masks=masks)

    def backward(self, targets: Array, observe: Observer | None = None) -> None:
        """Fill ``gradients`` with ∂(mean loss)/∂parameters of the last forward pass."""
        with np.errstate(all="ignore"):
            self.differentiate(targets, observe)

    def backward_from(self, delta: Array, observe: Observer | None = None) -> None:
        """As ``backward``, from a given ∂L/∂logits [E, outputs, n]."""
        top = self._current().delta(self.architecture.depth)
        np.copyto(top, delta)
        with np.errstate(all="ignore"):
            self._walk_down(top, observe)

    def run(self, rows: Array, *, training: bool = False, masks: Array | None = None) -> Array:
        """``forward`` for the inner loop: inputs that already end in a row of ones, and
        floating-point warnings silenced by the caller."""
        space = self._space = self._workspace(rows.shape[2])
        space.rows[0] = rows
        space.masked = masks is not None
        last = self.architecture.depth
        start = 0
        for layer, matrix in enumerate(self._matrices):
            z = np.matmul(matrix, space.rows[layer], out=space.z[layer])
            if layer == last:
                break
            if self.architecture.batch_norm:
                scale, shift = self.places[layer].norm(self.parameters)
                space.normed[layer] = normalisation.forward(
                    z, scale, shift, self.running, layer, training=training
                )
            self.kernels[layer].forward(z, space.a[layer], space.kept[layer])
            passed = space.passed[layer]
            if masks is not None:
                mask = space.masks[layer] = masks[:, start : start + z.shape[1]]
                np.multiply(space.a[layer], mask, out=passed)
                start += z.shape[1]
            elif passed is not space.a[layer]:
                np.copyto(passed, space.a[layer])
            if self.architecture.skips(layer):
                passed += space.passed[layer - 1]
        return z

    def differentiate(self, targets: Array, observe: Observer | None = None) -> None:
        """``backward`` for the inner loop, floating-point warnings silenced by the caller."""
        delta = self._current().delta(self.architecture.depth)
        losses.gradient(self.architecture.loss, self.logits, targets, delta)
        self._walk_down(delta, observe)

    def _walk_down(self, delta: Array, observe: Observer | None) -> None:
        space = self._current()
        for layer in range(self.architecture.depth, -1, -1):
            if observe is not None:
                observe(layer, delta)
            rows = space.rows[layer]
            np.matmul(delta, rows.swapaxes(1, 2), out=self._matrix_gradients[layer])
            if layer:
                delta = self._down_to(layer - 1, delta, space)

    def _down_to(self, layer: int, above: Array, space: Workspace) -> Array:
        """δ of a hidden layer from δ of the one above."""
        delta = space.delta(layer)
        if above.shape[1] == 1 and layer + 1 == self.architecture.depth:
            self._top[:, :, :1] = self._down[-1]
            np.matmul(self._top, space.top, out=delta)
        else:
            np.matmul(self._down[layer + 1], above, out=delta)
        if self.architecture.skips(layer + 1):
            delta += space.carry(layer + 1)
        if self.architecture.skips(layer):
            np.copyto(space.carry(layer), delta)
        if space.masked:
            delta *= space.masks[layer]
        z, scratch = space.z[layer], space.scratch(layer)
        self.kernels[layer].backward(delta, z, space.a[layer], space.kept[layer], scratch)
        normed = space.normed[layer]
        if normed is not None:
            place = self.places[layer]
            scale, _ = place.norm(self.parameters)
            normalisation.backward(delta, scale, normed, *place.norm(self.gradients))
        return delta

    def loss(self, targets: Array) -> Array:
        """The mean loss of each network in the last forward pass, [E]."""
        with np.errstate(all="ignore"):
            return losses.loss(self.architecture.loss, self.logits, targets)

    def accuracy(self, targets: Array) -> Array:
        """The share of inputs right in the last forward pass, [E]."""
        return losses.accuracy(self.architecture.loss, self.logits, targets)

    def _workspace(self, n: int) -> Workspace:
        key = (self.count, n)
        if key not in self._spaces:
            self._spaces[key] = Workspace.allocate(
                self.architecture, self.count, n, self.dtype, self.kernels
            )
        return self._spaces[key]

    def _current(self) -> Workspace:
        if self._space is None:
            raise ActquizError("nothing has been computed yet", fix="call forward first")
        return self._space
