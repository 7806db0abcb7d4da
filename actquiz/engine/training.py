"""Training many networks at once, an epoch at a time.

``train`` is a generator: take as many epochs as wanted, close it to stop. Networks are worked
through in blocks whose buffers fit the processor's cache; neither the blocks nor the company of
other networks changes a result by a bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array
from actquiz.engine import losses, optimizers
from actquiz.engine.batches import Batches
from actquiz.engine.data import Dataset
from actquiz.engine.network import Network, homogeneous
from actquiz.engine.optimizers import OptimizerName, Rate
from actquiz.errors import ActquizError
from actquiz.words import counted

# The buffers of one block: they fit the second-level cache of most processors, and a block is
# still large enough that little time goes between NumPy calls.
_BLOCK_BYTES = 2 << 20


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. Raises ActquizError for numbers that make no sense."""

    epochs: int = 50
    optimizer: OptimizerName = "sgd"
    rate: Rate = 0.1
    """The learning rate; an array gives each network its own."""
    batch: int | None = None
    """Inputs a step; None takes all at once."""
    momentum: float = 0.9

    def __post_init__(self) -> None:
        if self.epochs < 0 or (self.batch is not None and self.batch < 1):
            raise ActquizError(
                f"{self.epochs} epochs of batches of {self.batch} cannot be trained",
                fix="give 0 or more epochs and batches of 1 or more",
            )
        if not np.all(np.asarray(self.rate) >= 0):
            raise ActquizError(f"a learning rate is 0 or more, not {self.rate}")


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """One epoch; each array has one number a network, [E]."""

    epoch: int
    """From 1."""
    loss: Array
    """Mean over the epoch's inputs, each measured before the step it belongs to."""
    accuracy: Array
    """The same for the share classified right; NaN for regression."""
    validation_loss: Array | None
    """After the epoch; None without validation data."""
    validation_accuracy: Array | None
    diverged: NDArray[np.bool_]
    """Networks whose loss or parameters stopped being finite numbers, now or earlier."""


def train(
    network: Network,
    data: Dataset,
    recipe: Recipe,
    seeds: Sequence[int],
    validation: Dataset | None = None,
) -> Iterator[TrainingRecord]:
    """Train from the parameters ``network`` has; yields one record an epoch.

    ``seeds`` (one a network) order the batches and draw the dropout. Raises ActquizError where
    data, seeds and network do not fit.
    """
    if len(seeds) != network.count:
        raise ActquizError(
            f"{counted(network.count, 'network')} need as many seeds, not {len(seeds)}"
        )
    parts = _parts(network, data, recipe, seeds, validation)
    diverged = np.zeros(network.count, dtype=bool)
    for epoch in range(1, recipe.epochs + 1):
        with np.errstate(all="ignore"):
            rows = [part.epoch() for part in parts]
            scores = [np.concatenate(row) for row in zip(*rows, strict=True)]
            # A sum is finite only if every parameter is (or if it overflows, which is as bad).
            sums = scores[0] + np.add.reduce(network.parameters, axis=1)
        diverged = diverged | ~np.isfinite(sums)
        held = scores[2:] if validation is not None else (None, None)
        yield TrainingRecord(epoch, scores[0], scores[1], held[0], held[1], diverged)


def _parts(
    network: Network,
    data: Dataset,
    recipe: Recipe,
    seeds: Sequence[int],
    validation: Dataset | None,
) -> list[_Part]:
    n = recipe.batch or len(data)
    widest = 2 * sum(network.architecture.sizes[1:]) + 3 * max(network.architecture.sizes[1:])
    size = max(1, _BLOCK_BYTES // (widest * min(n, len(data)) * network.dtype.itemsize))
    # Blocks of nearly equal size share one set of buffers.
    count = -(-network.count // size)
    even = -(-network.count // count)
    parts: list[_Part] = []
    for number, block in enumerate(network.split(even)):
        rows = slice(number * even, number * even + block.count)
        parts.append(_Part(block, data, recipe, seeds[rows], rows, validation))
    return parts


class _Part:
    """A block of networks with its data, optimizer and random streams."""

    def __init__(
        self,
        network: Network,
        data: Dataset,
        recipe: Recipe,
        seeds: Sequence[int],
        rows: slice,
        validation: Dataset | None,
    ) -> None:
        self.network = network
        rate = recipe.rate if isinstance(recipe.rate, float | int) else recipe.rate[rows]
        self.optimizer = optimizers.make(
            recipe.optimizer, network.parameters, rate, recipe.momentum
        )
        x, y = load(network, data, rows)
        self.batches = Batches(network.architecture, x, y, recipe.batch, seeds)
        self.logits = np.empty((network.count, network.architecture.sizes[-1], len(data)), x.dtype)
        self.held = load(network, validation, rows) if validation is not None else None

    def epoch(self) -> list[Array]:
        """Train one epoch; loss and accuracy, [E] each, and the same on validation data if any."""
        network, batches, name = self.network, self.batches, self.network.architecture.loss
        x, y = batches.shuffle()
        for step in batches.steps:
            masks = batches.masks(step)
            self.logits[:, :, step] = network.run(x[:, :, step], training=True, masks=masks)
            network.differentiate(y[:, :, step])
            self.optimizer.step(network.parameters, network.gradients)
        scores = [losses.loss(name, self.logits, y), losses.accuracy(name, self.logits, y)]
        if self.held is not None:
            x, y = self.held
            logits = network.run(x)
            scores += [losses.loss(name, logits, y), losses.accuracy(name, logits, y)]
        return scores


def load(network: Network, data: Dataset, rows: slice) -> tuple[Array, Array]:
    """Inputs ending in a row of ones, and targets, for the networks ``rows``."""
    if data.features != network.architecture.sizes[0]:
        raise ActquizError(
            f"{data.name} has {data.features} features, "
            f"the networks {network.architecture.sizes[0]} inputs"
        )
    outputs = network.architecture.sizes[-1]
    if network.architecture.loss == "softmax" and data.classes != outputs:
        raise ActquizError(
            f"{data.name} has {data.classes} classes, the networks {outputs} outputs"
        )
    x = data.x[rows] if data.x.ndim == 3 else data.x
    y = data.targets(network.architecture.loss, network.dtype)
    return homogeneous(x, network.dtype), y[rows] if len(y) > 1 else y
