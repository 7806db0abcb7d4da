"""What the activation functions look like, each with its slope.

Figures: ``<activation>.minimum``, ``.maximum`` (±inf where unbounded), ``.slope_min``,
``.slope_max`` (over all real numbers) and ``.at_zero`` (the value at 0).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from actquiz.demos.demo import Demo, Frame, Param, Result
from actquiz.demos.observation import Observation
from actquiz.engine import activations
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, Panel

_SAMPLES = 601
SHOWN = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "silu", "gelu", "softplus")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A function with the parameters it is drawn with."""

    activation: activations.Activation
    parameters: Mapping[str, float] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name as people write it: ``leaky_relu`` or ``leaky_relu alpha=0.2``."""
        given = " ".join(f"{name}={value:g}" for name, value in self.parameters.items())
        return f"{self.activation.name} {given}".strip()

    def line(self, x: Sequence[float], *, slope: bool = False, name: str = "") -> Line:
        """The function, or its slope, at ``x``."""
        curve = self.activation.slope if slope else self.activation.value
        values = curve(np.asarray(x, dtype=np.float64), **self.parameters)
        return Line(name or self.label, x, values.tolist())


def together(chosen: Sequence[Chosen], low: float, high: float, *, slope: bool) -> Figure:
    """All functions on one pair of axes; with ``slope`` a second panel for their slopes."""
    x = np.linspace(low, high, _SAMPLES).tolist()
    panels = [Panel([one.line(x) for one in chosen], x=Axis("x"), y=Axis("f(x)"))]
    if slope:
        slopes = [one.line(x, slope=True) for one in chosen]
        panels.append(Panel(slopes, x=Axis("x"), y=Axis("slope f′(x)")))
    return Figure(panels, columns=2)


def _panel(chosen: Chosen, x: Sequence[float], *, slope: bool) -> Panel:
    curves = [chosen.line(x, name="f")]
    if slope:
        curves.append(chosen.line(x, slope=True, name="f′"))
    return Panel(curves, title=chosen.label, x=Axis(), y=Axis())


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    reach = float(params["reach"])
    x = np.linspace(-reach, reach, _SAMPLES).tolist()
    chosen = [Chosen(activations.get(name)) for name in params["activations"]]
    panels = [_panel(one, x, slope=params["slope"]) for one in chosen]
    figure = Figure(panels, columns=4 if len(panels) > 4 else 2)
    yield Frame(1, 1, figure, f"{len(chosen)} functions", _result(chosen))


def _result(chosen: Sequence[Chosen]) -> Result:
    figures: dict[str, float] = {}
    table = [["function", "range", "slope from", "to", "monotone", "zero mean"]]
    for one in chosen:
        facts, name = one.activation.facts(), one.activation.name
        figures |= {
            f"{name}.minimum": facts.minimum.value,
            f"{name}.maximum": facts.maximum.value,
            f"{name}.slope_min": facts.slope_min.value,
            f"{name}.slope_max": facts.slope_max.value,
            f"{name}.at_zero": float(one.activation.value(0.0)),
        }
        table.append([
            one.label,
            str(facts.range),
            number(facts.slope_min.value, 4),
            number(facts.slope_max.value, 4),
            "yes" if facts.monotone else "no",
            "yes" if facts.zero_mean else "no",
        ])  # fmt: skip
    dips = [one.label for one in chosen if not one.activation.facts().monotone]
    summary = f"{len(chosen)} functions with range and slopes over all real numbers."
    if dips:
        summary += f" Not monotone: {', '.join(dips)}."
    return Result(figures, summary, table)


DEMO = Demo(
    name="gallery",
    title="The curve gallery",
    question="What do the activation functions look like, and where is their slope near zero?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            SHOWN,
            "Functions to draw.",
            options=activations.names(),
            functions="one",
        ),
        Param("slope", "bool", True, "Draw the slope f′ over each function."),
        Param("reach", "float", 5.0, "Draw from -reach to reach.", low=0.1, high=100.0),
    ),
    observations=(
        Observation(
            "Sigmoid and tanh go flat on both sides, so their slope vanishes wherever a unit "
            "saturates; sigmoid's is at most 1/4 even at its centre."
        ),
        Observation(
            "ReLU's slope is 0 or 1 with a jump between; softplus is its smooth relative, whose "
            "slope is exactly the sigmoid."
        ),
        Observation(
            "SiLU and GELU dip below zero before they rise: they are not monotone, and their "
            "slope exceeds 1 on the way up."
        ),
    ),
    seeds=0,
    sources=("goodfellow-2016", "clevert-2015", "hendrycks-2016", "ramachandran-2017"),
    tags=("curves", "derivative"),
)
