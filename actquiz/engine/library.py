"""What programmers call: functions by formula, and networks trained on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from actquiz.arrays import Array, Floats
from actquiz.engine import activations, data, initializers, training
from actquiz.engine.activations import Activation
from actquiz.engine.data import Dataset
from actquiz.engine.layout import Architecture, LossName
from actquiz.engine.network import Network
from actquiz.engine.optimizers import OptimizerName
from actquiz.engine.training import Recipe
from actquiz.errors import ActquizError


def function(formula: str, **parameters: float) -> Activation:
    """The function of that name or formula; ``a*x`` with ``a=0.5``."""
    given = ",".join(f"{name}={value!r}" for name, value in parameters.items())
    return activations.get(f"{formula}:{given}" if given else formula)


@dataclass(frozen=True, slots=True)
class Trained:
    """Trained networks, one a seed, and how it went."""

    network: Network
    loss: Floats
    """Mean training loss, [seeds, epochs]."""
    accuracy: Floats
    """Share right in training, [seeds, epochs]; NaN for regression."""
    validation_loss: Floats | None
    """The same on the held-out part, after each epoch; None without one."""
    validation_accuracy: Floats | None
    diverged: Array
    """Which networks stopped being numbers, [seeds]."""

    def predict(self, x: ArrayLike) -> Floats:
        """The networks' outputs (logits) for inputs [n, features]: [seeds, n, outputs]."""
        rows = np.asarray(x, dtype=np.float64)
        logits = self.network.forward(rows.T)
        return np.swapaxes(logits, 1, 2).astype(np.float64)


def train(
    activation: Activation | str = "relu",
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    hidden: Sequence[int] = (16, 16),
    epochs: int = 50,
    optimizer: OptimizerName = "adam",
    rate: float = 0.01,
    batch: int | None = 32,
    held_out: float = 0.0,
    init: str = "he",
    seeds: int = 1,
    seed: int = 0,
    backend: Literal["numpy", "torch"] = "numpy",
) -> Trained:
    """Train ``seeds`` networks that differ in nothing but chance.

    ``x`` is [n, features], ``y`` [n] (whole numbers are classes, anything else a quantity to fit);
    without them two moons are drawn. ``held_out`` is the share kept for validation. Raises
    ActquizError for what does not fit together.
    """
    whole = _dataset(x, y, seed)
    name = activation if isinstance(activation, str) else activation.name
    learned, held = (whole, None) if not held_out else data.split(whole, held_out, seed)
    outputs, loss = _task(whole)
    shape = Architecture((whole.x.shape[0], *hidden, outputs), name, loss)
    each = range(seed * 10_000, seed * 10_000 + seeds)
    network = Network(shape, seeds)
    initializers.initialize(network, init, each)
    recipe = Recipe(epochs, optimizer, rate, batch)
    if backend == "torch":
        from actquiz.engine import torch_backend

        records = list(torch_backend.train(network, learned, recipe, each, held))
    else:
        records = list(training.train(network, learned, recipe, each, held))
    return Trained(
        network,
        _curve([record.loss for record in records]),
        _curve([record.accuracy for record in records]),
        _held_curve([record.validation_loss for record in records]),
        _held_curve([record.validation_accuracy for record in records]),
        records[-1].diverged if records else np.zeros(seeds, dtype=bool),
    )


def _held_curve(values: list[Array | None]) -> Floats | None:
    known = [value for value in values if value is not None]
    return _curve(known) if known else None


def _curve(values: list[Array]) -> Floats:
    return np.stack(values, axis=1).astype(np.float64) if values else np.zeros((0, 0))


def _dataset(x: ArrayLike | None, y: ArrayLike | None, seed: int) -> Dataset:
    if x is None or y is None:
        if x is not None or y is not None:
            raise ActquizError("x comes without y, or y without x", fix="give both or neither")
        return data.standardise(data.moons(seed, 200))[0]
    rows, wanted = np.asarray(x, dtype=np.float64), np.asarray(y)
    if rows.ndim != 2 or wanted.ndim != 1 or len(rows) != len(wanted) or not len(rows):
        raise ActquizError(
            f"x of shape {rows.shape} and y of shape {wanted.shape} do not fit",
            fix="give x as [n, features] and y as [n]",
        )
    if not (np.isfinite(rows).all() and np.isfinite(wanted.astype(np.float64)).all()):
        raise ActquizError("x or y has values that are no finite numbers", fix="leave them out")
    return data.dataset_of(rows, wanted)


def _task(whole: Dataset) -> tuple[int, LossName]:
    """Outputs and loss that suit the targets."""
    if whole.classes == 0:
        return 1, "mse"
    return (1, "bce") if whole.classes == 2 else (whole.classes, "softmax")
