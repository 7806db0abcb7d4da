"""Training many networks of several settings side by side, as several demonstrations do.

Every network has a seed of its own, from which its weights, batches and data come; all settings
use the same seeds, so that network i of one setting begins like network i of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array, Floats
from actquiz.demos.demo import Frame, Param, Result
from actquiz.demos.runner import MOST_SEEDS
from actquiz.demos.seed_statistics import spread
from actquiz.engine import data, initializers, training
from actquiz.engine.data import Dataset
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.parallel_runs import side_by_side
from actquiz.engine.training import Recipe, TrainingRecord
from actquiz.plots.figure import Bars, Figure

_FRAMES = 25
"""Frames of a run."""
BACKEND = Param("backend", "choice", "numpy", "What trains.", options=("numpy", "torch"))


def seeds_of(seed: int, count: int) -> range:
    """One seed a network; two runs' networks are never the same."""
    return range(seed * MOST_SEEDS, seed * MOST_SEEDS + count)


@dataclass(frozen=True, slots=True)
class Trial:
    """Networks of one setting, their data, and how they are trained."""

    network: Network
    data: Dataset
    recipe: Recipe
    seeds: Sequence[int]
    validation: Dataset | None = None
    look: Callable[[Network], Floats] | None = None
    """Called before training and after every turn; what it returns is kept, [E, …]."""


@dataclass(slots=True)
class History:
    """One setting's training so far."""

    records: list[TrainingRecord] = field(default_factory=list)
    seen: list[Floats] = field(default_factory=list)
    """What ``Trial.look`` returned: before training, then after each turn."""

    @property
    def epochs(self) -> list[float]:
        """The epochs so far, from 1."""
        return [float(record.epoch) for record in self.records]

    @property
    def kept(self) -> NDArray[np.bool_]:
        """The networks that have not diverged, [E]."""
        return ~self.records[-1].diverged

    @property
    def diverged(self) -> int:
        """How many networks have diverged."""
        return int(self.records[-1].diverged.sum())

    def curves(self, name: str) -> Floats:
        """``loss``, ``accuracy``, ``validation_loss`` or ``validation_accuracy``, [E, epochs]."""
        return np.stack([np.asarray(getattr(record, name)) for record in self.records], axis=1)

    def kept_curves(self, name: str) -> Floats:
        """As ``curves``, without the networks that diverged."""
        return np.asarray(self.curves(name)[self.kept], dtype=np.float64)


def build(
    architecture: Architecture, scheme: initializers.Initializer | str, seeds: Sequence[int]
) -> Network:
    """One network a seed, its weights drawn."""
    network = Network(architecture, len(seeds))
    initializers.initialize(network, scheme, seeds)
    return network


@dataclass(frozen=True, slots=True)
class _Turn:
    """What some epochs of one setting brought; it may come from another process."""

    records: list[TrainingRecord]
    seen: list[Floats]
    learned: list[Array]


def train(trials: Mapping[str, Trial], backend: str, turn: int) -> Iterator[dict[str, History]]:
    """Train all settings ``turn`` epochs at a time; yields their histories after each turn."""
    histories = {name: History() for name in trials}
    runs = {name: _turns(trial, backend, turn) for name, trial in trials.items()}
    # torch uses every processor by itself, and does not survive a fork.
    for turns in side_by_side(runs, 1 if backend == "torch" else None):
        for name, brought in turns.items():
            histories[name].records += brought.records
            histories[name].seen += brought.seen
            for mine, new in zip(trials[name].network.learned(), brought.learned, strict=True):
                np.copyto(mine, new)
        yield histories


def frames(
    trials: Mapping[str, Trial],
    backend: str,
    *,
    draw: Callable[[Mapping[str, History]], Figure],
    conclude: Callable[[Mapping[str, History]], Result],
    readout: str,
    turn: int = 0,
    every: int = 0,
) -> Iterator[Frame]:
    """Train all settings and yield a frame after each turn, the last with what ``conclude`` says.

    ``turn``: epochs between two looks, without it a 25th of all; ``every``: epochs between two
    frames, where that is more. ``readout`` names what is counted and who it is, "epoch, 8 seeds".
    """
    total = next(iter(trials.values())).recipe.epochs
    turn = turn or max(1, total // _FRAMES)
    unit, _, whose = readout.partition(", ")
    for histories in train(trials, backend, turn):
        done = len(next(iter(histories.values())).records)
        if done == total or not every or done % every == 0:
            yield Frame(
                done,
                total,
                draw(histories),
                f"{unit} {done} of {total}, {whose}",
                conclude(histories) if done == total else None,
            )


def drawn_for(
    seeds: Sequence[int], draw: Callable[[int], Dataset], held_out: float = 0.0
) -> tuple[Dataset, ...]:
    """One set of points a network, standardised: all to learn from, or besides it those held out.

    ``draw`` gives the points of one seed.
    """
    sets = []
    for seed in seeds:
        points = draw(seed)
        parts = data.split(points, held_out, seed) if held_out else (points,)
        sets.append(data.standardise(*parts))
    return tuple(data.stack(part) for part in zip(*sets, strict=True))


def _turns(trial: Trial, backend: str, turn: int) -> Iterator[_Turn]:
    """Train, and tell of every turn."""
    network = trial.network
    records: list[TrainingRecord] = []
    seen = [] if trial.look is None else [trial.look(network)]
    for record in _records(trial, backend):
        records.append(record)
        if record.epoch % turn == 0 or record.epoch == trial.recipe.epochs:
            if trial.look is not None:
                seen.append(trial.look(network))
            yield _Turn(records, seen, network.learned())
            records, seen = [], []


def _records(trial: Trial, backend: str) -> Iterator[TrainingRecord]:
    given = (trial.network, trial.data, trial.recipe, trial.seeds, trial.validation)
    if backend == "torch":
        from actquiz.engine import torch_backend

        return torch_backend.train(*given)
    return training.train(*given)


def bars(name: str, samples: Mapping[str, Floats], *, dots: bool = True) -> Bars:
    """One dot (or bar) a setting: the mean of its runs, ends at the 10th and 90th percentile."""
    over = [spread(values) for values in samples.values()]
    y, low, high = (
        [float(getattr(each, part)) for each in over] for part in ("mean", "low", "high")
    )
    return Bars(name, list(samples), y, low, high, dots=dots)
