"""Inputs with their labels, feature-major as the networks want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from actquiz.arrays import Floats
from actquiz.engine.layout import LossName
from actquiz.engine.random_streams import generator
from actquiz.errors import ActquizError


@dataclass(frozen=True, slots=True)
class Dataset:
    """``x`` [features, n], or [E, features, n] with one set a network; ``y`` [n] or [E, n]."""

    name: str
    x: Floats
    y: NDArray[Any]
    """Class numbers from 0; for regression (``classes`` 0) numbers."""
    classes: int
    class_names: tuple[str, ...] = ()
    feature_names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return int(self.x.shape[-1])

    @property
    def features(self) -> int:
        """The number of inputs a network needs."""
        return int(self.x.shape[-2])

    def targets(self, loss: LossName, dtype: DTypeLike = np.float32) -> NDArray[Any]:
        """What the loss compares with: [1 or E, outputs, n].

        Raises ActquizError where the loss does not suit the labels.
        """
        y = self.y if self.y.ndim == 2 else self.y[np.newaxis]
        if loss == "bce" and self.classes > 2:
            raise ActquizError(
                f"binary cross-entropy cannot tell {self.classes} classes apart",
                fix="use loss softmax",
            )
        if loss == "softmax":
            if not self.classes:
                raise ActquizError("softmax needs classes, not numbers", fix="use loss mse")
            one_hot = np.arange(self.classes)[:, np.newaxis] == y[:, np.newaxis]
            return np.asarray(one_hot, dtype=dtype)
        return np.asarray(y[:, np.newaxis], dtype=dtype)

    def take(self, index: NDArray[np.intp]) -> Dataset:
        """The inputs with these numbers, in this order."""
        return replace(self, x=self.x[..., index], y=self.y[..., index])


def split(data: Dataset, fraction: float, seed: int) -> tuple[Dataset, Dataset]:
    """(training, held out): ``fraction`` of every class is held out, at random.

    Raises ActquizError if either part would be empty.
    """
    if data.x.ndim == 3:
        raise ActquizError("split each network's data before stacking them")
    random = generator(seed, "split")
    groups = range(data.classes) if data.classes else (None,)
    held: list[NDArray[np.intp]] = []
    for group in groups:
        members = np.flatnonzero(data.y == group) if group is not None else np.arange(len(data))
        held.append(random.permutation(members)[: round(fraction * len(members))])
    out = np.sort(np.concatenate(held))
    kept = np.setdiff1d(np.arange(len(data)), out)
    if not len(out) or not len(kept):
        raise ActquizError(
            f"holding out {fraction:g} of {len(data)} inputs leaves one part empty",
            fix="choose a fraction between 0 and 1 and enough inputs",
        )
    return data.take(kept), data.take(out)


def standardise(data: Dataset, *others: Dataset) -> tuple[Dataset, ...]:
    """Mean 0 and variance 1 for each feature of ``data``; ``others`` by the same numbers.

    A feature that never changes is only centred.
    """
    mean = data.x.mean(axis=-1, keepdims=True)
    deviation = data.x.std(axis=-1, keepdims=True)
    deviation = np.where(deviation > 0, deviation, 1.0)
    return tuple(replace(each, x=(each.x - mean) / deviation) for each in (data, *others))


def stack(sets: Sequence[Dataset]) -> Dataset:
    """One set a network: x [E, features, n]. They must be equally large."""
    if len({each.x.shape for each in sets}) != 1:
        raise ActquizError("data sets of different sizes cannot be stacked")
    first = sets[0]
    return replace(first, x=np.stack([s.x for s in sets]), y=np.stack([s.y for s in sets]))
