"""Approximating a curve with one hidden layer, and the activation that cannot.

A target on [-1, 1] is approximated by a sum of ``units`` activations a·f(wx + b) + c. Hidden
weights and biases are drawn at random, so that each unit bends somewhere in the interval; the
output weights are the best ones, by least squares. With f(x) = x² every such sum is a parabola,
whatever the number of units.

Figures, for each activation: ``<activation>.rmse`` = root mean square error with the most units
(median over seeds); ``<activation>.rmse_few`` = with the fewest; ``square.limit`` = the error of
the best parabola, where the target is the cubic: √(4/175).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation
from actquiz.demos.seed_statistics import band
from actquiz.engine import activations
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.words import counted

_GRID = 201
_SHARPEST = 8.0
"""Slopes are drawn between 1 and this: from gentle bends to steep ones."""
TARGETS: dict[str, Callable[[Floats], Floats]] = {
    "cubic": lambda x: x**3,
    "wave": lambda x: np.sin(3 * np.pi * x),
    "step": lambda x: np.where(x > 0, 1.0, 0.0),
    "bump": lambda x: np.exp(-20 * x**2),
}


def _activation(name: str) -> Callable[[Floats], Floats]:
    if name == "square":
        return np.square
    return activations.get(name).value


def _fit(name: str, units: int, x: Floats, y: Floats, rng: np.random.Generator) -> Floats:
    """The best sum of ``units`` random hidden units and a constant, at ``x``."""
    slopes = rng.choice([-1.0, 1.0], units) * np.exp(rng.uniform(0, math.log(_SHARPEST), units))
    bends = rng.uniform(-1.0, 1.0, units)
    hidden = _activation(name)(slopes * (x[:, None] - bends))
    design = np.column_stack([hidden, np.ones_like(x)])
    weights, *_ = np.linalg.lstsq(design, y, rcond=1e-10)
    return np.asarray(design @ weights)


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    # Midpoints of equal cells: their plain mean is the integral, to second order.
    x = (np.arange(_GRID, dtype=np.float64) + 0.5) * (2.0 / _GRID) - 1.0
    y = TARGETS[params["target"]](x)
    counts = np.unique(np.geomspace(2, params["units"], 8).astype(int))
    names = params["activations"]
    errors: dict[str, list[Floats]] = {name: [] for name in names}
    shown: dict[str, Floats] = {}
    for done in range(1, seeds + 1):
        for name in names:
            row = []
            for units in counts:
                rng = np.random.default_rng([seed, done - 1, int(units)])
                fit = _fit(name, int(units), x, y, rng)
                row.append(float(np.sqrt(np.square(fit - y).mean())))
            errors[name].append(np.array(row))
            shown[name] = fit
        result = _result(errors, counts, params) if done == seeds else None
        figure = _figure(errors, counts, shown, x, y)
        yield Frame(done, seeds, figure, f"{done} of {seeds} draws", result)


def _figure(
    errors: Mapping[str, list[Floats]],
    counts: NDArray[np.int_],
    shown: Mapping[str, Floats],
    x: Floats,
    y: Floats,
) -> Figure:
    fits = [Line("target", x.tolist(), y.tolist(), theory=True)]
    fits += [Line(name, x.tolist(), fit.tolist()) for name, fit in shown.items()]
    curves = [
        band(name, counts.tolist(), np.log10(np.maximum(rows, 1e-12)), log=True)
        for name, rows in errors.items()
    ]
    return Figure(
        [
            Panel(fits, f"the fit with {counted(counts[-1], 'unit')}", Axis("x"), Axis("y")),
            Panel(curves, "error by number of units", Axis("units", "log"), Axis("RMSE", "log")),
        ],
        columns=2,
    )


def _result(
    errors: Mapping[str, list[Floats]], counts: NDArray[np.int_], params: Mapping[str, Any]
) -> Result:
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [
        [
            "activation",
            f"RMSE, {counted(counts[0], 'unit')}",
            f"RMSE, {counted(counts[-1], 'unit')}",
        ]
    ]
    for name, rows in errors.items():
        few, many = np.median(rows, axis=0)[[0, -1]]
        figures |= {f"{name}.rmse_few": float(few), f"{name}.rmse": float(many)}
        table.append([name, number(few, 3), number(many, 3)])
    if params["target"] == "cubic" and "square" in errors:
        limit = math.sqrt(4 / 175)
        figures["square.limit"] = limit
        theory.append(Theory("square.rmse", limit, figures["square.rmse"], 10 * limit / _GRID**2))
    best = min(errors, key=lambda name: figures[f"{name}.rmse"])
    summary = (
        f"With {counted(counts[-1], 'unit')} {best} comes within "
        f"{number(figures[f'{best}.rmse'], 2)} of the "
        f"{params['target']} (median of {len(errors[best])} draws)."
    )
    if "square" in errors:
        summary += (
            f" x² stays at {number(figures['square.rmse'], 3)}, where it was with {counts[0]} "
            "units: sums of parabolas are parabolas."
        )
    return Result(figures, summary, table, theory)


def _unmoved(figures: Mapping[str, float]) -> bool:
    """Whether the parabola is as good with the fewest units as with the most."""
    few, many = (figures.get(f"square.{name}", math.nan) for name in ("rmse_few", "rmse"))
    return abs(few - many) <= 0.01 * many


DEMO = Demo(
    name="universal",
    title="Approximating a curve, and when that cannot work",
    question="How many hidden units does a curve need, and which activation never gets there?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("relu", "tanh", "square"),
            "Functions to compare; square is x².",
            options=(*(n for n in activations.names() if n != "identity"), "square"),
            functions="one",
        ),
        Param("target", "choice", "cubic", "The curve.", options=tuple(TARGETS)),
        Param("units", "int", 100, "The most hidden units.", low=4, high=400),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"ReLU's error falls from {number(seen['relu.rmse_few'], 2)} to "
                f"{number(seen['relu.rmse'], 2)} with more units: it is a broken line with more "
                "breaks."
            ),
            lambda seen: seen["relu.rmse"] < seen["relu.rmse_few"] / 2,
        ),
        Observation(
            "x² does not move: a polynomial activation of degree 2 gives only polynomials of "
            "degree 2, at any width, which is why universality asks for a non-polynomial.",
            lambda seen: _unmoved(seen.figures),
        ),
        Observation(
            "The theorem promises that good weights exist. Here least squares finds the last "
            "layer's; nothing says that gradient descent would find all of them."
        ),
    ),
    seeds=10,
    prediction=Prediction(
        "One hidden layer of 100 units with f(x) = x² learns x³ on [-1, 1]. How large is the error "
        "that remains?",
        "square.rmse",
        (
            ("below 0.0001: a hundred units are plenty", -math.inf, 1e-4),
            ("about 0.01", 1e-4, 0.05),
            ("about 0.15, and as much with any number of units", 0.05, math.inf),
        ),
    ),
    sources=("leshno-1993", "cybenko-1989"),
    tags=("universal-approximation", "non-linearity"),
)
