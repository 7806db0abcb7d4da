"""A deep network without activations is one matrix; with them it is not.

A random network of ``depth`` square layers is applied to random inputs twice: layer by layer, and
as the single affine map Wx + b with W = W_depth…W₁. With the identity both agree to rounding
error. Then the same weights with an activation: the best affine map, fitted by least squares,
leaves a share of the output's variance unexplained.

Figures: ``identity.gap`` = relative difference between the network and its one matrix;
``<activation>.unexplained`` = share of variance that no affine map explains (mean over networks);
``identity.unexplained``, which is rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import caption, spread, with_error, without_diverged
from actquiz.engine import activations
from actquiz.engine.activations import Activation
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Bars, Figure, Panel
from actquiz.words import counted

_INPUTS_PER_UNIT = 20
_CONSTANT = 1e-24
"""Share of its square below which an output's variance is rounding."""


def _layers(rng: np.random.Generator, depth: int, width: int) -> list[tuple[Floats, Floats]]:
    """He-scaled weights [width, width] and biases [width, 1]."""
    scale = np.sqrt(2.0 / width)
    return [
        (scale * rng.standard_normal((width, width)), 0.1 * rng.standard_normal((width, 1)))
        for _ in range(depth)
    ]


def _forward(
    layers: list[tuple[Floats, Floats]], x: Floats, functions: Sequence[Activation]
) -> Floats:
    """[width, inputs] through every layer; the last one has no activation."""
    for (weights, bias), activation in zip(layers[:-1], functions, strict=True):
        x = np.asarray(activation.value(weights @ x + bias))
    weights, bias = layers[-1]
    return np.asarray(weights @ x + bias)


def _collapse(layers: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """The one matrix and the one bias that all layers make without an activation."""
    product, offset = layers[0]
    for weights, bias in layers[1:]:
        product, offset = weights @ product, weights @ offset + bias
    return product, offset


def _unexplained(x: Floats, y: Floats) -> float:
    """Share of the variance of ``y`` that the best affine map of ``x`` leaves over; NaN where the
    signal left the range of numbers."""
    variance = np.square(y.T - y.T.mean(axis=0)).sum()
    if not variance > _CONSTANT * np.square(y).sum():
        # A network that died, or became constant to the last digit, is affine.
        return 0.0 if np.isfinite(y).all() else np.nan
    design = np.vstack([x, np.ones(x.shape[1])]).T
    solution, *_ = np.linalg.lstsq(design, y.T, rcond=None)
    left = y.T - design @ solution
    return float(np.square(left).sum() / variance)


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    depth, width = params["depth"], params["width"]
    names = ("identity", *params["activations"])
    chosen = {name: activations.per_layer(name, depth - 1) for name in names}
    left_over: dict[str, list[float]] = {name: [] for name in names}
    gaps: list[float] = []
    for network in range(seeds):
        rng = np.random.default_rng([seed, network])
        layers = _layers(rng, depth, width)
        x = rng.standard_normal((width, _INPUTS_PER_UNIT * width))
        product, offset = _collapse(layers)
        for name, functions in chosen.items():
            y = _forward(layers, x, functions)
            left_over[name].append(_unexplained(x, y))
            if name == "identity":
                single = product @ x + offset
                gaps.append(float(np.linalg.norm(y - single) / np.linalg.norm(y)))
        done = network + 1
        result = _result(gaps, left_over, depth) if done == seeds else None
        yield Frame(
            done, seeds, _figure(left_over, done), f"{done} of {counted(seeds, 'network')}", result
        )


def _kept(left_over: Mapping[str, list[float]]) -> tuple[dict[str, Floats], int]:
    """The shares that are numbers, of the functions that have any; and how many are none."""
    parts = {name: without_diverged(values) for name, values in left_over.items()}
    kept = {name: values for name, (values, _) in parts.items() if len(values)}
    return kept, sum(lost for _, lost in parts.values())


def _figure(left_over: Mapping[str, list[float]], networks: int) -> Figure:
    kept = _kept(left_over)[0]
    over = {name: spread(values) for name, values in kept.items()}
    bars = Bars(
        "share of variance",
        list(over),
        [float(s.mean) for s in over.values()],
        [float(s.low) for s in over.values()],
        [float(s.high) for s in over.values()],
    )
    counts = [len(values) for values in kept.values()]
    note = caption(counts, "random network", of=networks, mark="error bars")
    return Figure(
        [
            Panel(
                [bars],
                "what no single affine map explains",
                y=Axis("share", limits=(0, 1)),
                note=note,
            )
        ]
    )


def _result(gaps: list[float], left_over: Mapping[str, list[float]], depth: int) -> Result:
    figures = {"identity.gap": max(gaps)}
    table = [["activation", "unexplained by any affine map"]]
    kept, lost = _kept(left_over)
    for name, values in kept.items():
        over = spread(values)
        figures[f"{name}.unexplained"] = float(over.mean)
        shown = (
            number(float(over.mean), 2)
            if name == "identity"
            else with_error(float(over.mean), float(over.error))
        )
        table.append([name, shown])
    summary = (
        f"Without activations {counted(depth, 'layer')} and their one matrix differ by "
        f"{figures['identity.gap']:.0e} of the output, which is rounding."
    )
    others = [name for name in kept if name != "identity"]
    if others:
        most = max(others, key=lambda name: figures[f"{name}.unexplained"])
        summary += (
            f" With {most} a single affine map misses "
            f"{figures[f'{most}.unexplained']:.0%} of the output's variance."
        )
    for name in left_over.keys() - kept.keys():
        summary += f" {name}'s signal left the range of numbers in every network."
    return Result(figures, summary, table, (), lost)


_ROUNDING, _IMITATED = 1e-9, 0.05
"""A gap below the first is rounding; a share of variance below the second is imitation."""


def _missed(seen: Seen) -> list[float]:
    return list(seen.of_each("unexplained", seen.params["activations"]).values())


def _says_missed(seen: Seen) -> str:
    return (
        "With an activation no affine map imitates the network, however it is chosen: the best "
        f"one, fitted to the very outputs, misses {min(_missed(seen)):.0%} of the variance or more."
    )


DEMO = Demo(
    name="linear-collapse",
    title="A hundred layers without activations",
    question="What can a deep network without activations do that one layer cannot?",
    run=_run,
    params=(
        Param("depth", "int", 100, "Layers.", low=2, high=200),
        Param("width", "int", 16, "Units in each layer.", low=2, high=64),
        Param(
            "activations",
            "choices",
            ("relu", "tanh"),
            "Functions to compare with the identity.",
            options=tuple(name for name in activations.names() if name != "identity"),
            functions="layers",
        ),
    ),
    observations=(
        Observation(
            "With the identity the whole network is one affine map, to the last digits of the "
            "arithmetic: depth adds nothing that can be represented.",
            lambda seen: seen["identity.gap"] < _ROUNDING,
        ),
        Observation(_says_missed, lambda seen: min(_missed(seen), default=0.0) > _IMITATED),
        Observation(
            "What depth changes even in a linear network is how it learns, which this does not "
            "show."
        ),
    ),
    seeds=12,
    prediction=Prediction(
        "A hundred random layers without activations, in float64. By how much do the network and "
        "the product of its matrices differ, relative to the output?",
        "identity.gap",
        (
            ("not at all: exactly 0", -np.inf, 1e-300),
            ("about 10⁻¹⁴: rounding", 1e-300, 1e-9),
            ("about 10⁻³", 1e-9, 0.1),
            ("completely", 0.1, np.inf),
        ),
    ),
    sources=("saxe-2013",),
    tags=("linearity", "depth"),
)
