"""How often a deep, narrow ReLU network is dead before training starts.

One input, zero biases, symmetric random weights. For one given x a layer of N units is all off
with probability 2⁻ᴺ, independently of the layers before, so the signal is dead after H layers with
probability 1 - (1 - 2⁻ᴺ)ᴴ. The whole network is dead, a constant, when both x > 0 and x < 0 are;
that is rarer, so the same number bounds it from above. The scale of the weights plays no part: the
functions are homogeneous.

Figures, for each width: ``width<N>.dead`` = share of networks that are constant;
``width<N>.dead_at_x`` = share whose signal is dead at x = 1; ``width<N>.bound`` = 1 - (1 - 2⁻ᴺ)ᴴ.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.words import counted

_WIDTHS = ("2", "3", "4", "5", "8", "16")


def dead_by_depth(width: int, depth: int, networks: int, seed: int) -> tuple[Floats, Floats]:
    """Share of networks dead at x = 1, and dead altogether, after each layer: two times [depth]."""
    rng = np.random.default_rng([seed, width])
    # The two inputs +1 and -1: between them a network without biases is a straight line each way.
    signal = np.broadcast_to(np.array([1.0, -1.0]), (networks, 1, 2))
    at_x, whole = np.empty(depth), np.empty(depth)
    for layer in range(depth):
        weights = rng.standard_normal((networks, width, signal.shape[1]))
        signal = np.maximum(weights @ signal, 0.0)
        # Rescaling each signal keeps deep ones from underflowing and kills none.
        size = signal.max(axis=1, keepdims=True)
        signal = np.divide(signal, size, out=np.zeros_like(signal), where=size > 0)
        dead = size[:, 0, :] == 0
        at_x[layer] = dead[:, 0].mean()
        whole[layer] = dead.all(axis=1).mean()
    return at_x, whole


def bound(width: int, depth: int) -> float:
    """1 - (1 - 2⁻ᴺ)ᴴ: exact at one x, an upper bound for the network."""
    return -math.expm1(depth * math.log1p(-(0.5**width)))


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    depth, widths = params["depth"], [int(width) for width in params["widths"]]
    layers = [float(layer) for layer in range(1, depth + 1)]
    at_one: list[Line] = []
    dead: list[Line] = []
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [["width", "dead networks", "dead at x = 1", "1 - (1 - 2⁻ᴺ)ᴴ"]]
    for done, width in enumerate(widths, start=1):
        at_x, whole = dead_by_depth(width, depth, seeds, seed)
        expected = bound(width, depth)
        # With every network dead, or none, the sample has no spread; the theory's own is used.
        error = math.sqrt(expected * (1 - expected) / seeds)
        figures |= {
            f"width{width}.dead": float(whole[-1]),
            f"width{width}.dead_at_x": float(at_x[-1]),
            f"width{width}.bound": expected,
        }
        theory.append(Theory(f"width{width}.dead_at_x", expected, float(at_x[-1]), error))
        table.append([str(width), f"{whole[-1]:.1%}", f"{at_x[-1]:.1%}", f"{expected:.1%}"])
        label = counted(width, "unit")
        at_one.append(Line(label, layers, at_x.tolist(), style="points"))
        bounds = [bound(width, layer) for layer in range(1, depth + 1)]
        at_one.append(Line("theory", layers, bounds, theory=True))
        dead.append(Line(label, layers, whole.tolist()))
        result = None
        if done == len(widths):
            result = Result(figures, _summary(figures, widths, depth, seeds), table, theory)
        yield Frame(done, len(widths), _figure(at_one, dead, seeds), f"width {width}", result)


def _figure(at_one: list[Line], dead: list[Line], networks: int) -> Figure:
    axes = Axis("hidden layers"), Axis("share of networks", limits=(0.0, 1.0))
    note = f"{networks:,} networks a width. Theory: 1 - (1 - 2⁻ᴺ)ᴴ."
    return Figure(
        [
            Panel(at_one, "dead for the input x = 1", *axes, note=note),
            Panel(dead, "dead for every input: constant", *axes),
        ],
        columns=2,
    )


def _summary(figures: Mapping[str, float], widths: list[int], depth: int, networks: int) -> str:
    narrow, wide = min(widths), max(widths)
    text = (
        f"At {counted(depth, 'layer')} {figures[f'width{narrow}.dead']:.1%} of the networks of "
        f"width {narrow} "
        f"are dead at birth"
    )
    if wide > narrow:
        text += f", {figures[f'width{wide}.dead']:.1%} of width {wide}"
    return f"{text} (of {networks} each)."


DEMO = Demo(
    name="born-dead",
    title="Networks that are dead at birth",
    question="How likely is a random ReLU network to ignore its input before it learns anything?",
    run=_run,
    params=(
        Param("depth", "int", 30, "Hidden layers.", low=1, high=200),
        Param("widths", "choices", ("2", "3", "4", "5", "8"), "Units a layer.", options=_WIDTHS),
    ),
    observations=(
        Observation(
            "Depth kills: at any fixed width the probability goes to 1 as layers are added."
        ),
        Observation("Width saves: each unit more halves the probability that a layer is all off."),
        Observation(
            "The weights' scale cannot help: with zero biases, He, Glorot and a hundred times "
            "either give the same dead networks."
        ),
    ),
    seeds=4000,
    prediction=Prediction(
        "Four thousand random ReLU networks, 3 units wide, 30 layers deep, zero biases. "
        "What share is dead before training?",
        "width3.dead",
        (
            ("almost none", -math.inf, 0.05),
            ("about a quarter", 0.05, 0.5),
            ("most: over nine in ten", 0.85, math.inf),
            ("about two thirds", 0.5, 0.85),
        ),
    ),
    sources=("lu-2019",),
    tags=("relu", "dying-relu", "initialization"),
)
