"""Heat maps from half blocks: two pixels a cell with colour, shades without."""

from __future__ import annotations

from collections.abc import Sequence

from actquiz.plots import palette
from actquiz.plots.axes import Extent, extent, number, place, ticks
from actquiz.plots.figure import Axis, HeatMap, Line, Panel, Points
from actquiz.plots.legend import LegendEntry
from actquiz.plots.spans import SpanRow, StyledText

_HOLE = "?"
"""Stands where the value is not a number."""


def entries(panel: Panel) -> list[LegendEntry]:
    """The legend: what is drawn over the map."""
    over = [mark for mark in panel.marks if isinstance(mark, Line | Points)]
    return [LegendEntry(palette.marker(index), mark.name) for index, mark in enumerate(over)]


def draw(panel: Panel, cells: int, rows: int, *, colour: bool) -> list[SpanRow]:
    """The map with its ticks, the points over it and its colour bar, in ``rows`` rows."""
    heat = next(mark for mark in panel.marks if isinstance(mark, HeatMap))
    x = Extent(float(heat.x_limits[0]), float(heat.x_limits[1]), log=False)
    y = Extent(float(heat.y_limits[0]), float(heat.y_limits[1]), log=False)
    scale = extent(Axis(limits=heat.limits), (value for row in heat.values for value in row))
    up = ticks(y, max(3, rows // 3))
    margin = max((len(label) for _, label in up), default=0) + 1
    across, down = max(cells - margin, 1), max(rows - 2, 1)
    grid = _pixels(heat, across, down, scale, colour=colour)
    _overlay(panel, grid, x, y)
    labels = {min(down - 1, int((1 - y.fraction(at)) * down)): label for at, label in up}
    body: list[SpanRow] = [
        [
            StyledText(
                labels.get(number, "").rjust(margin - 1) + ("┤" if number in labels else "│")
            ),
            *row,
        ]
        for number, row in enumerate(grid)
    ]
    return [*body, _x_ticks(x, across, margin), _bar(scale, cells, margin, colour=colour)]


def _pixels(
    heat: HeatMap, across: int, down: int, scale: Extent, *, colour: bool
) -> list[list[StyledText]]:
    """One span a cell: the nearest value of the grid for each half of it."""
    height = len(heat.values)
    wide = len(heat.values[0]) if height else 0

    def fraction(half: int, column: int) -> float | None:
        """Place on the scale of half row ``half`` (0 at the top, two a cell)."""
        if not wide:
            return None
        row = min(height - 1, int((1 - (half + 0.5) / (2 * down)) * height))
        value = float(heat.values[row][min(wide - 1, int((column + 0.5) / across * wide))])
        return scale.fraction(min(max(value, scale.low), scale.high)) if value == value else None

    grid: list[list[StyledText]] = []
    for cell in range(down):
        row: list[StyledText] = []
        for column in range(across):
            top, bottom = fraction(2 * cell, column), fraction(2 * cell + 1, column)
            if top is None or bottom is None:
                row.append(StyledText(_HOLE))
            elif colour:
                row.append(StyledText("▀", palette.heat(top), palette.heat(bottom)))
            else:
                row.append(StyledText(palette.shade((top + bottom) / 2)))
        grid.append(row)
    return grid


def _overlay(panel: Panel, grid: list[list[StyledText]], x: Extent, y: Extent) -> None:
    """Put points and lines over the map, one marker a series, black on the colour below."""
    down, across = len(grid), len(grid[0])
    over = [mark for mark in panel.marks if isinstance(mark, Line | Points)]
    for index, mark in enumerate(over):
        for raw_x, raw_y in zip(mark.x, mark.y, strict=True):
            spot_x, spot_y = place(raw_x, log=False), place(raw_y, log=False)
            if spot_x is None or spot_y is None:
                continue
            column = int(x.fraction(spot_x) * across)
            row = int((1 - y.fraction(spot_y)) * down)
            if 0 <= column < across and 0 <= row < down:
                below = grid[row][column].paper
                ink = (0, 0, 0) if below is not None else None
                grid[row][column] = StyledText(palette.marker(index), ink, below, bold=True)


def _x_ticks(x: Extent, across: int, margin: int) -> SpanRow:
    line = [" "] * across
    free = 0
    for at, label in ticks(x, max(2, across // 12)):
        start = min(max(int(x.fraction(at) * across) - len(label) // 2, 0), across - len(label))
        if start >= free:
            line[start : start + len(label)] = label
            free = start + len(label) + 1
    return [StyledText(" " * margin + "".join(line))]


def _bar(values: Extent, cells: int, margin: int, *, colour: bool) -> SpanRow:
    """The scale: its low end, the colours or shades in order, its high end."""
    ends = number(values.low), number(values.high)
    length = max(2, min(24, cells - margin - len(ends[0]) - len(ends[1]) - 2))
    fractions: Sequence[float] = [n / (length - 1) for n in range(length)]
    scale = [
        StyledText("█", palette.heat(part)) if colour else StyledText(palette.shade(part))
        for part in fractions
    ]
    return [StyledText(" " * margin + ends[0] + " "), *scale, StyledText(" " + ends[1])]
