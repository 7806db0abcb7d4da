"""What gets a deep network to train that does not: each remedy alone.

Twenty layers of 16 units on two moons, full-batch gradient descent at rate 0.1, zero biases, every
network with 64 points of its own. The weights start too small (σw² = 1/3, as PyTorch's default) or
too large (σw² = 3), so the signal and the gradient vanish or explode on their way. Then one thing
is changed at a time: He's weights, batch normalisation, skip connections, leaky ReLU with slope 0.2
below 0 instead of the function, or a tenth of the learning rate. All start from the same draws.

Figures, for each remedy (``none``, ``he``, ``batch_norm``, ``skip``, ``leaky``, ``low_rate``):
``<remedy>.loss`` / ``.accuracy`` = mean training loss and accuracy at the end; ``.trained`` = share
of all networks that end above 80 % accuracy; ``.diverged`` = share that diverged, which loss and
accuracy leave out (and if all did, they are absent).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, caption, told
from actquiz.demos.training_runs import (
    BACKEND,
    History,
    Trial,
    bars,
    build,
    drawn_for,
    frames,
    seeds_of,
)
from actquiz.engine import data, initializers
from actquiz.engine.layout import Architecture
from actquiz.engine.training import Recipe
from actquiz.plots.figure import Axis, Bars, Figure, Panel
from actquiz.words import counted, listed

_STARTS = {"small": 1.0 / 3.0, "large": 3.0}
"""σw², weight variance times fan-in."""
_WIDTH, _POINTS = 16, 64
_TRAINED = 0.8
"""Accuracy above which a network counts as trained."""


@dataclass(frozen=True, slots=True)
class _Remedy:
    """What is changed; everything else stays as it is."""

    he: bool = False
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Of the architecture."""
    rate: float = 1.0
    """Factor on the learning rate."""


_REMEDIES = {
    "none": _Remedy(),
    "he": _Remedy(he=True),
    "batch_norm": _Remedy(changes={"batch_norm": True}),
    "skip": _Remedy(changes={"skip": True}),
    "leaky": _Remedy(changes={"activation": "leaky_relu", "parameters": {"alpha": 0.2}}),
    "low_rate": _Remedy(rate=0.1),
}


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    (points,) = drawn_for(each, lambda s: data.moons(s, _POINTS))
    start = initializers.scale(_STARTS[params["start"]])
    trials = {}
    for name in dict.fromkeys(("none", *params["remedies"])):
        remedy = _REMEDIES[name]
        sizes = (2, *[_WIDTH] * params["depth"], 1)
        shape = Architecture(sizes, **{"activation": params["activation"], **remedy.changes})
        recipe = Recipe(params["steps"], params["optimizer"], params["rate"] * remedy.rate)
        trials[name] = Trial(build(shape, "he" if remedy.he else start, each), points, recipe, each)
    return frames(
        trials,
        params["backend"],
        draw=_figure,
        conclude=_result,
        readout=f"step, {counted(seeds, 'network')} each",
    )


def _figure(histories: Mapping[str, History]) -> Figure:
    known = {name: history for name, history in histories.items() if history.kept.any()}
    count = len(next(iter(histories.values())).kept)
    losses = [
        band(name, history.epochs, history.kept_curves("loss")) for name, history in known.items()
    ]
    right = {name: history.kept_curves("accuracy")[:, -1] for name, history in known.items()}
    trained = Bars(
        "trained", list(histories), [_trained(history) for history in histories.values()]
    )
    diverged = Bars(
        "diverged", list(histories), [each.diverged / count for each in histories.values()]
    )
    return Figure(
        [
            Panel(
                losses,
                "training loss",
                Axis("step"),
                Axis("cross-entropy", limits=(0.0, 1.0)),
                note=caption([int(each.kept.sum()) for each in known.values()], of=count),
            ),
            Panel([bars("accuracy", right)], "accuracy", y=Axis("share right")),
            Panel(
                [trained, diverged],
                f"above {_TRAINED:.0%} accuracy, or diverged",
                y=Axis("share of networks", limits=(0.0, 1.0)),
            ),
        ],
        columns=2,
    )


def _trained(history: History) -> float:
    """The share of all networks that ended well."""
    right = history.kept_curves("accuracy")[:, -1]
    return float((right > _TRAINED).sum() / len(history.kept))


def _result(histories: Mapping[str, History]) -> Result:
    figures: dict[str, float] = {}
    table = [["remedy", "loss", "accuracy", "trained", "diverged"]]
    for name, history in histories.items():
        count = len(history.kept)
        figures |= {
            f"{name}.trained": _trained(history),
            f"{name}.diverged": history.diverged / count,
        }
        shown = ["–", "–"]
        if history.kept.any():
            loss, right = (history.kept_curves(what)[:, -1] for what in ("loss", "accuracy"))
            figures |= {f"{name}.loss": float(loss.mean()), f"{name}.accuracy": float(right.mean())}
            shown = [told(loss, count), told(right, count)]
        trained = f"{round(_trained(history) * count)} of {count}"
        table.append([name, *shown, trained, f"{history.diverged} of {count}"])
    diverged = sum(history.diverged for history in histories.values())
    return Result(figures, _summary(histories), table, (), diverged)


def _summary(histories: Mapping[str, History]) -> str:
    """How many networks train without a remedy, and with each."""
    count = len(histories["none"].kept)
    shares = {
        name: round(_trained(history) * count)
        for name, history in histories.items()
        if name != "none"
    }
    trained = round(_trained(histories["none"]) * count)
    plain = f"Without a remedy {trained} of {counted(count, 'network')}"
    plain += f" get above {_TRAINED:.0%} accuracy"
    if not shares:
        return f"{plain}."
    ordered = sorted(shares, key=lambda name: shares[name], reverse=True)
    lost = [name for name, history in histories.items() if history.diverged]
    text = f"{plain}; " + ", ".join(f"with {name} {shares[name]}" for name in ordered) + "."
    if lost:
        parts = (f"{histories[name].diverged} of {count} with {name}" for name in lost)
        text += f" Diverged, and left out of loss and accuracy: {', '.join(parts)}."
    return text


def _with(seen: Seen) -> list[str]:
    """The remedies that get more than half of the networks to train."""
    return [name for name in seen.params["remedies"] if seen[f"{name}.trained"] > 0.5]


def _without(seen: Seen) -> list[str]:
    """Of those that touch neither weights nor signal, the ones with which nothing trains."""
    return [
        name
        for name in ("leaky", "low_rate")
        if seen[f"{name}.trained"] == 0 and seen[f"{name}.diverged"] == 0
    ]


def _lost(seen: Seen) -> list[str]:
    return [
        name
        for name in dict.fromkeys(("none", *seen.params["remedies"]))
        if seen[f"{name}.diverged"] > 0
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


DEMO = Demo(
    name="rescue",
    title="Rescuing a deep network",
    question="What gets a deep network to train that does not train?",
    run=_run,
    params=(
        Param(
            "start",
            "choice",
            "small",
            "Weights that start too small or too large.",
            options=tuple(_STARTS),
        ),
        Param(
            "remedies",
            "choices",
            ("he", "batch_norm", "skip", "leaky", "low_rate"),
            "What to try, one at a time.",
            options=tuple(name for name in _REMEDIES if name != "none"),
        ),
        Param(
            "activation",
            "choice",
            "relu",
            "The network's function.",
            options=("relu", "tanh", "sigmoid", "elu", "silu"),
            functions="layers",
        ),
        Param("depth", "int", 20, "Hidden layers.", low=2, high=50),
        Param("steps", "int", 200, "Training steps.", low=20, high=2000),
        Param(
            "optimizer",
            "choice",
            "sgd",
            "How steps are taken.",
            options=("sgd", "momentum", "adam"),
        ),
        Param("rate", "float", 0.1, "Learning rate.", low=0.0001, high=1.0),
        BACKEND,
    ),
    observations=(
        Observation(
            lambda seen: (
                "With ReLU too small a start takes five sixths of |δ|² a layer; "
                f"{listed(_without(seen))} {'leave' if len(_without(seen)) > 1 else 'leaves'} that "
                "factor nearly alone, and not one network trains."
            ),
            lambda seen: (
                seen.params["start"] == "small"
                and seen.params["activation"] == "relu"
                and bool(_without(seen))
            ),
        ),
        Observation(
            lambda seen: (
                f"{_capital(listed(_with(seen)))} {'each get' if len(_with(seen)) > 1 else 'gets'} "
                "more than half of the networks to train, alone."
            ),
            lambda seen: bool(_with(seen)),
        ),
        Observation(
            lambda seen: (
                "Where it goes too far networks diverge: "
                + "; ".join(f"{seen[f'{name}.diverged']:.0%} with {name}" for name in _lost(seen))
                + "."
            ),
            lambda seen: bool(_lost(seen)),
        ),
        Observation(
            lambda seen: (
                "He's weights, batch normalisation and skip connections change the factor by which "
                "a layer multiplies the squared gradient; a lower rate changes the steps alone. "
                f"Compare start={'small' if seen.params['start'] == 'large' else 'large'}."
            )
        ),
    ),
    seeds=8,
    prediction=Prediction(
        "Twenty ReLU layers whose weights start too small, stuck at 50 %. Leaky ReLU with slope "
        "0.2 below 0, and nothing else changed: what mean accuracy after 200 steps?",
        "leaky.accuracy",
        (
            ("still about 50 %", -math.inf, 0.65),
            ("about 75 %", 0.65, 0.82),
            ("about 90 %, as He's weights give", 0.82, 0.95),
            ("nearly 100 %", 0.95, math.inf),
        ),
    ),
    sources=("he-2015", "ioffe-2015", "he-2015-resnet"),
    tags=("training", "initialization", "batch-norm", "skip-connections"),
)
