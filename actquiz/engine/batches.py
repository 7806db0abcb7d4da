"""Which inputs a step sees and which units it silences: the chances taken in training.

Both backends draw them here, network by network from its own seed, so that they train alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array
from actquiz.engine.layout import Architecture
from actquiz.engine.random_streams import generator


class Batches:
    """The batches of some networks, epoch after epoch."""

    def __init__(
        self, architecture: Architecture, x: Array, y: Array, size: int | None, seeds: Sequence[int]
    ) -> None:
        n = x.shape[2]
        self.x, self.y = x, y
        """Inputs [E or 1, features + 1, n] and targets [E or 1, outputs, n]."""
        self.whole = size is None or size >= n
        step = n if size is None else size
        self.steps = [slice(start, min(start + step, n)) for start in range(0, n, step)]
        """The columns of each step of an epoch."""
        self._units = sum(architecture.sizes[1:-1])
        self._dropout = architecture.dropout
        self._order = [generator(seed, "batches") for seed in seeds]
        self._silence = [generator(seed, "dropout") for seed in seeds]

    def shuffle(self) -> tuple[Array, Array]:
        """``x`` and ``y`` in the next epoch's order; their own if a step takes all of them."""
        if self.whole:
            return self.x, self.y
        n = self.x.shape[2]
        order = np.stack([random.permutation(n) for random in self._order])[:, np.newaxis]
        return _shuffled(self.x, order), _shuffled(self.y, order)

    def masks(self, columns: slice) -> Array | None:
        """Dropout for one step, 0 or 1/(1−p), [E, hidden units, inputs]; None without dropout."""
        if not self._dropout:
            return None
        size = (self._units, columns.stop - columns.start)
        keep = 1.0 - self._dropout
        draws = np.stack([random.random(size, np.float32) for random in self._silence])
        return np.asarray((draws < keep) * self.x.dtype.type(1.0 / keep))


def _shuffled(values: Array, order: NDArray[np.intp]) -> Array:
    """``values`` [E or 1, rows, n] with the columns of network e in the order ``order[e, 0]``."""
    each = np.broadcast_to(values, (len(order), *values.shape[1:]))
    return np.take_along_axis(each, order, axis=2)
