"""The smallest drawing there is: one row a curve, for spaces too small for axes."""

from __future__ import annotations

from actquiz.plots import palette
from actquiz.plots.axes import number
from actquiz.plots.curves import curves, extents, resampled
from actquiz.plots.figure import HeatMap, Panel
from actquiz.plots.spans import SpanRow, StyledText, shorten

_LEVELS = "▁▂▃▄▅▆▇█"


def draw(panel: Panel, cells: int, rows: int) -> list[SpanRow]:
    """Name, shape and last value of each curve; the last row says how many did not fit."""
    made = [*_curves(panel, cells), *_maps(panel, cells)]
    if len(made) > rows:
        made = [*made[: max(rows - 1, 0)], [StyledText(f"… {len(made) - rows + 1} more")]]
    return made[:rows]


def _curves(panel: Panel, cells: int) -> list[SpanRow]:
    x, y = extents(panel)
    rows: list[SpanRow] = []
    found = curves(panel, x, y)
    names = [shorten(curve.name, max(cells // 3, 1)) for curve in found]
    # Shapes are compared, so that all of them begin in one column.
    widest = max(map(len, names), default=0)
    for curve, name in zip(found, names, strict=True):
        last = curve.runs[-1][-1][1] if curve.runs else float("nan")
        value = number(10**last if y.log and curve.runs else last)
        name += " " * (widest - len(name))
        length = max(cells - widest - len(value) - 2, 1)
        at = [x.low + (x.high - x.low) * n / max(length - 1, 1) for n in range(length)]
        marks = [" "] * length
        for run in curve.runs:
            for column, height in enumerate(resampled(run, at)):
                if height is not None:
                    level = min(max(y.fraction(height), 0.0), 1.0)
                    marks[column] = _LEVELS[round(level * (len(_LEVELS) - 1))]
        ink = curve.ink
        rows.append(
            [StyledText(f"{name} "), StyledText("".join(marks), ink), StyledText(f" {value}")]
        )
    return rows


def _maps(panel: Panel, cells: int) -> list[SpanRow]:
    rows: list[SpanRow] = []
    for heat in (mark for mark in panel.marks if isinstance(mark, HeatMap)):
        values = [float(v) for row in heat.values for v in row if v == v]
        ends = f"{number(min(values))} to {number(max(values))}" if values else "empty"
        scale = "".join(palette.shade(n / 5) for n in range(6)).strip()
        rows.append([StyledText(shorten(f"{heat.name} {scale} {ends}", cells))])
    return rows
