"""Small grids of counts, such as a calendar: one sign a tile, the darker the more."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from actquiz.plots import palette
from actquiz.plots.axes import number
from actquiz.plots.figure import Panel, Tiles
from actquiz.plots.legend import LegendEntry, legend
from actquiz.plots.spans import Colour, SpanRow, StyledText, shorten

_NONE = "·"
_SIGNS = "░▒▓█"
_INK = palette.colour(0)


def of(panel: Panel) -> Tiles:
    """The panel's grid."""
    return next(mark for mark in panel.marks if isinstance(mark, Tiles))


def height(panel: Panel) -> int:
    """Rows that show all of it: the names of the columns, the tiles, and two rows of legend."""
    return len(of(panel).rows) + 3


def draw(panel: Panel, cells: int, rows: int) -> list[SpanRow]:
    """The grid in at most ``rows`` rows. Where it is too wide, its last columns are kept."""
    tiles = of(panel)
    margin = max((len(name) for name in tiles.rows), default=0) + 1
    step = 2 if margin + 2 * len(tiles.columns) <= cells else 1
    fit = min(max((cells - margin) // step, 1), len(tiles.columns))
    most = top(tiles)
    drawn: list[SpanRow] = [[StyledText(" " * margin + _names(tiles.columns[-fit:], step))]]
    for name, values in zip(tiles.rows, tiles.values, strict=True):
        drawn.append([StyledText(name.ljust(margin)), *_row(values[-fit:], most, step)])
    hidden = len(tiles.columns) - fit
    if hidden:
        drawn.append([StyledText(shorten(f"… {hidden} more columns need a wider window", cells))])
    return [*drawn, *legend(_entries(most), cells)][:rows]


def level(value: float, most: float) -> int:
    """Which of the four shades (1 to 4) a value above 0 gets; 0 for none."""
    return min(max(math.ceil(4 * value / most), 1), 4) if value > 0 else 0


def shades(most: float) -> list[tuple[int, str]]:
    """Each shade with the whole numbers it stands for; those without any are left out."""
    named = [(0, "0")]
    low = 0
    for shade in range(1, 5):
        high = math.floor(most * shade / 4)
        if high > low:
            span = number(high) if high == low + 1 else f"{number(low + 1)}–{number(high)}"
            named.append((shade, span))
            low = high
    return named


def tint(step: int) -> tuple[int, int, int]:
    """The colour of a shade from 1 to 4: stronger for more."""
    share = 0.4 + 0.15 * step
    red, green, blue = (round(128 + (part - 128) * share) for part in _INK)
    return red, green, blue


def top(tiles: Tiles) -> float:
    """The largest value; 0 where there is none."""
    return max((value for row in tiles.values for value in row if value is not None), default=0.0)


def _row(values: Sequence[float | None], most: float, step: int) -> Iterator[StyledText]:
    for value in values:
        if value is None:
            yield StyledText(" " * step)
            continue
        shade = level(value, most)
        ink: Colour | None = tint(shade) if shade else None
        yield StyledText((_SIGNS[shade - 1] if shade else _NONE) * (step if shade else 1), ink)
        if step > 1 and not shade:
            yield StyledText(" ")


def _names(columns: Sequence[str], step: int) -> str:
    """The columns' names above them, as many as stand apart from each other."""
    line = ""
    for place, name in enumerate(columns):
        at = place * step
        if (not line or at > len(line)) and at + len(name) <= len(columns) * step:
            line = line.ljust(at) + name
    return line


def _entries(most: float) -> list[LegendEntry]:
    return [
        LegendEntry(_SIGNS[shade - 1], name, tint(shade)) if shade else LegendEntry(_NONE, name)
        for shade, name in shades(most)
    ]
