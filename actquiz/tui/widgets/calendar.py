"""Counts by day as a calendar in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual.content import Content

from actquiz.plots import tiles
from actquiz.plots.figure import Tiles

_SHADES = "░▒▓█"


def calendar(grid: Tiles, width: int) -> list[Content]:
    """A row a weekday, two cells a week, the last weeks where not all fit."""
    margin = max(map(len, grid.rows)) + 1
    fit = min(max((width - margin) // 2, 1), len(grid.columns))
    most = tiles.top(grid)
    rows = [Content.styled(" " * margin + _months(grid.columns[-fit:]), "$quiet")]
    for name, values in zip(grid.rows, grid.values, strict=True):
        days = (_day(value, most) for value in values[-fit:])
        joined = (
            ("".join(text for text, _ in run), style)
            for style, run in groupby(days, key=lambda day: day[1])
        )
        rows.append(Content.assemble((name.ljust(margin), "$quiet"), *joined))
    legend: list[tuple[str, str]] = [(" " * margin, "")]
    for shade, span in tiles.shades(most):
        sign, style = _shade(shade)
        legend += [(sign[0], style), (f" {span}  ", "$quiet")]
    return [*rows, Content.assemble(*legend).truncate(width)]


def _day(value: float | None, most: float) -> tuple[str, str]:
    return ("  ", "") if value is None else _shade(tiles.level(value, most))


def _shade(level: int) -> tuple[str, str]:
    return (_SHADES[level - 1] * 2, "$accent") if level else ("· ", "$quiet")


def _months(mondays: Sequence[str]) -> str:
    """The month's name above its first week: ``5 Mar`` is the week of that Monday."""
    line = ""
    before = ""
    for place, monday in enumerate(mondays):
        month = monday.split()[-1]
        if month != before and 2 * place >= len(line) + (1 if line else 0):
            line = line.ljust(2 * place) + month
        before = month
    return line[: 2 * len(mondays)]
