"""Lines, points and histograms prepared for drawing: places on axes, gaps, bands and markers.

Everything here is arithmetic on one panel; no drawing library is involved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from actquiz.plots import palette
from actquiz.plots.axes import Extent, drawn, extent, place
from actquiz.plots.figure import Histogram, Line, Mark, Panel, Points
from actquiz.plots.spans import Colour

Spot = tuple[float, float]
"""A point in places (see ``axes.Extent``)."""


@dataclass(frozen=True, slots=True)
class DrawnCurve:
    """One mark ready to draw."""

    name: str
    kind: Literal["solid", "dashed", "points", "steps", "theory", "ghost"]
    runs: list[list[Spot]]
    """Unbroken stretches: a value no axis can show ends one."""
    band: list[list[tuple[float, float, float]]]
    """Stretches of (x, low, high)."""
    marker: str
    ink: Colour | None


def curves(panel: Panel, x: Extent, y: Extent) -> list[DrawnCurve]:
    """The panel's marks as curves; theory and ghosts take no colour and no marker."""
    made: list[DrawnCurve] = []
    measured = 0
    for mark in panel.marks:
        if isinstance(mark, Line) and mark.theory:
            made.append(DrawnCurve(mark.name, "theory", _runs(mark.x, mark.y, x, y), [], "┄", None))
            continue
        if isinstance(mark, Line) and mark.style == "ghost":
            runs = _runs(mark.x, mark.y, x, y)
            made.append(DrawnCurve(mark.name, "ghost", runs, [], "┈", palette.GHOST))
            continue
        marker, ink = palette.marker(measured), palette.colour(measured)
        measured += 1
        if isinstance(mark, Line):
            runs = _runs(mark.x, [drawn(value, panel.y) for value in mark.y], x, y)
            made.append(DrawnCurve(mark.name, mark.style, runs, _band(mark, x, y), marker, ink))
        elif isinstance(mark, Points):
            runs = _runs(mark.x, mark.y, x, y)
            made.append(DrawnCurve(mark.name, "points", runs, [], marker, ink))
        elif isinstance(mark, Histogram):
            made.append(DrawnCurve(mark.name, "steps", _steps(mark, x, y), [], marker, ink))
    return made


def extents(panel: Panel) -> tuple[Extent, Extent]:
    """What the panel's axes show."""
    return (
        extent(panel.x, (value for mark in panel.marks for value in _x_values(mark))),
        extent(panel.y, (v for mark in panel.marks for v in _y_values(mark)), padded=True),
    )


def _x_values(mark: Mark) -> Iterable[float]:
    if isinstance(mark, Line | Points):
        return mark.x
    return mark.edges if isinstance(mark, Histogram) else ()


def _y_values(mark: Mark) -> Iterator[float]:
    if isinstance(mark, Line):
        for values in (mark.y, mark.low, mark.high):
            if values is not None:
                yield from values
    elif isinstance(mark, Points):
        yield from mark.y
    elif isinstance(mark, Histogram):
        yield 0.0
        yield from mark.counts


def _runs(xs: Sequence[float], ys: Sequence[float], x: Extent, y: Extent) -> list[list[Spot]]:
    runs: list[list[Spot]] = [[]]
    for raw_x, raw_y in zip(xs, ys, strict=True):
        across, up = place(raw_x, x.log), place(raw_y, y.log)
        if across is None or up is None:
            runs.append([])
        else:
            runs[-1].append((across, up))
    return [run for run in runs if run]


def _band(line: Line, x: Extent, y: Extent) -> list[list[tuple[float, float, float]]]:
    """Where a low end falls off a log axis, the band goes down to the axis."""
    if line.low is None or line.high is None:
        return []
    runs: list[list[tuple[float, float, float]]] = [[]]
    for raw_x, raw_low, raw_high in zip(line.x, line.low, line.high, strict=True):
        across, low, high = place(raw_x, x.log), place(raw_low, y.log), place(raw_high, y.log)
        if low is None and raw_low <= 0:
            low = y.low
        if across is None or low is None or high is None:
            runs.append([])
        else:
            runs[-1].append((across, max(low, y.low), min(high, y.high)))
    return [run for run in runs if run]


def _steps(histogram: Histogram, x: Extent, y: Extent) -> list[list[Spot]]:
    xs: list[float] = []
    ys: list[float] = []
    for left, right, count in zip(
        histogram.edges, list(histogram.edges)[1:], histogram.counts, strict=False
    ):
        xs += [left, right]
        ys += [count, count]
    if not xs:
        return []
    if y.log:
        return _runs(xs, ys, x, y)
    return _runs([xs[0], *xs, xs[-1]], [0.0, *ys, 0.0], x, y)


def resampled(run: Sequence[Spot], at: Sequence[float]) -> list[float | None]:
    """The run's height at each of the ascending places ``at``; None outside of it."""
    ordered = sorted(run)
    heights: list[float | None] = []
    index = 0
    for target in at:
        while index < len(ordered) - 2 and ordered[index + 1][0] < target:
            index += 1
        if len(ordered) == 1 or not ordered[0][0] <= target <= ordered[-1][0]:
            heights.append(ordered[0][1] if ordered and ordered[0][0] == target else None)
            continue
        (x0, y0), (x1, y1) = ordered[index], ordered[index + 1]
        share = (target - x0) / (x1 - x0) if x1 > x0 else 0.0
        heights.append(y0 + (y1 - y0) * share)
    return heights


def clipped(run: Sequence[Spot], x: Extent, y: Extent) -> list[list[Spot]]:
    """The parts of the run inside the axes; a segment that crosses an edge ends on it."""
    parts: list[list[Spot]] = [[]]
    if len(run) == 1 and x.low <= run[0][0] <= x.high and y.low <= run[0][1] <= y.high:
        return [list(run)]
    for start, end in pairwise(run):
        inside = _clip(start, end, x, y)
        if inside is None:
            continue
        if parts[-1] and parts[-1][-1] == inside[0]:
            parts[-1].append(inside[1])
        else:
            parts.append(list(inside))
    return [part for part in parts if part]


def _clip(start: Spot, end: Spot, x: Extent, y: Extent) -> tuple[Spot, Spot] | None:
    """Liang and Barsky's line clipping (1984): the part of a segment inside a rectangle."""
    enter, leave = 0.0, 1.0
    for axis, span in ((0, x), (1, y)):
        delta = end[axis] - start[axis]
        for edge, direction in ((span.low, -delta), (span.high, delta)):
            distance = (start[axis] - edge) if edge == span.low else (edge - start[axis])
            if direction == 0:
                if distance < 0:
                    return None
            elif direction < 0:
                enter = max(enter, distance / direction)
            else:
                leave = min(leave, distance / direction)
    if enter > leave:
        return None
    (x0, y0), (x1, y1) = start, end
    return (
        (x0 + (x1 - x0) * enter, y0 + (y1 - y0) * enter),
        (x0 + (x1 - x0) * leave, y0 + (y1 - y0) * leave),
    )


def coinciding(drawn: Sequence[DrawnCurve], x: Extent, y: Extent, rows: int) -> list[str]:
    """A sentence for each set of curves that are never half a row apart wherever both are."""
    at = [x.low + (x.high - x.low) * n / 60 for n in range(61)]
    lines = [curve for curve in drawn if curve.kind in ("solid", "dashed") and curve.runs]
    heights = [_heights(curve, at) for curve in lines]
    limit = 0.5 * (y.high - y.low) / max(rows, 1)
    sets: list[list[int]] = []
    for index, mine in enumerate(heights):
        for members in sets:
            if all(_together(mine, heights[other], limit) for other in members):
                members.append(index)
                break
        else:
            sets.append([index])
    return [
        ", ".join(lines[i].name for i in members[:-1])
        + f" and {lines[members[-1]].name} coincide at this scale"
        for members in sets
        if len(members) > 1
    ]


def _heights(curve: DrawnCurve, at: Sequence[float]) -> list[float | None]:
    merged: list[float | None] = [None] * len(at)
    for run in curve.runs:
        merged = [
            old if old is not None else new
            for old, new in zip(merged, resampled(run, at), strict=True)
        ]
    return merged


def _together(a: Sequence[float | None], b: Sequence[float | None], limit: float) -> bool:
    both = [(p, q) for p, q in zip(a, b, strict=True) if p is not None and q is not None]
    return len(both) > 5 and all(abs(p - q) < limit for p, q in both)
