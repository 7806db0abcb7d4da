"""Figures as terminal text. The only file that imports plotext.

plotext draws the axes and the curves; legends, notes, bars, heat maps and the layout of panels
are rows of our own around it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from typing import Any

from actquiz.plots import bars, heatmap, layout, palette, sparkline, tiles
from actquiz.plots.axes import Extent, ticks
from actquiz.plots.canvas import Canvas, Dot, shared_cells
from actquiz.plots.curves import DrawnCurve, coinciding, curves, extents
from actquiz.plots.figure import Bars, Figure, HeatMap, Panel, Tiles
from actquiz.plots.legend import LegendEntry, legend, notes
from actquiz.plots.spans import Colour, SpanRow, StyledText, beside, centred, fit, join, shorten

_PLOTEXT = threading.Lock()
"""plotext keeps one global figure: one drawing at a time."""
_LEAST_AXES, _LOWEST_AXES = 7, 5
"""Rows a picture with its axes should have, and has at least where the names need the rest."""
_BESIDE = ("theory", "ghost")
"""What stands beside the measured curves, with no marker of its own."""
_COLOUR = re.compile(r"\033\[([0-9;]*)m")


def draw(figure: Figure, width: int, height: int, *, colour: bool) -> str:
    """The figure in at most ``width`` columns and ``height`` rows; never raises for its data.

    Without ``colour`` the text holds no escape sequence. Where a panel finds no room for axes it
    becomes a row a curve, and where panels do not fit, a last line says how many are missing.
    """
    width, height = max(width, 1), max(height, 1)
    rows: list[SpanRow] = []
    if figure.title and height >= 8:
        rows.append([StyledText(shorten(figure.title, width), bold=True)])
    panels = list(figure.panels)
    grid = layout.arrange(max(len(panels), 1), figure.columns, width, height - len(rows))
    hidden = max(len(panels) - grid.shown, 0)
    room = grid.rows
    if hidden and height - len(rows) > 1:
        room = max(1, (height - len(rows) - 1 - (grid.lines - 1)) // grid.lines)
    for first in range(0, min(len(panels), grid.shown), grid.columns):
        if first:
            rows.append([])
        line = panels[first : first + grid.columns]
        blocks = [_panel(panel, grid.cells, room, colour=colour) for panel in line]
        rows += beside(blocks, grid.cells, layout.GAP)
    if hidden and height > 1:
        rows.append([StyledText(shorten(f"… {hidden} more: a larger window shows them", width))])
    return join([fit(row, width) for row in rows[:height]], colour=colour)


def natural_height(figure: Figure, width: int) -> int:
    """Rows in which the figure reads well at this width, however tall the terminal is."""
    count = max(len(figure.panels), 1)
    columns = layout.columns_for(count, figure.columns, width)
    cells = max(1, (width - layout.GAP * (columns - 1)) // columns)
    total = 1 if figure.title else 0
    for first in range(0, len(figure.panels), columns):
        line = figure.panels[first : first + columns]
        total += max(_natural(panel, cells) for panel in line) + (1 if first else 0)
    return max(total, 1)


def _natural(panel: Panel, cells: int) -> int:
    frame = len(_above(panel, cells)) + len(_below(panel, cells, []))
    if _has(panel, Bars):
        return frame + bars.height(panel)
    if _has(panel, Tiles):
        return frame + tiles.height(panel)
    if _has(panel, HeatMap):
        return frame + min(max(cells // 3, 10), 30)
    return frame + min(max(cells // 4, 11), 22)


def _has(panel: Panel, kind: type) -> bool:
    return any(isinstance(mark, kind) for mark in panel.marks)


def _panel(panel: Panel, cells: int, rows: int, *, colour: bool) -> list[SpanRow]:
    """One panel: its title above, the picture, its legend and notes below."""
    above, below = _above(panel, cells), _below(panel, cells, [])
    least = bars.height(panel) if _has(panel, Bars) else 7
    if rows < least and panel.y.label and len(_entries(panel)) < 2:
        # So low a picture needs the row more than its axis needs the name; several curves become
        # small ones, each with its name.
        above.pop()
    while rows - len(above) - len(below) < least and (below or len(above) > 1):
        (below if below else above).pop()
    room = rows - len(above) - len(below)
    if room < 1:
        return above[:rows]
    if _has(panel, Bars):
        body = bars.draw(panel, cells, room)
    elif _has(panel, Tiles):
        body = tiles.draw(panel, cells, room)
    elif cells < layout.LEAST[0] or room < 5:
        body = sparkline.draw(panel, cells, room)
    elif _has(panel, HeatMap):
        body = heatmap.draw(panel, cells, room, colour=colour)
    else:
        return [*above, *_axes(panel, cells, rows - len(above))]
    return [*above, *body, *below]


def _above(panel: Panel, cells: int) -> list[SpanRow]:
    """Title in bold, then what the vertical axis shows."""
    rows: list[SpanRow] = []
    if panel.title:
        rows.append([StyledText(shorten(panel.title, cells), bold=True)])
    if panel.y.label:
        rows.append([StyledText(shorten(panel.y.label, cells))])
    return rows


def _below(panel: Panel, cells: int, found: Sequence[str]) -> list[SpanRow]:
    """What the horizontal axis shows, the legend, and the notes with what was ``found``."""
    rows: list[SpanRow] = [centred(panel.x.label, cells)] if panel.x.label else []
    rows += legend(_entries(panel), cells)
    return rows + notes([panel.note, *found], cells)


def _kept_below(panel: Panel, cells: int, rows: int, found: Sequence[str]) -> list[SpanRow]:
    """What of ``_below`` there is room for: names of curves before the axis's, notes last.

    A picture whose curves have no names cannot be read, so for those it may become lower.
    """
    label = [centred(panel.x.label, cells)] if panel.x.label else []
    names, said = legend(_entries(panel), cells), notes([panel.note, *found], cells)
    while said and rows - len(label) - len(names) - len(said) < _LEAST_AXES:
        said.pop()
    if rows - len(label) - len(names) < _LEAST_AXES:
        label = []
    if rows - len(names) < _LOWEST_AXES:
        names = []
    return [*label, *names, *said]


def _entries(panel: Panel) -> list[LegendEntry]:
    if _has(panel, Bars):
        return bars.entries(panel)
    if _has(panel, HeatMap):
        return heatmap.entries(panel)
    if _has(panel, Tiles):
        return []
    drawn = curves(panel, *extents(panel))
    drawn.sort(key=lambda curve: curve.kind in _BESIDE)
    if len(drawn) == 1 and drawn[0].name in ("", panel.title, panel.y.label):
        return []
    return [LegendEntry(_swatch(curve), curve.name, curve.ink) for curve in drawn]


def _swatch(curve: DrawnCurve) -> str:
    if curve.kind in _BESIDE:
        return curve.marker * 2
    return f"╌{curve.marker}╌" if curve.kind == "dashed" else curve.marker


def _axes(panel: Panel, cells: int, rows: int) -> list[SpanRow]:
    """The picture of a panel of curves with everything below it, in exactly the space given."""
    x, y = extents(panel)
    drawn = curves(panel, x, y)
    canvas = rows - len(_below(panel, cells, [])) - 2
    below = _kept_below(panel, cells, rows, coinciding(drawn, x, y, max(canvas, 1)))
    return [*_plotted(drawn, x, y, cells, rows - len(below)), *below]


def _plotted(
    drawn: Sequence[DrawnCurve], x: Extent, y: Extent, cells: int, rows: int
) -> list[SpanRow]:
    up = ticks(y, max(3, rows // 3))
    margin = max((len(label) for _, label in up), default=0) + 1
    canvas = Canvas(max(cells - margin, 1), max(rows - 2, 1), x, y)
    with _PLOTEXT:
        import plotext

        plotext.clear_figure()
        plotext.limit_size(False, False)
        plotext.plot_size(cells, rows)
        plotext.theme("clear")
        plotext.xaxes(True, False)
        plotext.yaxes(True, False)
        plotext.xlim(0, 1)
        plotext.ylim(0, 1)
        across = ticks(x, max(3, canvas.columns // 9))
        plotext.xticks([canvas.column(at) for at, _ in across], [label for _, label in across])
        plotext.yticks([canvas.level(at) for at, _ in up], [label for _, label in up])
        _put(plotext, drawn, canvas)
        text: str = plotext.build()
    return [_row(line) for line in text.rstrip("\n").split("\n")[:rows]]


def _put(plotext: Any, drawn: Sequence[DrawnCurve], canvas: Canvas) -> None:
    """Ghosts and bands first, then curves, theory over them, and markers last: what matters stays
    seen."""
    for curve in drawn:
        if curve.kind == "ghost":
            _scatter(plotext, canvas, canvas.line(curve), curve.ink)
    for curve in drawn:
        if curve.ink is not None:
            _scatter(plotext, canvas, canvas.band(curve), palette.faint(curve.ink))
    measured = [curve for curve in drawn if curve.kind not in ("points", *_BESIDE)]
    for curve, dots in zip(measured, shared_cells([canvas.line(c) for c in measured]), strict=True):
        _scatter(plotext, canvas, dots, curve.ink)
    for curve in drawn:
        if curve.kind == "theory":
            _scatter(plotext, canvas, canvas.line(curve), None)
    alone = sum(curve.kind not in _BESIDE for curve in drawn) == 1
    for index, curve in enumerate(drawn):
        if curve.kind == "points" or not (curve.kind in _BESIDE or alone):
            spots = list(canvas.markers(curve, index))
            if spots:
                across, up = zip(*spots, strict=True)
                plotext.scatter(across, up, marker=curve.marker, color=curve.ink)


def _scatter(plotext: Any, canvas: Canvas, dots: Iterable[Dot], ink: Colour | None) -> None:
    across, up = canvas.shares(dots)
    if across:
        plotext.scatter(across, up, marker="braille", color=ink)


def _row(line: str) -> SpanRow:
    """A row of plotext's output, its colour sequences read back into spans."""
    row: SpanRow = []
    ink: Colour | None = None
    for index, part in enumerate(_COLOUR.split(line)):
        if index % 2 == 0:
            if part:
                row.append(StyledText(part, ink))
        elif part.startswith("38;2;"):
            red, green, blue = (int(value) for value in part.split(";")[2:5])
            ink = red, green, blue
        else:
            ink = None
    return row
