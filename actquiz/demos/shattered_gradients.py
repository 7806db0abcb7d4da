"""Gradients of deep networks look like noise to neighbouring inputs.

A network with one input is run on a fine grid; its gradient ∂f/∂x is a course along the grid. The
autocorrelation says how alike the gradients at neighbouring inputs are: near 1 for a shallow
network, near 0, as for white noise, for a deep one without skip connections.

Figures, for each depth: ``depth<L>.acf`` = autocorrelation of ∂f/∂x at ``lag`` grid steps (mean
over networks), ``.error`` = its standard error; ``.step`` = the share of the gradient's variance
that lies between the inputs below 0 and those above: one step; ``skip.acf``, ``.error``,
``.step`` = the same for the deepest network with skip connections.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import NOISE, band, caption, difference, spread, with_error
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.words import counted

_POINTS = 256
_REACH = 2.0
_LAGS = 64
_SKIP = "skip"
_SKIP_SCALE = np.float32(0.1)
"""How much of each block is added to the skip connection (Balduzzi et al. use such a β)."""


def input_gradient(depth: int, width: int, skip: bool, rng: np.random.Generator) -> Floats:
    """∂f/∂x along the grid, [points], of one random ReLU network with He weights."""
    x = np.linspace(-_REACH, _REACH, _POINTS, dtype=np.float32)
    first = rng.standard_normal((width, 1), dtype=np.float32)
    before = first * x + rng.standard_normal((width, 1), dtype=np.float32)
    signal = np.maximum(before, 0.0)
    tangent = (before > 0) * first
    for _ in range(depth - 1):
        weights = rng.standard_normal((width, width), dtype=np.float32)
        weights *= np.float32(math.sqrt(2.0 / width))
        before, moved = weights @ signal, weights @ tangent
        after, change = np.maximum(before, 0.0), (before > 0) * moved
        if skip:
            signal, tangent = signal + _SKIP_SCALE * after, tangent + _SKIP_SCALE * change
        else:
            signal, tangent = after, change
        size = np.float32(math.sqrt(float(np.square(signal).mean())) or 1.0)
        signal, tangent = signal / size, tangent / size
    return np.asarray(rng.standard_normal(width) @ tangent, dtype=np.float64)


def autocorrelation(course: Floats) -> Floats:
    """Correlation of a course with itself, moved by 0 to ``_LAGS`` steps; 0 for a constant one."""
    centred = course - course.mean()
    power = float(centred @ centred)
    if power == 0:
        return np.zeros(_LAGS + 1)
    return np.array([centred[: _POINTS - lag] @ centred[lag:] / power for lag in range(_LAGS + 1)])


def step_share(course: Floats) -> float:
    """The share of a course's variance that lies between the inputs below 0 and those above."""
    sides = course.reshape(2, -1).mean(axis=1)
    variance = float(course.var())
    return float(sides.var() / variance) if variance > 0 else 0.0


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    depths = [int(depth) for depth in params["depths"]]
    kinds = [(str(depth), depth, False) for depth in depths]
    if params["skip"]:
        kinds.append((_SKIP, max(depths), True))
    courses: dict[str, Floats] = {}
    found: dict[str, list[Floats]] = {name: [] for name, _, _ in kinds}
    steps: dict[str, list[float]] = {name: [] for name, _, _ in kinds}
    for done in range(1, seeds + 1):
        for name, depth, skip in kinds:
            rng = np.random.default_rng([seed, done - 1, depth, int(skip)])
            course = input_gradient(depth, params["width"], skip, rng)
            found[name].append(autocorrelation(course))
            steps[name].append(step_share(course))
            courses.setdefault(name, course / (float(np.abs(course).max()) or 1.0))
        result = _result(found, steps, params) if done == seeds else None
        yield Frame(
            done, seeds, _figure(courses, found), f"{done} of {counted(seeds, 'network')}", result
        )


def _label(name: str) -> str:
    if name == _SKIP:
        return "deepest, with skips"
    return counted(int(name), "layer")


def _figure(courses: Mapping[str, Floats], found: Mapping[str, list[Floats]]) -> Figure:
    grid = np.linspace(-_REACH, _REACH, _POINTS).tolist()
    plain = [name for name in courses if name != _SKIP]
    ends = dict.fromkeys((plain[0], plain[-1], *(name for name in courses if name == _SKIP)))
    lags = list(range(_LAGS + 1))
    acfs = [band(_label(name), lags, rows) for name, rows in found.items()]
    note = caption(len(found[plain[0]]), "random network")
    axes = Axis("x"), Axis("∂f/∂x, scaled", limits=(-1.05, 1.05))
    panels = [Panel([Line(_label(n), grid, courses[n].tolist())], _label(n), *axes) for n in ends]
    panels.append(
        Panel(acfs, "autocorrelation", Axis("grid steps apart"), Axis("correlation"), note=note)
    )
    return Figure(panels, columns=2)


def _result(
    found: Mapping[str, list[Floats]], steps: Mapping[str, list[float]], params: Mapping[str, Any]
) -> Result:
    lag = params["lag"]
    at_lag = {name: np.array(rows)[:, lag] for name, rows in found.items()}
    figures: dict[str, float] = {}
    table = [["network", f"autocorrelation at {counted(lag, 'step')}", "a step at 0"]]
    for name, values in at_lag.items():
        over = spread(values)
        key = _SKIP if name == _SKIP else f"depth{name}"
        figures |= {
            f"{key}.acf": float(over.mean),
            f"{key}.error": float(over.error),
            f"{key}.step": float(np.mean(steps[name])),
        }
        measured = with_error(float(over.mean), float(over.error))
        table.append([_label(name), measured, f"{figures[f'{key}.step']:.0%}"])
    plain = [name for name in at_lag if name != _SKIP]
    shallow, deep = plain[0], plain[-1]
    summary = (
        f"Gradients {lag} grid steps apart correlate by {figures[f'depth{shallow}.acf']:.2f} in a "
        f"network of {_label(shallow)} and by {figures[f'depth{deep}.acf']:.2f} in one of "
        f"{_label(deep)}."
    )
    if _SKIP in at_lag:
        pair = (("With skip connections it", at_lag[_SKIP]), ("without", at_lag[deep]))
        summary += f" {difference(*pair)}"
    return Result(figures, summary, table)


_UNLIKE = 0.4
"""An autocorrelation below this is called jumping."""


def _deepest(seen: Seen) -> int:
    return max(int(depth) for depth in seen.params["depths"])


DEMO = Demo(
    name="shattered-gradients",
    title="Shattered gradients",
    question="Do neighbouring inputs still agree on the gradient in a deep network?",
    run=_run,
    params=(
        Param(
            "depths",
            "choices",
            ("1", "10", "50"),
            "Hidden layers, fewest first.",
            options=("1", "2", "5", "10", "24", "50"),
        ),
        Param("width", "int", 100, "Units in each layer.", low=10, high=400),
        Param("lag", "int", 16, f"Grid steps of {_POINTS} over the interval.", low=1, high=_LAGS),
        Param("skip", "bool", True, "Also the deepest network with skip connections."),
    ),
    observations=(
        Observation(
            "He's weights keep the gradient's size at any depth; what depth takes is its likeness "
            "from one input to the next."
        ),
        Observation(
            "The deepest network's gradient jumps from input to input: averaged over a batch it "
            "mostly cancels.",
            lambda seen: seen[f"depth{_deepest(seen)}.acf"] < _UNLIKE,
        ),
        Observation(
            "Skip connections bring the likeness back, at the same depth and with the same "
            "function.",
            lambda seen: (
                seen["skip.acf"] - seen[f"depth{_deepest(seen)}.acf"]
                > max(0.1, NOISE * seen["skip.error"])
            ),
        ),
        Observation(
            lambda seen: (
                f"Much of what is alike with skips is one step, from the inputs below 0 to those "
                f"above: {seen['skip.step']:.0%} of the gradient's variance lies between the two "
                "sides."
            ),
            lambda seen: seen["skip.step"] > 0.5,
        ),
    ),
    seeds=8,
    prediction=Prediction(
        "Fifty ReLU layers with He weights: how strongly do the gradients at inputs 16 of 256 grid "
        "steps apart correlate?",
        "depth50.acf",
        (
            ("over 0.6: they are alike", 0.6, math.inf),
            ("about 0.5", 0.4, 0.6),
            ("below 0.4: hardly", -math.inf, 0.4),
        ),
    ),
    sources=("balduzzi-2017",),
    tags=("shattered-gradients", "skip-connections", "depth"),
)
