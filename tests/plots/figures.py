"""Figures with fixed data, one for each thing that can be drawn."""

from __future__ import annotations

import math

from actquiz.plots.figure import (
    Axis,
    Bars,
    Figure,
    HeatMap,
    Histogram,
    Line,
    Panel,
    Points,
)

_X = [-5 + n / 20 for n in range(201)]
_LAYERS = [float(layer) for layer in range(1, 21)]


def curves() -> Figure:
    """Four curves, two of which are the same."""
    tanh = [math.tanh(x) for x in _X]
    marks = [
        Line("tanh", _X, tanh),
        Line("softsign", _X, [x / (1 + abs(x)) for x in _X]),
        Line("relu", _X, [max(x, 0.0) for x in _X], style="dashed"),
        Line("tanh again", _X, tanh),
    ]
    return Figure([Panel(marks, "Functions", Axis("x"), Axis("f(x)", limits=(-1.5, 2.5)))])


def gradients() -> Figure:
    """Measured points with bands and theory over them, on a log axis."""
    mean = [10 ** (-0.55 * (20 - layer)) for layer in _LAYERS]
    low = [10 ** (-0.65 * (20 - layer)) for layer in _LAYERS]
    high = [10 ** (-0.47 * (20 - layer)) for layer in _LAYERS]
    marks = [
        Line("sigmoid", _LAYERS, mean, low, high, style="points"),
        Line("theory", _LAYERS, mean, theory=True),
        Line("relu", _LAYERS, [10 ** (-0.05 * (20 - layer)) for layer in _LAYERS], style="points"),
        Line("theory", _LAYERS, [10 ** (-0.05 * (20 - layer)) for layer in _LAYERS], theory=True),
    ]
    axis = Axis("|δ|², last layer = 1", "log")
    return Figure([Panel(marks, x=Axis("layer"), y=axis, note="The band spans 8 of 10.")])


def bars() -> Figure:
    """Bars with error bars, in two series, and what theory expects."""
    labels = ["relu", "leaky_relu", "sigmoid"]
    marks = [
        Bars("train", labels, [0.93, 0.933, 0.9], [0.91, 0.92, 0.85], [0.95, 0.95, 0.93]),
        Bars("validation", labels, [0.92, 0.925, 0.7], [0.9, 0.91, 0.6], [0.94, 0.94, 0.8]),
        Line("expected", [0, 1, 2], [0.92, 0.93, 0.8], theory=True),
    ]
    return Figure([Panel(marks, "Accuracy", y=Axis("accuracy", limits=(0, 1)))])


def boundary() -> Figure:
    """A heat map with two classes of points over it."""
    side = range(24)
    values = [[math.sin(x / 8) * math.cos(y / 5) for x in side] for y in side]
    marks = [
        HeatMap("p", values, (-2.0, 2.0), (-1.5, 1.5)),
        Points("class 0", [-1, 0, 1], [-1, 0, 1]),
        Points("class 1", [-1, 0.5, 1.5], [1, 0.3, -1]),
    ]
    return Figure([Panel(marks, "Boundary", Axis("x₁"), Axis("x₂"))])


def histograms() -> Figure:
    """One histogram alone, and two over each other, side by side."""
    edges = [n / 10 for n in range(11)]
    first, second = [1, 2, 4, 8, 12, 14, 9, 4, 2, 1], [12, 8, 5, 3, 2, 1, 1, 1, 1, 14]
    return Figure(
        [
            Panel([Histogram("layer 1", edges, first)], "One", Axis("activation")),
            Panel(
                [Histogram("layer 1", edges, first), Histogram("layer 5", edges, second)],
                "Two",
                Axis("activation"),
            ),
        ],
        title="Saturation",
        columns=2,
    )


ALL = {
    "curves": curves,
    "gradients": gradients,
    "bars": bars,
    "boundary": boundary,
    "histograms": histograms,
}
