"""Calibration as a figure: what the model predicted against what was recalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.plots.figure import Axis, Figure, Line, Panel

if TYPE_CHECKING:
    from actquiz.planner.calibration import Calibration


def calibration_figure(curves: dict[str, Calibration]) -> Figure:
    """One curve a set of weights, by name; on the dashed diagonal predictions come true."""
    ends = [
        float(value)
        for one in curves.values()
        for values in (one.predicted, one.low)
        for value in values
    ]
    lowest = max(0.0, min([*ends, 0.9]) - 0.02)
    diagonal = Line("as predicted", (lowest, 1.0), (lowest, 1.0), theory=True)
    lines = [
        Line(
            name, one.predicted.tolist(), one.observed.tolist(), one.low.tolist(), one.high.tolist()
        )
        for name, one in curves.items()
    ]
    return Figure(
        [
            Panel(
                [*lines, diagonal],
                x=Axis("predicted recall", limits=(lowest, 1.0)),
                y=Axis("recalled", limits=(lowest, 1.0)),
                note="each point an equal part of the reviews; band: 95% interval",
            )
        ],
        title="Calibration on reviews the fit did not see",
    )
