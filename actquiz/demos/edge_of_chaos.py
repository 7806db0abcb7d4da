"""The phase diagram of deep random networks, for any activation.

Weights of variance σw²/width, biases of variance σb². The pre-activations' variance settles at a
fixed point q* of the variance map; there χ = σw² E φ'(√q* Z)² says what one layer does to squared
gradients. Below 1 two inputs become alike with depth and gradients vanish (order); above 1 they
explode, and tanh networks tear near inputs apart (chaos). The map draws log10 χ; the second panel
follows two inputs through random networks at the chosen (σw², σb²).

Figures: ``chi`` = χ at the chosen point, its limit where the variance dies out or runs away;
``depth_scale`` = 1/|ln χ|, in layers; ``correlation`` = that of both inputs at the
last layer, mean over networks, ``expected`` = the theory's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import WIDE, Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation
from actquiz.demos.seed_statistics import band, caption, honest_error, spread, with_error
from actquiz.engine import activations, meanfield
from actquiz.engine.activations import Activation
from actquiz.engine.meanfield import Weights
from actquiz.plots.figure import Axis, Figure, HeatMap, Line, Panel

_ALIKE = 0.6
"""Correlation of the two inputs."""
_GRID = 13
_SETTLED = 1e-3
"""Relative change of the variance from which on the map takes it for settled."""
_LAYERS = 300
"""The deepest that the map looks for a fixed point."""
_NOTHING, _EVERYTHING = 1e-12, 1e8
"""Variances taken for the limits 0 and infinity."""


def gain_at_rest(activation: Activation, weights: Weights) -> float:
    """χ at the fixed point that the variance reaches from 1, or its limit towards 0 or infinity."""
    variance = 1.0
    for _ in range(_LAYERS):
        following = meanfield.next_variance(activation, weights, variance)
        settled = abs(following - variance) < _SETTLED * variance
        variance = min(max(following, _NOTHING), _EVERYTHING)
        if settled or variance != following:
            break
    return meanfield.gain(activation, weights, variance)


def _correlations(
    layers: list[Activation], weights: Weights, width: int, seed: int, network: int
) -> Floats:
    """Correlation of two inputs' pre-activations after each layer, [depth], in one network."""
    rng = np.random.default_rng([seed, network])
    first, other = rng.standard_normal((2, width))
    signal = np.stack([first, _ALIKE * first + math.sqrt(1 - _ALIKE**2) * other], axis=1)
    course = np.empty(len(layers))
    for layer, activation in enumerate(layers):
        drawn = rng.standard_normal((width, width)) * math.sqrt(weights.weight / width)
        offset = rng.standard_normal((width, 1)) * math.sqrt(weights.bias)
        before = drawn @ signal + offset
        course[layer] = before[:, 0] @ before[:, 1] / np.sqrt(np.prod((before**2).sum(axis=0)))
        signal = activation.value(before)
    return course


def _theory(activation: Activation, weights: Weights, depth: int) -> Floats:
    """What the correlation does in infinitely wide networks, [depth]."""
    variance = weights.weight + weights.bias
    alike = (weights.weight * _ALIKE + weights.bias) / variance
    course = [alike]
    for _ in range(depth - 1):
        alike = meanfield.next_correlation(activation, weights, variance, alike)
        variance = meanfield.next_variance(activation, weights, variance)
        course.append(alike)
    return np.array(course)


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    activation = activations.per_layer(params["activation"], 1)[0]
    weights, depth = Weights(params["weight"], params["bias"]), params["depth"]
    rows: list[list[float]] = []
    biases = np.linspace(0.0, params["most_bias"], _GRID)
    for variance in np.linspace(0.25, params["most_weight"], _GRID):
        gains = [gain_at_rest(activation, Weights(float(variance), float(b))) for b in biases]
        rows.append([math.log10(g) if g > 0 else math.nan for g in gains])
    phases = HeatMap(
        "log10 χ", rows, (0.0, params["most_bias"]), (0.25, params["most_weight"]), (-0.4, 0.4)
    )
    expected = _theory(activation, weights, depth)
    courses: list[Floats] = []
    for done in range(1, seeds + 1):
        courses.append(
            _correlations([activation] * depth, weights, params["width"], seed, done - 1)
        )
        result = None
        if done == seeds:
            result = _result(activation, weights, np.array(courses), expected)
        yield Frame(
            done, seeds, _figure(phases, np.array(courses), expected), f"network {done}", result
        )


def _figure(phases: HeatMap, courses: Floats, expected: Floats) -> Figure:
    layers = list(range(1, courses.shape[1] + 1))
    axes = Axis("bias variance σb²"), Axis("weight variance σw²")
    return Figure(
        [
            Panel([phases], "log10 χ: below 0 order, above 0 chaos", *axes),
            Panel(
                [
                    band("measured", layers, courses),
                    Line("theory", [float(n) for n in layers], expected.tolist(), theory=True),
                ],
                f"two inputs that begin {_ALIKE:g} alike",
                Axis("layer"),
                Axis("correlation", limits=(-0.05, 1.05)),
                note=caption(len(courses)),
            ),
        ],
        columns=2,
    )


def _result(activation: Activation, weights: Weights, courses: Floats, expected: Floats) -> Result:
    last, chi = spread(courses[:, -1]), gain_at_rest(activation, weights)
    figures = {
        "chi": chi,
        "depth_scale": 1 / abs(math.log(chi)) if chi > 0 and chi != 1 else math.inf,
        "correlation": float(last.mean),
        "expected": float(expected[-1]),
    }
    theory = [
        Theory(
            "correlation",
            figures["expected"],
            figures["correlation"],
            honest_error(float(last.error), last.count),
            WIDE,
        )
    ]
    summary = (
        f"χ is {chi:.3g} here. Two inputs that begin {_ALIKE:g} alike are "
        f"{with_error(float(last.mean), float(last.error))} alike after {courses.shape[1]} layers; "
        f"the theory says {figures['expected']:.3f}."
    )
    return Result(figures, summary, theory=theory)


DEMO = Demo(
    name="edge-of-chaos",
    title="Order, chaos, and the edge between them",
    question="For which weights and biases can a signal travel deep, with this function?",
    run=_run,
    params=(
        Param(
            "activation",
            "choice",
            "tanh",
            "The function.",
            options=activations.names(),
            functions="one",
        ),
        Param("weight", "float", 2.5, "σw² of the networks measured.", low=0.05, high=16.0),
        Param("bias", "float", 0.05, "σb² of the networks measured.", low=0.0, high=4.0),
        Param("depth", "int", 30, "Layers the two inputs pass.", low=2, high=100),
        Param("width", "int", 200, "Units a layer.", low=16, high=500),
        Param("most_weight", "float", 4.0, "σw² at the map's upper edge.", low=0.5, high=120.0),
        Param("most_bias", "float", 0.5, "σb² at the map's right edge.", low=0.05, high=4.0),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"χ = {seen['chi']:.2f} is order: gradients vanish with depth, over about "
                f"{seen['depth_scale']:.0f} layers for a factor of e."
            ),
            lambda seen: seen["chi"] < 0.97,
        ),
        Observation(
            lambda seen: (
                f"χ = {seen['chi']:.2f} is chaos: squared gradients grow by that factor a layer."
            ),
            lambda seen: seen["chi"] > 1.03,
        ),
        Observation(
            "Both inputs have become the same signal: what told them apart is lost.",
            lambda seen: seen["correlation"] > 0.99,
        ),
        Observation(
            "The inputs stay different however deep: near ones are torn apart.",
            lambda seen: seen["chi"] > 1.03 and seen["correlation"] < 0.9,
        ),
        Observation(
            "Gradients explode here while inputs become alike: for ReLU and its relatives χ above "
            "1 does not tear inputs apart.",
            lambda seen: seen["chi"] > 1.03 and seen["correlation"] > 0.97,
        ),
    ),
    seeds=10,
    prediction=Prediction(
        "Tanh with weight variance 2.5 and bias variance 0.05: two inputs begin 0.6 alike. How "
        "alike are they after 30 layers?",
        "correlation",
        (
            ("hardly at all: below 0.2", -math.inf, 0.2),
            ("about half: 0.2 to 0.8", 0.2, 0.8),
            ("nearly the same: above 0.8", 0.8, math.inf),
        ),
    ),
    sources=("poole-2016", "schoenholz-2016", "hayou-2019"),
    tags=("edge-of-chaos", "mean-field", "initialization"),
)
