"""When ReLU units die in training, and whether it matters.

Networks 2-32-32-1 on two moons, full batch, He weights and zero biases (``bias`` and ``scale``
start them elsewhere), every network with points of its own. A unit is dead when its slope is 0
(below 10⁻⁶ for functions that only come near) at every training point: no gradient passes it.
Counted at birth, every 20 steps and at the end.

Figures, for each optimizer and rate with ReLU, and for each other function at the setting
``against``: ``<activation>.<setting>.dead1`` / ``.dead2`` = mean share of dead units in layer 1 / 2
at the end; ``.born1`` / ``.born2`` = the same before training; ``.revived1`` / ``.revived2`` =
revivals a network (dead at one count, alive at the next); ``.accuracy`` = mean training accuracy;
``.diverged`` = share of networks that diverged, which are left out of the other figures (and if
all did, there are no others). A setting is written ``sgd-2`` or ``adam-0.3``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.arrays import Floats
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
from actquiz.engine import activations, data, initializers
from actquiz.engine.data import Dataset
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.optimizers import OptimizerName
from actquiz.engine.training import Recipe
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Panel
from actquiz.words import counted, listed

_SETTINGS: dict[str, tuple[OptimizerName, float]] = {
    "sgd-0.01": ("sgd", 0.01),
    "sgd-0.1": ("sgd", 0.1),
    "sgd-0.5": ("sgd", 0.5),
    "sgd-1": ("sgd", 1.0),
    "sgd-2": ("sgd", 2.0),
    "sgd-5": ("sgd", 5.0),
    "adam-0.001": ("adam", 0.001),
    "adam-0.01": ("adam", 0.01),
    "adam-0.1": ("adam", 0.1),
    "adam-0.3": ("adam", 0.3),
}
_WIDTH = 32
_TURN = 20
"""Steps between two counts."""
_FLAT = 1e-6
"""A slope that no gradient gets past."""


@dataclass(frozen=True, slots=True)
class _Toll:
    """What one setting has done to its networks so far; diverged ones are left out."""

    counts: Floats
    """Share of dead units, [networks, counts, layer]."""
    revived: Floats
    """Units dead at one count and alive at the next, [networks, layer]."""
    accuracy: Floats
    """On the training points, [networks]."""
    diverged: int

    @classmethod
    def of(cls, history: History) -> _Toll:
        dead = np.stack([seen[history.kept] for seen in history.seen], axis=1)
        return cls(
            dead.mean(axis=3),
            (dead[:, :-1] > dead[:, 1:]).sum(axis=(1, 3)).astype(np.float64),
            history.kept_curves("accuracy")[:, -1],
            history.diverged,
        )


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    (points,) = drawn_for(each, lambda s: data.moons(s, params["inputs"]))
    against = params["against"]
    pairs = [("relu", setting) for setting in params["settings"]]
    pairs += [(name, against) for name in ("relu", *params["others"]) if params["others"]]
    trials = {
        f"{name}.{setting}": _trial(name, setting, params, points, each) for name, setting in pairs
    }
    return frames(
        trials,
        params["backend"],
        draw=lambda histories: _figure(_tolls(histories), params, seeds),
        conclude=lambda histories: _result(_tolls(histories), params, seeds),
        readout=f"step, {counted(seeds, 'network')} each",
        turn=_TURN,
    )


def _tolls(histories: Mapping[str, History]) -> dict[str, _Toll]:
    return {key: _Toll.of(history) for key, history in histories.items()}


def _trial(
    name: str, setting: str, params: Mapping[str, Any], points: Dataset, seeds: Sequence[int]
) -> Trial:
    optimizer, rate = _SETTINGS[setting]
    scheme = initializers.scale(2.0 * params["scale"] ** 2)
    network = build(Architecture((2, _WIDTH, _WIDTH, 1), name), scheme, seeds)
    for layer in (0, 1):
        network.bias(layer)[...] = params["bias"]

    def dead(network: Network) -> Floats:
        """[E, 2, units]: 1 where a unit is dead."""
        network.forward(points.x)
        return np.stack([_dead(network, layer) for layer in (0, 1)], axis=1)

    return Trial(network, points, Recipe(params["steps"], optimizer, rate), seeds, look=dead)


def _dead(network: Network, layer: int) -> Floats:
    """[E, units]: 1 for a unit whose slope vanishes at every input."""
    activation = network.architecture.activations[layer]
    with np.errstate(invalid="ignore"):
        flat = np.abs(activation.slope(network.pre_activations(layer))) <= _FLAT
    return np.asarray(flat.all(axis=2), dtype=np.float64)


def _figure(tolls: Mapping[str, _Toll], params: Mapping[str, Any], networks: int) -> Figure:
    counts = next(iter(tolls.values())).counts.shape[1]
    step = min((counts - 1) * _TURN, params["steps"])
    relu = {name: tolls[f"relu.{name}"] for name in params["settings"]}
    relu = {name: toll for name, toll in relu.items() if len(toll.counts)}
    panels = [
        Panel(
            [band(name, _steps(toll, step), toll.counts[:, :, 1]) for name, toll in relu.items()],
            "ReLU, layer 2: dead units",
            Axis("step"),
            Axis("share of dead units", limits=(0.0, 1.0)),
            note=caption([len(toll.counts) for toll in relu.values()], of=networks),
        ),
        Panel(
            [
                bars("layer 1", {name: toll.counts[:, -1, 0] for name, toll in relu.items()}),
                bars("layer 2", {name: toll.counts[:, -1, 1] for name, toll in relu.items()}),
            ],
            f"ReLU: dead units at step {step}",
            y=Axis("share of dead units", limits=(0.0, 1.0)),
        ),
        Panel(
            [bars("accuracy", {name: toll.accuracy for name, toll in relu.items()})],
            f"ReLU: accuracy at step {step}",
            y=Axis("share right"),
        ),
    ]
    if params["others"]:
        found = {name: tolls[f"{name}.{params['against']}"] for name in ("relu", *params["others"])}
        found = {name: toll for name, toll in found.items() if len(toll.counts)}
        panels.append(
            Panel(
                [
                    bars(
                        "dead in layer 2", {n: toll.counts[:, -1, 1] for n, toll in found.items()}
                    ),
                    bars("accuracy", {name: toll.accuracy for name, toll in found.items()}),
                ],
                f"other functions, {params['against']}",
                y=Axis("share", limits=(0.0, 1.0)),
            )
        )
    return Figure(panels, columns=2)


def _steps(toll: _Toll, step: int) -> list[float]:
    return [float(min(turn * _TURN, step)) for turn in range(toll.counts.shape[1])]


def _result(tolls: Mapping[str, _Toll], params: Mapping[str, Any], networks: int) -> Result:
    figures: dict[str, float] = {}
    table = [
        [
            "function",
            "setting",
            "dead, layer 1",
            "dead, layer 2",
            "accuracy",
            "revivals",
            "diverged",
        ]
    ]
    for key, toll in tolls.items():
        figures[f"{key}.diverged"] = toll.diverged / networks
        name, _, setting = key.rpartition(".")
        row = [name, setting]
        if len(toll.counts):
            figures |= _figures(key, toll)
            dead = (toll.counts[:, -1, layer] for layer in (0, 1))
            row += [told(share, networks, percent=True) for share in dead]
            row += [told(toll.accuracy, networks)]
            row += ["{:.1f} + {:.1f}".format(*toll.revived.mean(axis=0))]
        else:
            row += ["–"] * 4
        table.append([*row, f"{toll.diverged} of {networks}"])
    diverged = sum(toll.diverged for toll in tolls.values())
    return Result(figures, _summary(tolls, params), table, (), diverged)


def _figures(key: str, toll: _Toll) -> dict[str, float]:
    born, dead = toll.counts[:, 0].mean(axis=0), toll.counts[:, -1].mean(axis=0)
    revived = toll.revived.mean(axis=0)
    figures = {f"{key}.accuracy": float(toll.accuracy.mean())}
    for layer in (0, 1):
        figures |= {
            f"{key}.born{layer + 1}": float(born[layer]),
            f"{key}.dead{layer + 1}": float(dead[layer]),
            f"{key}.revived{layer + 1}": float(revived[layer]),
        }
    return figures


def _summary(tolls: Mapping[str, _Toll], params: Mapping[str, Any]) -> str:
    """The gentlest and the deadliest setting, with what that did to accuracy."""
    known = [name for name in params["settings"] if len(tolls[f"relu.{name}"].counts)]
    if not known:
        return "Every ReLU network diverged."
    ordered = sorted(known, key=lambda name: float(tolls[f"relu.{name}"].counts[:, -1, 1].mean()))
    texts = []
    for name in dict.fromkeys((ordered[0], ordered[-1])):
        toll = tolls[f"relu.{name}"]
        count = len(toll.counts) + toll.diverged
        texts.append(
            f"with {name} {told(toll.counts[:, -1, 1], count, percent=True)} of layer 2 is dead "
            f"and accuracy is {told(toll.accuracy, count)}"
        )
    known = [name for name in params["others"] if tolls[f"{name}.{params['against']}"].diverged]
    lost = "".join(
        f" {name} at {params['against']}: {tolls[key].diverged} of "
        f"{len(tolls[key].counts) + tolls[key].diverged} networks diverged."
        for name in known
        if (key := f"{name}.{params['against']}")
    )
    born = tolls[f"relu.{ordered[0]}"].counts[:, 0, 1].mean()
    return (
        f"{born:.1%} of layer 2 is dead before training. "
        f"After {counted(params['steps'], 'step')}, {'; '.join(texts)}." + lost
    )


def _harmless(seen: Seen) -> list[str]:
    """The settings under which at most 3 % more of ReLU's layer 2 is dead than at birth."""
    return [
        name
        for name in seen.params["settings"]
        if seen[f"relu.{name}.dead2"] - seen[f"relu.{name}.born2"] < 0.03
    ]


def _deadly(seen: Seen) -> list[str]:
    return [name for name in seen.params["settings"] if seen[f"relu.{name}.dead2"] > 0.5]


def _spared(seen: Seen) -> list[str]:
    """The settings with many dead units, none of its networks diverged, and hardly an error."""
    return [
        name
        for name in seen.params["settings"]
        if 0.1 <= seen[f"relu.{name}.dead2"] <= 0.6
        and seen[f"relu.{name}.accuracy"] > 0.95
        and seen[f"relu.{name}.diverged"] == 0
    ]


def _told(seen: Seen, setting: str) -> str:
    return (
        f"with {setting} {seen[f'relu.{setting}.dead2']:.0%} of layer 2 is dead and accuracy is "
        f"{seen[f'relu.{setting}.accuracy']:.2f}"
    )


def _revivals(seen: Seen, setting: str) -> float:
    return seen[f"relu.{setting}.revived1"] + seen[f"relu.{setting}.revived2"]


def _revived(seen: Seen) -> list[str]:
    """The settings with at least half a revival a network, most revivals first."""
    known = [name for name in seen.params["settings"] if _revivals(seen, name) >= 0.5]
    return sorted(known, key=lambda name: -_revivals(seen, name))


def _mostly_lost(seen: Seen) -> list[str]:
    return [
        key.removesuffix(".diverged").replace(".", " at ", 1)
        for key, share in seen.figures.items()
        if key.endswith(".diverged") and share > 0.5
    ]


DEMO = Demo(
    name="dying-relu",
    title="When ReLU units die",
    question="Which optimizers and learning rates kill ReLU units, and does it cost accuracy?",
    run=_run,
    params=(
        Param(
            "settings",
            "choices",
            ("sgd-0.5", "sgd-2", "sgd-5", "adam-0.001", "adam-0.3"),
            "Optimizers with their learning rates, for ReLU.",
            options=tuple(_SETTINGS),
        ),
        Param(
            "others",
            "choices",
            ("leaky_relu", "elu"),
            "Functions compared with ReLU in one setting.",
            options=tuple(name for name in activations.names() if name != "relu"),
            functions="layers",
        ),
        Param(
            "against",
            "choice",
            "sgd-2",
            "The setting in which they are compared.",
            options=tuple(_SETTINGS),
        ),
        Param("steps", "int", 300, "Training steps.", low=20, high=3000),
        Param("inputs", "int", 100, "Training points.", low=20, high=1000),
        Param("bias", "float", 0.0, "Every hidden bias before training.", low=-5.0, high=5.0),
        Param("scale", "float", 1.0, "Weights, as a multiple of He's.", low=0.05, high=10.0),
        BACKEND,
    ),
    observations=(
        Observation(
            lambda seen: (
                f"Small steps kill next to nobody: with {listed(_harmless(seen))} hardly more "
                "units of layer 2 are dead at the end than were born dead."
            ),
            lambda seen: bool(_harmless(seen)),
        ),
        Observation(
            lambda seen: (
                f"Large steps kill: with {listed(_deadly(seen))} more than half of layer 2 is dead."
            ),
            lambda seen: bool(_deadly(seen)),
        ),
        Observation(
            lambda seen: (
                f"Dead units alone are no reason to worry: {_told(seen, _spared(seen)[0])}, for a "
                "wide layer can spare units."
            ),
            lambda seen: bool(_spared(seen)),
        ),
        Observation(
            lambda seen: (
                f"Death is not always final: with {_revived(seen)[0]} "
                f"{number(_revivals(seen, _revived(seen)[0]), 2)} units a network come back to "
                "life. Layer 1 can move below them, and Adam keeps moving weights for a while "
                "without a gradient."
            ),
            lambda seen: bool(_revived(seen)),
        ),
        Observation(
            lambda seen: (
                f"Most {' and '.join(_mostly_lost(seen))} networks diverged: what is said of the "
                "others is said of survivors."
            ),
            lambda seen: bool(_mostly_lost(seen)),
        ),
    ),
    seeds=12,
    prediction=Prediction(
        "A 2-32-32-1 ReLU network, full-batch gradient descent at learning rate 2: after 300 steps "
        "some 15 to 30 % of its second layer is dead. What is its mean accuracy on two moons?",
        "relu.sgd-2.accuracy",
        (
            ("about 50 %, a coin toss", -math.inf, 0.6),
            ("about 70 %", 0.6, 0.8),
            ("about 85 %", 0.8, 0.92),
            ("over 95 %", 0.92, math.inf),
        ),
    ),
    sources=("cs231n-nn1", "lu-2019"),
    tags=("relu", "dying-relu", "optimizer"),
)
