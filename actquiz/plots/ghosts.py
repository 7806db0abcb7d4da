"""A figure with an earlier one under it, as far as both draw the same things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from actquiz.plots.figure import Bars, Figure, Line, Mark, Panel, Points


def with_ghosts(figure: Figure, before: Figure, name: str) -> Figure:
    """``figure`` with the curves of ``before`` as ghosts, under one ``name`` in the legends.

    Panels belong together by their place if their axes say the same; bars are marked where they
    ended. What has no such twin stays as it is.
    """
    return replace(
        figure,
        panels=[
            _over(panel, before.panels[place], name) if place < len(before.panels) else panel
            for place, panel in enumerate(figure.panels)
        ],
    )


def _over(panel: Panel, before: Panel, name: str) -> Panel:
    if (panel.x.label, panel.y.label) != (before.x.label, before.y.label):
        return panel
    series = [mark for mark in panel.marks if isinstance(mark, Bars)]
    ghosts = list(_ended(series[0], before, name) if len(series) == 1 else _lines(before, name))
    return replace(panel, marks=[*ghosts, *panel.marks] if not series else [*panel.marks, *ghosts])


def _lines(before: Panel, name: str) -> Iterator[Mark]:
    for mark in before.marks:
        if isinstance(mark, Line) and not mark.theory:
            yield Line(name, mark.x, mark.y, style="ghost")


def _ended(bars: Bars, before: Panel, name: str) -> Iterator[Mark]:
    """Where the bars of the same labels ended."""
    old = next((mark for mark in before.marks if isinstance(mark, Bars)), None)
    if old is None:
        return
    known = dict(zip(old.labels, old.y, strict=False))
    heights = [float(known.get(label, float("nan"))) for label in bars.labels]
    yield Points(name, [float(place) for place in range(len(heights))], heights)
