"""What activations that are all positive cost the next layer: conditioning.

One linear unit learns to imitate another from ``units`` activations f(z), z standard normal, by
gradient descent at the best fixed rate. The speed is set by the condition number of E[a aᵀ]. With
mean m and variance v of the activations, its eigenvalues are v and v + n·m², so it is
1 + n·m²/v: a mean other than 0 slows every other direction down.

Figures, for each activation: ``<activation>.condition`` = condition number of E[a aᵀ] measured on
a large sample; ``.expected`` = 1 + n·m²/v; ``.mean_share`` = the share of
E aᵀa that lies along the mean's direction; ``.steps`` = steps until the loss has fallen by
``factor`` (median over seeds); ``.same_sign`` = share of single inputs for which all parts of the
gradient have one sign, zeros aside.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, caption, honest_error, spread
from actquiz.engine import activations, gaussian
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Panel
from actquiz.words import counted

_MOST_STEPS = 4000


def _samples(name: str, units: int, inputs: int, rng: np.random.Generator) -> Floats:
    """Activations [inputs, units] of independent standard normal pre-activations."""
    return np.asarray(activations.get(name).value(rng.standard_normal((inputs, units))))


def _descend(gram: Floats, start: Floats, factor: float) -> tuple[Floats, float]:
    """Relative loss after each step at the best fixed rate, and the steps to ``1/factor``.

    In the eigenbasis of ``gram`` each part of the error shrinks by its own factor, so the whole
    course is known without stepping.
    """
    eigenvalues, basis = np.linalg.eigh(gram)
    part = np.square(basis.T @ start) * eigenvalues
    rate = 2.0 / (eigenvalues[0] + eigenvalues[-1])
    steps = np.arange(_MOST_STEPS + 1)
    shrink = np.square(1.0 - rate * eigenvalues)
    losses = (shrink[:, None] ** steps * part[:, None]).sum(axis=0) / part.sum()
    reached = np.flatnonzero(losses <= 1.0 / factor)
    return losses, float(reached[0]) if len(reached) else math.inf


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    names, units, factor = params["activations"], params["units"], params["factor"]
    courses: dict[str, list[Floats]] = {name: [] for name in names}
    conditions: dict[str, list[float]] = {name: [] for name in names}
    steps: dict[str, list[float]] = {name: [] for name in names}
    shares: dict[str, list[float]] = {name: [] for name in names}
    signs: dict[str, list[float]] = {name: [] for name in names}
    for done in range(1, seeds + 1):
        for name in names:
            rng = np.random.default_rng([seed, done - 1])
            a = _samples(name, units, params["inputs"], rng)
            gram = a.T @ a / len(a)
            losses, needed = _descend(gram, rng.standard_normal(units), factor)
            courses[name].append(losses)
            conditions[name].append(float(np.linalg.cond(gram)))
            steps[name].append(needed)
            shares[name].append(float(gram.sum() / (units * np.trace(gram))))
            signs[name].append(float(((a >= 0).all(axis=1) | (a <= 0).all(axis=1)).mean()))
        result = _result(params, conditions, steps, shares, signs) if done == seeds else None
        yield Frame(
            done, seeds, _figure(courses, factor), f"{done} of {counted(seeds, 'run')}", result
        )


def _figure(courses: Mapping[str, list[Floats]], factor: float) -> Figure:
    longest = 1
    for losses in courses.values():
        reached = np.flatnonzero(np.mean(losses, axis=0) <= 1.0 / factor)
        longest = max(longest, int(reached[0]) if len(reached) else _MOST_STEPS)
    steps = np.unique(np.geomspace(1, longest + 1, 200).astype(int)) - 1
    lines = []
    for name, losses in courses.items():
        logs = np.log10(np.maximum(np.array(losses)[:, steps], 1.0 / (10 * factor)))
        lines.append(band(name, (steps + 1).tolist(), logs, log=True))
    told = caption(len(next(iter(courses.values()))), "run", what="Geometric mean")
    panel = Panel(
        lines,
        x=Axis("step + 1", "log"),
        y=Axis("loss, start = 1", "log", (1.0 / factor, 1.0)),
        note=f"Each function at its own best rate. {told}",
    )
    return Figure([panel])


def _result(
    params: Mapping[str, Any],
    conditions: Mapping[str, list[float]],
    steps: Mapping[str, list[float]],
    shares: Mapping[str, list[float]],
    signs: Mapping[str, list[float]],
) -> Result:
    figures: dict[str, float] = {}
    table = [["activation", "mean of f(Z)", "condition", "1 + n·m²/v", "steps", "one-signed"]]
    for name in params["activations"]:
        activation = activations.get(name)
        mean = gaussian.mean(activation)
        variance = gaussian.square(activation) - mean**2
        expected = 1.0 + params["units"] * mean**2 / variance
        figures |= {
            f"{name}.condition": float(np.mean(conditions[name])),
            f"{name}.expected": expected,
            f"{name}.steps": float(np.median(steps[name])),
            f"{name}.mean_share": float(np.mean(shares[name])),
            f"{name}.same_sign": float(np.mean(signs[name])),
        }
        table.append([
            name,
            number(mean, 3),
            number(figures[f"{name}.condition"], 3),
            number(expected, 3),
            number(figures[f"{name}.steps"], 4),
            f"{figures[f'{name}.same_sign']:.0%}",
        ])  # fmt: skip
    names = params["activations"]
    slow = max(names, key=lambda name: figures[f"{name}.steps"])
    fast = min(names, key=lambda name: figures[f"{name}.steps"])
    summary = (
        f"To bring the loss down {params['factor']:g} times, gradient descent takes "
        f"{figures[f'{fast}.steps']:.0f} steps on {fast} activations and "
        f"{figures[f'{slow}.steps']:.0f} on {slow} ones "
        f"(median of {counted(len(steps[slow]), 'run')})."
    )
    return Result(figures, summary, table, _theory(params, shares))


def _theory(params: Mapping[str, Any], shares: Mapping[str, list[float]]) -> list[Theory]:
    """How much of E aᵀa lies along the direction of the mean: (v + n·m²) / (n·(v + m²))."""
    found = []
    for name in params["activations"]:
        mean = gaussian.mean(activations.get(name))
        square = gaussian.square(activations.get(name))
        expected = (square + (params["units"] - 1) * mean**2) / (params["units"] * square)
        measured = spread(shares[name])
        error = honest_error(float(measured.error), measured.count)
        found.append(Theory(f"{name}.mean_share", expected, float(measured.mean), error))
    return found


_STEEP = 10.0
"""A condition number above this is said to cost steps."""


def _worst(seen: Seen) -> str:
    conditions = seen.of_each("condition", seen.params["activations"])
    return max(conditions, key=lambda name: conditions[name])


DEMO = Demo(
    name="zero-centered",
    title="What an off-centre activation costs",
    question="Why does it help when activations average zero?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("tanh", "relu", "sigmoid"),
            "Functions to compare.",
            options=activations.names(),
            functions="one",
        ),
        Param("units", "int", 32, "Activations that feed the unit.", low=2, high=128),
        Param("inputs", "int", 10000, "Inputs.", low=500, high=50_000),
        Param("factor", "float", 1000.0, "How far the loss must fall.", low=2.0, high=1e6),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"The cost is conditioning: with {_worst(seen)} activations one direction, that of "
                "the mean, is "
                f"{number(seen[f'{_worst(seen)}.condition'], 2)} times as steep as the flattest "
                "and sets the rate; the others crawl."
            ),
            lambda seen: seen[f"{_worst(seen)}.condition"] > _STEEP,
        ),
        Observation(
            "Sigmoid is worse than ReLU because its mean is large beside its spread, not because "
            "it is positive: ReLU is never negative either.",
            lambda seen: seen["sigmoid.condition"] > 2 * seen["relu.condition"],
        ),
        Observation(
            "The one-signed gradients of the textbooks hold for a single input; over a batch they "
            "do not, and the condition number is what remains."
        ),
    ),
    seeds=16,
    prediction=Prediction(
        "A unit learns from 32 sigmoid activations instead of 32 tanh activations, each at its "
        "best rate. How many times as many steps does it take? (Figure: steps with sigmoid.)",
        "sigmoid.steps",
        (
            ("the same: under 20 steps", -math.inf, 20.0),
            ("a few times: 20 to 100", 20.0, 100.0),
            ("dozens of times: 100 or more", 100.0, math.inf),
        ),
    ),
    sources=("lecun-1998",),
    tags=("zero-centered", "conditioning"),
)
