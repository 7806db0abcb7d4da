"""Does it matter which activation a small network uses, and does one run show it?

Networks 10-64-32-1 with Glorot's uniform weights, Adam at 0.001 in batches of 32, on Gaussian
clusters in 10 dimensions (1,000 points: 2 informative features, 2 that mix those, 6 of noise; 1 %
of the labels drawn anew), one fifth held out for validation. Every seed draws its own data, and
every function starts from the same weights on it.

Figures, for each activation: ``<activation>.loss`` / ``.accuracy`` / ``.validation_loss`` /
``.validation_accuracy`` = means over seeds after the last epoch; ``.validation_spread`` = standard
deviation of the validation accuracy over seeds; ``.first`` = share of seeds in which its validation
accuracy is the highest (ties are shared out); ``.best_epoch`` = mean epoch of the lowest validation
loss, ``.lowest_loss`` = its mean; ``.early`` = mean validation accuracy after a fifth of the
epochs, which is epoch ``early``; ``.diverged`` = share of seeds that diverged, left out for every
function alike. And
``<first>.minus_<other>`` = the first function's mean validation accuracy minus another's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos import own_data
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, caption, difference, spread, with_error
from actquiz.demos.training_runs import BACKEND, History, Trial, build, drawn_for, frames, seeds_of
from actquiz.engine import activations, data
from actquiz.engine.data import Dataset
from actquiz.engine.layout import Architecture, LossName
from actquiz.engine.training import Recipe
from actquiz.plots.figure import Axis, Figure, Panel
from actquiz.words import counted, listed

_FEATURES, _HELD_OUT, _BATCH = 10, 0.2, 32
_TURN = 2
"""Epochs from frame to frame."""
_PANELS = {
    "loss": "training loss",
    "validation_loss": "validation loss",
    "accuracy": "training accuracy",
    "validation_accuracy": "validation accuracy",
}


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    learned, held = drawn_for(each, lambda s: _drawn(params, s), _HELD_OUT)
    outputs = 1 if learned.classes == 2 else learned.classes
    sizes = (learned.features, 64, 32, outputs)
    loss: LossName = "bce" if outputs == 1 else "softmax"
    recipe = Recipe(params["epochs"], params["optimizer"], params["rate"], _BATCH)
    trials = {
        name: Trial(
            build(Architecture(sizes, name, loss), params["init"], each),
            learned,
            recipe,
            each,
            held,
        )
        for name in params["activations"]
    }
    return frames(
        trials,
        params["backend"],
        draw=lambda histories: _figure(histories, seeds),
        conclude=lambda histories: _result(histories, seeds),
        readout=f"epoch, {counted(seeds, 'seed')}",
        turn=_TURN,
    )


def _drawn(params: Mapping[str, Any], seed: int) -> Dataset:
    """The points: drawn ones, or a file's own."""
    if own_data.is_file(params["data"]):
        return own_data.read(params["data"])
    return data.blobs(seed, params["points"], _FEATURES, clusters=2, redundant=2)


def _figure(histories: Mapping[str, History], seeds: int) -> Figure:
    panels = []
    for what, title in _PANELS.items():
        lines = [
            band(name, history.epochs, history.kept_curves(what))
            for name, history in histories.items()
            if history.kept.any()
        ]
        share = "accuracy" in what
        axis = Axis("share right" if share else "cross-entropy")
        panels.append(Panel(lines, title, Axis("epoch"), axis))
    kept = [int(history.kept.sum()) for history in histories.values() if history.kept.any()]
    return Figure(panels, caption(kept, of=seeds), columns=2)


def final_accuracies(histories: Mapping[str, History]) -> dict[str, Floats]:
    """Validation accuracy after the last epoch, of the seeds no function diverged on, [seeds]."""
    kept = np.logical_and.reduce([history.kept for history in histories.values()])
    return {
        name: np.asarray(history.curves("validation_accuracy")[kept, -1], dtype=np.float64)
        for name, history in histories.items()
    }


def firsts(scores: Mapping[str, Floats]) -> dict[str, float]:
    """The share of seeds in which each has the highest score; ties are shared out."""
    table = np.stack(list(scores.values()))
    ahead = table == table.max(axis=0)
    return dict(zip(scores, (ahead / ahead.sum(axis=0)).mean(axis=1).tolist(), strict=True))


def _result(histories: Mapping[str, History], seeds: int) -> Result:
    kept = np.logical_and.reduce([history.kept for history in histories.values()])
    figures = {f"{name}.diverged": history.diverged / seeds for name, history in histories.items()}
    if not kept.any():
        return Result(figures, "Every seed diverged for some function.", diverged=seeds)
    scores = final_accuracies(histories)
    ranks = firsts(scores)
    early = max(1, len(histories[next(iter(histories))].records) // 5)
    figures["early"] = float(early)
    for name, history in histories.items():
        for what in _PANELS:
            figures[f"{name}.{what}"] = float(history.curves(what)[kept, -1].mean())
        held = history.curves("validation_loss")[kept]
        lowest = 1 + held.argmin(axis=1)
        figures |= {
            f"{name}.lowest_loss": float(held.min(axis=1).mean()),
            f"{name}.early": float(history.curves("validation_accuracy")[kept, early - 1].mean()),
            f"{name}.validation_spread": float(scores[name].std()),
            f"{name}.best_epoch": float(lowest.mean()),
            f"{name}.first": ranks[name],
        }
    reference, *others = scores
    for other in others:
        gap = figures[f"{reference}.validation_accuracy"] - figures[f"{other}.validation_accuracy"]
        figures[f"{reference}.minus_{other}"] = gap
    lost = int((~kept).sum())
    return Result(figures, _summary(scores), _table(figures, scores), diverged=lost)


def _table(figures: Mapping[str, float], scores: Mapping[str, Floats]) -> list[list[str]]:
    """A ranking by mean validation accuracy."""
    table = [
        [
            "rank",
            "function",
            "validation acc.",
            "training acc.",
            "val. loss",
            "best epoch",
            "first in",
        ]
    ]
    for rank, name in enumerate(_ranking(scores), start=1):
        over = spread(scores[name])
        table.append([
            str(rank),
            name,
            with_error(float(over.mean), float(over.error)),
            f"{figures[f'{name}.accuracy']:.3f}",
            f"{figures[f'{name}.validation_loss']:.3f}",
            f"{figures[f'{name}.best_epoch']:.0f}",
            f"{figures[f'{name}.first']:.0%}",
        ])  # fmt: skip
    return table


def _ranking(scores: Mapping[str, Floats]) -> list[str]:
    return sorted(scores, key=lambda name: float(scores[name].mean()), reverse=True)


def _summary(scores: Mapping[str, Floats]) -> str:
    """The best against the second and the worst, noise called noise."""
    best, *others = _ranking(scores)
    if not others:
        over = spread(scores[best])
        return f"{best}: {with_error(float(over.mean), float(over.error))} on the validation data."
    texts = [
        difference((best, scores[best]), (other, scores[other]), paired=True)
        for other in dict.fromkeys((others[0], others[-1]))
    ]
    return " ".join(["Validation accuracy:", *texts])


_CLOSE = 0.03
"""Mean accuracies that differ by at most this much end near one another."""


def _close(seen: Seen) -> list[str]:
    """The functions that end near the best and were first at least once; one alone is none."""
    ends = seen.of_each("validation_accuracy", seen.params["activations"])
    best = max(ends.values(), default=0.0)
    return [n for n in ends if best - ends[n] <= _CLOSE and seen[f"{n}.first"] > 0]


def _behind(seen: Seen, figure: str) -> float:
    """How far sigmoid's accuracy is below the best function's."""
    known = seen.of_each(figure, seen.params["activations"])
    return max(known.values(), default=math.nan) - seen[f"sigmoid.{figure}"]


def _overfitted(seen: Seen) -> str:
    """The function with the lowest training loss, where its validation loss has risen again."""
    losses = seen.of_each("loss", seen.params["activations"])
    if len(losses) < 2:
        return ""
    name = min(losses, key=lambda each: losses[each])
    risen = (
        seen[f"{name}.best_epoch"] <= 0.8 * seen.params["epochs"]
        and seen[f"{name}.validation_loss"] > 1.05 * seen[f"{name}.lowest_loss"]
    )
    ends = seen.of_each("validation_loss", seen.params["activations"])
    return name if risen and ends[name] > min(ends.values()) else ""


DEMO = Demo(
    name="compare",
    title="Four activations, trained side by side",
    question="Which activation trains a small classifier best, and can one run tell?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("relu", "tanh", "sigmoid", "elu"),
            "Functions to compare.",
            options=activations.names(),
            functions="layers",
        ),
        Param(
            "data",
            "choice",
            "blobs",
            "The points: drawn anew for each seed, or a CSV file.",
            options=("blobs",),
            files="a fifth is held out",
        ),
        Param("epochs", "int", 50, "Passes over the data.", low=2, high=300),
        Param("points", "int", 1000, "Points, a fifth of them held out.", low=100, high=5000),
        Param(
            "optimizer",
            "choice",
            "adam",
            "How steps are taken.",
            options=("sgd", "momentum", "adam"),
        ),
        Param("rate", "float", 0.001, "Learning rate.", low=0.0001, high=1.0),
        Param(
            "init",
            "choice",
            "glorot_uniform",
            "How weights are drawn.",
            options=("glorot_uniform", "he", "lecun", "torch_default"),
        ),
        BACKEND,
    ),
    observations=(
        Observation(
            lambda seen: (
                f"{listed(_close(seen))} end within {100 * _CLOSE:g} points of one another, and "
                "each comes first on some of the data sets: one run could have named any of them "
                "the best."
            ),
            lambda seen: len(_close(seen)) > 1,
        ),
        Observation(
            lambda seen: (
                f"Sigmoid starts slowly: after {seen['early']:g} epochs it is "
                f"{100 * _behind(seen, 'early'):.0f} points behind the best, at the end "
                f"{100 * _behind(seen, 'validation_accuracy'):.0f}."
            ),
            lambda seen: (
                _behind(seen, "early") > 0.08
                and _behind(seen, "validation_accuracy") < 0.6 * _behind(seen, "early")
            ),
        ),
        Observation(
            lambda seen: (
                f"{_overfitted(seen)} fits the training data best but not the validation data: "
                f"there its loss is lowest at epoch {seen[f'{_overfitted(seen)}.best_epoch']:.0f} "
                "on average and rises again while its training loss goes on falling."
            ),
            lambda seen: bool(_overfitted(seen)),
        ),
    ),
    seeds=12,
    prediction=Prediction(
        "10-64-32-1, Adam, 50 epochs, 12 data sets: how far is ReLU ahead of tanh in mean "
        "validation accuracy?",
        "relu.minus_tanh",
        (
            ("more than 8 points", 0.08, math.inf),
            ("4 to 8 points", 0.04, 0.08),
            ("they are within 4 points", -0.04, 0.04),
            ("it is behind by more than 4", -math.inf, -0.04),
        ),
    ),
    sources=("glorot-2010",),
    tags=("training", "comparison"),
)
