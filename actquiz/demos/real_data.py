"""What measured data say about activations, and how sure that is.

Breast cancer (569 tumours, 30 measurements, 2 classes) and irises (150 flowers, 4 measurements, 3
classes). Every seed splits the data anew, class by class: six tenths to learn from, two to choose
the epoch by, two to test on. Networks with hidden layers of 64 and 32 units, dropout, Adam, batches
of 32. A run is stopped where its validation loss is lowest, and tested there; where that is the
last epoch it has not converged, and no epoch can be named.

Figures, for each data set (``breast_cancer``, ``iris``) and activation:
``<data>.<activation>.test`` = mean test accuracy at the epoch chosen on validation data; ``.error``
= its standard error over seeds; ``.test_loss`` = the mean loss there; ``.loss``, ``.accuracy``,
``.validation_loss``, ``.validation_accuracy`` = means after the last epoch; ``.flattered`` = the
test accuracy with the epoch chosen on the test set itself, which is not allowed; ``.epoch`` =
median chosen epoch of the runs that converged (absent if none did); ``.unconverged`` = share of
runs whose lowest validation loss is the last epoch's; ``.diverged`` = share of runs that diverged,
left out of the rest; ``.first`` = share of seeds in which it is first (ties shared out). For each
data set ``<data>.gap`` = best minus second mean, ``<data>.sample`` = what one test sample weighs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos import own_data
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, difference, spread, with_error
from actquiz.demos.training_runs import BACKEND, History, Trial, bars, build, frames, seeds_of
from actquiz.engine import activations, data
from actquiz.engine.data import Dataset
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.training import Recipe
from actquiz.plots.figure import Axis, Figure, Panel
from actquiz.words import counted, listed

_DATA = {"breast_cancer": data.breast_cancer, "iris": data.iris}
_CURVES = {
    "loss": "training loss",
    "validation_loss": "validation loss",
    "accuracy": "training accuracy",
    "validation_accuracy": "validation accuracy",
}
_HIDDEN, _BATCH = (64, 32), 32
_FRAMES = 25


@dataclass(frozen=True, slots=True)
class _Scores:
    """How one activation's runs on one data set came out, [runs]; diverged ones are left out."""

    test: Floats
    """Accuracy on test data at the epoch of the lowest validation loss."""
    flattered: Floats
    """The highest accuracy on test data at any epoch."""
    epoch: Floats
    """The chosen epoch."""
    converged: Floats
    """1 where the chosen epoch is not the last."""
    test_loss: Floats
    """On test data, at the chosen epoch."""

    @classmethod
    def of(cls, history: History) -> _Scores:
        loss = history.kept_curves("validation_loss")
        # The first of what was seen is from before training.
        tested, lost = np.moveaxis(np.stack(history.seen[1:], axis=1)[history.kept], 2, 0)
        chosen = loss.argmin(axis=1)
        runs = np.arange(len(tested))
        return cls(
            tested[runs, chosen],
            tested.max(axis=1),
            1.0 + chosen,
            (chosen < loss.shape[1] - 1).astype(np.float64),
            lost[runs, chosen],
        )


def _scores(histories: Mapping[str, History]) -> dict[str, _Scores]:
    return {key: _Scores.of(each) for key, each in histories.items() if each.kept.any()}


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    trials: dict[str, Trial] = {}
    tested: dict[str, int] = {}
    for name in params["data"]:
        key = own_data.label(name)
        whole = own_data.read(name) if own_data.is_file(name) else _DATA[name]()
        learned, held, test = parts(whole, each)
        tested[key] = len(test)
        for activation in params["activations"]:
            trials[f"{key}.{activation}"] = _trial(activation, params, each, learned, held, test)
    return frames(
        trials,
        params["backend"],
        draw=lambda histories: _figure(histories, tested, params["show"]),
        conclude=lambda histories: _result(histories, tested),
        readout=f"epoch, {counted(seeds, 'split')}",
        turn=1,
        every=max(1, params["epochs"] // _FRAMES),
    )


def _sets(params: Mapping[str, Any]) -> list[str]:
    """The data sets as figures name them."""
    return [own_data.label(name) for name in params["data"]]


def parts(whole: Dataset, seeds: Sequence[int]) -> tuple[Dataset, Dataset, Dataset]:
    """Standardised parts to learn from, to validate and to test on, one split a network."""
    splits = []
    for seed in seeds:
        rest, test = data.split(whole, 0.2, seed)
        learned, held = data.split(rest, 0.25, seed)
        splits.append(data.standardise(learned, held, test))
    learned, held, test = (data.stack(part) for part in zip(*splits, strict=True))
    return learned, held, test


def _trial(
    activation: str,
    params: Mapping[str, Any],
    seeds: Sequence[int],
    learned: Dataset,
    held: Dataset,
    test: Dataset,
) -> Trial:
    outputs = 1 if learned.classes == 2 else learned.classes
    shape = Architecture(
        (learned.features, *_HIDDEN, outputs),
        activation,
        "bce" if learned.classes == 2 else "softmax",
        dropout=params["dropout"],
    )
    targets = test.targets(shape.loss)

    def tested(network: Network) -> Floats:
        """[E, 2]: accuracy and loss on the test data."""
        network.forward(test.x)
        return np.stack([network.accuracy(targets), network.loss(targets)], axis=1).astype(float)

    recipe = Recipe(params["epochs"], "adam", params["rate"], _BATCH)
    network = build(shape, "glorot_uniform", seeds)
    return Trial(network, learned, recipe, seeds, held, tested)


def _figure(histories: Mapping[str, History], tested: Mapping[str, int], show: str) -> Figure:
    scores = _scores(histories)
    panels = []
    for name, count in tested.items():
        known = {activation: f"{name}.{activation}" for activation in _known(scores, name)}
        ranked = sorted(known, key=lambda each: -float(scores[known[each]].test.mean()))
        for what, title in _CURVES.items():
            if show == "curves" or what == "validation_loss":
                axis = Axis("share right") if "accuracy" in what else Axis("cross-entropy", "log")
                curves = [
                    band(each, histories[key].epochs, histories[key].kept_curves(what))
                    for each, key in known.items()
                ]
                panels.append(Panel(curves, f"{_name(name)}: {title}", Axis("epoch"), axis))
        if show == "curves":
            continue
        panels.append(
            Panel(
                [
                    bars("chosen on validation", {a: scores[known[a]].test for a in ranked}),
                    bars("chosen on test", {a: scores[known[a]].flattered for a in ranked}),
                ],
                f"{_name(name)}: test accuracy",
                y=Axis("share right"),
                note=f"One of {count} test samples weighs {1 / count:.1%}.",
            )
        )
    return Figure(panels, columns=2)


def _known(scores: Mapping[str, _Scores], name: str) -> list[str]:
    """The activations with runs on this data set that did not diverge."""
    return [key.partition(".")[2] for key in scores if key.partition(".")[0] == name]


def _result(histories: Mapping[str, History], tested: Mapping[str, int]) -> Result:
    scores = _scores(histories)
    figures = {f"{key}.diverged": 1.0 - float(each.kept.mean()) for key, each in histories.items()}
    table = [
        [
            "data",
            "rank",
            "function",
            "test accuracy",
            "test loss",
            "first in",
            "epoch",
            "chosen on test",
            "training acc.",
            "validation acc.",
        ]
    ]
    sentences = []
    for name, count in tested.items():
        ranking = sorted(
            _known(scores, name), key=lambda a: -float(scores[f"{name}.{a}"].test.mean())
        )
        figures[f"{name}.sample"] = 1 / count
        firsts = _firsts(histories, scores, name)
        for rank, activation in enumerate(ranking, start=1):
            key = f"{name}.{activation}"
            figures |= _figures(key, scores[key]) | {f"{key}.first": firsts.get(activation, 0.0)}
            last = {what: float(histories[key].kept_curves(what)[:, -1].mean()) for what in _CURVES}
            figures |= {f"{key}.{what}": value for what, value in last.items()}
            row = _row(name, rank, activation, scores[key], firsts.get(activation))
            accuracies = (f"{last[what]:.1%}" for what in ("accuracy", "validation_accuracy"))
            table.append([*row, *accuracies])
        if len(ranking) > 1:
            best, second = (scores[f"{name}.{activation}"].test for activation in ranking[:2])
            figures[f"{name}.gap"] = float(best.mean() - second.mean())
            paired = len(best) == len(second)
            told = difference((ranking[0], best), (ranking[1], second), paired=paired)
            sentences.append(f"{name} (one sample = {1 / count:.1%}): {told}")
    diverged = sum(history.diverged for history in histories.values())
    return Result(figures, " ".join(sentences) or "One function, no ranking.", table, (), diverged)


def _firsts(
    histories: Mapping[str, History], scores: Mapping[str, _Scores], name: str
) -> dict[str, float]:
    """Share of the seeds no function diverged on in which each is first; ties shared out."""
    known = _known(scores, name)
    if not known:
        return {}
    kept = np.logical_and.reduce([histories[f"{name}.{a}"].kept for a in known])
    if not kept.any():
        return {}
    rows = [scores[f"{name}.{a}"].test[kept[histories[f"{name}.{a}"].kept]] for a in known]
    ahead = np.stack(rows) == np.max(rows, axis=0)
    return dict(zip(known, (ahead / ahead.sum(axis=0)).mean(axis=1).tolist(), strict=True))


def _figures(key: str, scores: _Scores) -> dict[str, float]:
    over = spread(scores.test)
    figures = {
        f"{key}.test": float(over.mean),
        f"{key}.error": float(over.error),
        f"{key}.test_loss": float(scores.test_loss.mean()),
        f"{key}.flattered": float(scores.flattered.mean()),
        f"{key}.unconverged": 1.0 - float(scores.converged.mean()),
    }
    if scores.converged.any():
        figures[f"{key}.epoch"] = float(np.median(scores.epoch[scores.converged > 0]))
    return figures


def _row(name: str, rank: int, activation: str, scores: _Scores, first: float | None) -> list[str]:
    over = spread(scores.test)
    runs, converged = len(scores.converged), int(scores.converged.sum())
    if converged == 0:
        epoch = "never converged"
    else:
        epoch = f"{np.median(scores.epoch[scores.converged > 0]):.0f}"
        epoch += "" if converged == runs else f" ({runs - converged} of {runs} never)"
    return [
        name,
        str(rank),
        activation,
        f"{with_error(100 * float(over.mean), 100 * float(over.error))} %",
        f"{scores.test_loss.mean():.3f}",
        "–" if first is None else f"{first:.0%}",
        epoch,
        f"{scores.flattered.mean():.1%}",
    ]


def _name(data: str) -> str:
    return {"breast_cancer": "breast cancer", "iris": "the irises"}.get(data, data)


def _close(seen: Seen) -> list[str]:
    """The data sets on which best and worst are at most two test samples apart."""
    found = []
    for name in _sets(seen.params):
        keys = tuple(f"{name}.{activation}" for activation in seen.params["activations"])
        means = list(seen.of_each("test", keys).values())
        if len(means) > 1 and max(means) - min(means) <= 2 * seen[f"{name}.sample"]:
            found.append(name)
    return found


def _unfinished(seen: Seen) -> list[tuple[str, str]]:
    """(data set, function) of those whose runs nearly all ended at their best."""
    return [
        (name, activation)
        for name in _sets(seen.params)
        for activation in seen.params["activations"]
        if seen[f"{name}.{activation}.unconverged"] > 0.8
    ]


def _flattery(seen: Seen, name: str) -> float:
    """By how much choosing on the test set flatters, mean over functions; 0 where nothing ran."""
    keys = tuple(f"{name}.{activation}" for activation in seen.params["activations"])
    honest, flattered = (seen.of_each(what, keys) for what in ("test", "flattered"))
    gaps = [flattered[key] - honest[key] for key in honest]
    return sum(gaps) / len(gaps) if gaps else 0.0


DEMO = Demo(
    name="real-data",
    title="Activations on measured data",
    question="Which activation is best on two well-known data sets, and can they tell?",
    run=_run,
    params=(
        Param(
            "data",
            "choices",
            tuple(_DATA),
            "Data sets.",
            options=tuple(_DATA),
            files="a fifth validates and a fifth tests",
        ),
        Param(
            "activations",
            "choices",
            ("relu", "tanh", "sigmoid", "elu"),
            "Functions to compare.",
            options=activations.names(),
            functions="layers",
        ),
        Param(
            "show",
            "choice",
            "tests",
            "Draw validation loss and tests, or all curves: loss and accuracy, both data.",
            options=("tests", "curves"),
        ),
        Param("epochs", "int", 100, "Passes over the data.", low=5, high=500),
        Param("dropout", "float", 0.3, "Share of hidden units silenced.", low=0.0, high=0.9),
        Param("rate", "float", 0.001, "Adam's learning rate.", low=0.0001, high=0.1),
        BACKEND,
    ),
    observations=(
        Observation(
            lambda seen: (
                f"On {listed(map(_name, _close(seen)))} the means lie within a test sample or two "
                "of one another: another --seed may well give another ranking."
            ),
            lambda seen: bool(_close(seen)),
        ),
        Observation(
            lambda seen: (
                f"{_unfinished(seen)[0][1]} never converged on {_name(_unfinished(seen)[0][0])}: "
                f"its validation loss is lowest at epoch {seen.params['epochs']} in nearly every "
                "split, so that would name the end of training, not a convergence."
            ),
            lambda seen: bool(_unfinished(seen)),
        ),
        Observation(
            lambda seen: (
                "Choosing the epoch on the test set adds "
                + " and ".join(
                    f"{100 * _flattery(seen, name):.1f} points on {_name(name)}"
                    for name in _sets(seen.params)
                    if _flattery(seen, name) >= 0.003
                )
                + " for nothing: that number is no test any more."
            ),
            lambda seen: any(_flattery(seen, name) >= 0.003 for name in _sets(seen.params)),
        ),
    ),
    seeds=6,
    prediction=Prediction(
        "Sigmoid on the irises, 100 epochs: for what share of the splits is its validation loss "
        "lowest at the very last epoch, so that no convergence epoch can be named?",
        "iris.sigmoid.unconverged",
        (
            ("none", -math.inf, 0.1),
            ("about a quarter", 0.1, 0.4),
            ("about half", 0.4, 0.7),
            ("nearly all", 0.7, math.inf),
        ),
    ),
    sources=("bouthillier-2021",),
    tags=("training", "validation", "early-stopping"),
)
