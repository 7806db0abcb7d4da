"""The plan as a figure: the share of the bank that is known, from today to the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.plots.figure import Axis, Figure, Line, Panel

if TYPE_CHECKING:
    from actquiz.practice.plan import Plan


def course_figure(plan: Plan) -> Figure:
    """One curve an amount of minutes a day."""
    lines = [
        Line(
            f"{one.minutes} min",
            [plan.days - to_go for to_go, _ in one.course],
            [100 * share for _, share in one.course],
        )
        for one in plan.outlooks
    ]
    panel = Panel(
        lines,
        x=Axis("day", limits=(0, plan.days)),
        y=Axis("known, %", limits=(0, 100)),
    )
    return Figure([panel], title="What you will know, by minutes a day")
