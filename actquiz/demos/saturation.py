"""Which layer of a deep sigmoid or tanh network saturates while it trains.

After Glorot and Bengio (2010): four hidden layers, weights uniform in ±1/√fan-in and zero biases,
which was the standard then, plain gradient descent in small batches on Gaussian clusters with eight
classes. A unit is saturated for an input where its slope is below a quarter of its largest: outside
0.067…0.933 for sigmoid, beyond ±0.866 for tanh. The histograms show the activations of each layer,
over units and a hundred inputs of all networks.

Figures, for each layer l from 1: ``layer<l>.mean`` = mean activation at the end, ``.start`` =
before training, ``.saturated`` = share of (unit, input) pairs saturated at the end, ``.alike`` =
share of the variance of activations that lies between units, not inputs (1: the layer ignores its
input). And ``top.mean``, ``top.start``, ``top.saturated``, ``top.alike`` for the last hidden layer;
``accuracy`` = mean training accuracy at the end, ``chance`` = that of always naming one class;
``diverged`` = share of networks that diverged, left out of the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, caption, spread, with_error
from actquiz.demos.training_runs import BACKEND, History, Trial, build, frames, seeds_of
from actquiz.engine import activations, data
from actquiz.engine.initializers import Initializer
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.training import Recipe
from actquiz.plots.figure import Axis, Figure, Histogram, Panel
from actquiz.words import counted

_STANDARD = Initializer("standard", 1.0 / 3.0, shape="uniform", source="glorot-2010")
_FEATURES, _CLASSES, _WIDTH, _BATCH = 20, 8, 64, 20
_BINS = 25
_FLAT = 0.25
"""A slope below this share of the largest is saturated."""
_FRAMES = 15
_LOOKED_AT = 100
"""Inputs whose activations are counted."""
_MEAN, _SATURATED, _ALIKE, _COUNTS = 0, 1, 2, 3
"""Columns of what is seen of a layer; the counts of its histogram fill the rest."""


@dataclass(frozen=True, slots=True)
class _Eye:
    """Looks at every hidden layer of some networks."""

    x: Floats
    edges: Floats
    steepest: float

    @classmethod
    def on(cls, name: str, x: Floats) -> _Eye:
        every = [activations.get(part).facts() for part in activations.parts(name)]
        low = max(min(facts.minimum.value for facts in every), -2.0)
        high = min(max(facts.maximum.value for facts in every), 2.0)
        return cls(x, np.linspace(low, high, _BINS + 1), max(f.slope_max.value for f in every))

    def __call__(self, network: Network) -> Floats:
        """[E, layers, 3 + bins]: mean, saturated, alike, and the histogram's counts."""
        network.forward(self.x)
        layers = range(network.architecture.depth)
        return np.stack([self._layer(network, layer) for layer in layers], axis=1)

    def _layer(self, network: Network, layer: int) -> Floats:
        a = np.asarray(network.outputs(layer), dtype=np.float64)
        slope = network.architecture.activations[layer].slope(network.pre_activations(layer))
        variance = a.var(axis=(1, 2))
        between = np.divide(
            a.mean(axis=2).var(axis=1), variance, out=np.zeros_like(variance), where=variance > 0
        )
        flat = (np.abs(slope) < _FLAT * self.steepest).mean(axis=(1, 2))
        counts = [np.histogram(each, self.edges)[0] for each in a]
        return np.column_stack([a.mean(axis=(1, 2)), flat, between, np.stack(counts)])


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    drawn = [
        data.blobs(s, params["points"], _FEATURES, classes=_CLASSES, informative=6, redundant=4)
        for s in each
    ]
    learned = data.stack([data.standardise(one)[0] for one in drawn])
    sizes = (_FEATURES, *[_WIDTH] * params["depth"], _CLASSES)
    scheme = _STANDARD if params["init"] == "standard" else params["init"]
    network = build(Architecture(sizes, params["activation"], "softmax"), scheme, each)
    eye = _Eye.on(params["activation"], learned.x[:, :, :_LOOKED_AT])
    recipe = Recipe(params["epochs"], "sgd", params["rate"], _BATCH)
    trials = {"nets": Trial(network, learned, recipe, each, look=eye)}
    turn = max(1, params["epochs"] // _FRAMES)
    chance = float(np.mean([np.bincount(one.y).max() / len(one) for one in drawn]))
    return frames(
        trials,
        params["backend"],
        draw=lambda histories: _figure(histories["nets"], eye, turn),
        conclude=lambda histories: _result(histories["nets"], params["activation"], chance),
        readout=f"epoch, {counted(seeds, 'network')}",
        turn=turn,
    )


def _figure(history: History, eye: _Eye, turn: int) -> Figure:
    if not history.kept.any():
        return Figure([], "every network diverged")
    seen = np.stack(history.seen, axis=1)[history.kept]
    epoch = len(history.records)
    epochs = [float(min(number * turn, epoch)) for number in range(seen.shape[1])]
    names = [f"layer {layer}" for layer in range(1, seen.shape[2] + 1)]
    panels = []
    for column, title in ((_MEAN, "mean activation"), (_SATURATED, "share saturated")):
        lines = [band(name, epochs, seen[:, :, layer, column]) for layer, name in enumerate(names)]
        limits = (0.0, 1.0) if column == _SATURATED else None
        axis = Axis(title, limits=limits)
        panels.append(Panel(lines, f"{title}, layer by layer", Axis("epoch"), axis))
    for number, title in ((0, "before training"), (-1, f"after epoch {epoch}")):
        counts = seen[:, number, :, _COUNTS:].sum(axis=0)
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1.0)
        marks = [
            Histogram(name, eye.edges.tolist(), shares[layer].tolist())
            for layer, name in enumerate(names)
        ]
        panels.append(
            Panel(marks, f"activations {title}", Axis("activation"), Axis("share of all", "log"))
        )
    return Figure(panels, caption(len(seen), of=len(history.kept)), columns=2)


def _result(history: History, name: str, chance: float) -> Result:
    count = len(history.kept)
    figures = {"diverged": history.diverged / count, "chance": chance}
    if not history.kept.any():
        return Result(figures, "Every network diverged.", diverged=count)
    first, last = (history.seen[end][history.kept] for end in (0, -1))
    right = spread(history.kept_curves("accuracy")[:, -1])
    figures["accuracy"] = float(right.mean)
    table = [["layer", "mean at start", "mean at end", "saturated", "ignores its input"]]
    layers = [f"layer{layer}" for layer in range(1, last.shape[1] + 1)]
    for index, key in [*enumerate(layers), (last.shape[1] - 1, "top")]:
        figures |= {
            f"{key}.start": float(first[:, index, _MEAN].mean()),
            f"{key}.mean": float(last[:, index, _MEAN].mean()),
            f"{key}.saturated": float(last[:, index, _SATURATED].mean()),
            f"{key}.alike": float(last[:, index, _ALIKE].mean()),
        }
        if key != "top":
            mean = spread(last[:, index, _MEAN])
            table.append([
                str(index + 1),
                f"{figures[f'{key}.start']:z.3f}",
                f"{mean.mean:z.3f} ± {mean.error:.3f}",
                f"{figures[f'{key}.saturated']:.1%}",
                f"{figures[f'{key}.alike']:.1%}",
            ])  # fmt: skip
    most = max(layers, key=lambda key: figures[f"{key}.saturated"])
    summary = (
        f"{name}: the mean of the last hidden layer goes from {figures['top.start']:z.2f} to "
        f"{figures['top.mean']:z.2f}; most saturated is layer {most.removeprefix('layer')} "
        f"({figures[f'{most}.saturated']:.0%} of the pairs). Training accuracy is "
        f"{with_error(float(right.mean), float(right.error))}, always naming one class gives "
        f"{chance:.3f}."
    )
    return Result(figures, summary, table, (), history.diverged)


def _layers(seen: Seen) -> list[int]:
    return list(range(1, seen.params["depth"] + 1))


def _below(seen: Seen, figure: str) -> list[float]:
    """A figure of every hidden layer but the last."""
    return [seen[f"layer{layer}.{figure}"] for layer in _layers(seen)[:-1]]


DEMO = Demo(
    name="saturation",
    title="Saturation, layer by layer",
    question="Which layer of a deep sigmoid or tanh network saturates, and what comes of it?",
    run=_run,
    params=(
        Param(
            "activation",
            "choice",
            "sigmoid",
            "The network's function.",
            options=("sigmoid", "tanh", "softsign", "hardsigmoid", "hardtanh"),
            functions="layers",
        ),
        Param(
            "init",
            "choice",
            "standard",
            "How weights are drawn: uniform in ±1/√fan-in, or otherwise.",
            options=("standard", "glorot_uniform", "lecun_uniform", "he_uniform"),
        ),
        Param("depth", "int", 4, "Hidden layers.", low=1, high=6),
        Param("epochs", "int", 30, "Passes over the data.", low=2, high=500),
        Param("points", "int", 300, "Training points.", low=100, high=2000),
        Param("rate", "float", 1.0, "Learning rate.", low=0.001, high=5.0),
        BACKEND,
    ),
    observations=(
        Observation(
            lambda seen: (
                "Only the last hidden layer saturates: its mean goes from "
                f"{seen['top.start']:z.2f} to {seen['top.mean']:z.2f}, while less than a tenth of "
                "the activations below it saturate."
            ),
            lambda seen: (
                seen["top.saturated"] > 0.5
                and all(share < 0.1 for share in _below(seen, "saturated"))
            ),
        ),
        Observation(
            "Nothing is learned meanwhile: above the first layer nine tenths of the variance and "
            "more lies between units, not inputs, so the output does best to switch the last "
            "layer off.",
            lambda seen: (
                seen["accuracy"] - seen["chance"] < 0.05
                and all(seen[f"layer{layer}.alike"] > 0.9 for layer in _layers(seen)[1:])
            ),
        ),
        Observation(
            lambda seen: (
                f"Saturation alone is no failure: {seen['top.saturated']:.0%} of the last layer's "
                f"activations are saturated and accuracy is {seen['accuracy']:.2f}."
            ),
            lambda seen: seen["top.saturated"] > 0.2 and seen["accuracy"] > 0.9,
        ),
        Observation(
            "Whether a saturated layer learns depends on what it still tells apart: compare "
            "activation=tanh with rate=0.3."
        ),
    ),
    seeds=8,
    prediction=Prediction(
        "Four sigmoid layers, weights uniform in ±1/√fan-in: before training the mean activation "
        "of the last hidden layer is 0.5. Where does training take it?",
        "top.mean",
        (
            ("down, towards 0", -math.inf, 0.3),
            ("it stays around 0.5", 0.3, 0.7),
            ("up, towards 1", 0.7, math.inf),
        ),
    ),
    sources=("glorot-2010",),
    tags=("saturation", "sigmoid", "tanh", "initialization"),
)
