"""Bars as rows of text: label, bar, value. They read better in a terminal than upright ones."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actquiz.plots import palette
from actquiz.plots.axes import Extent, extent, number, place, power
from actquiz.plots.figure import Axis, Bars, Line, Panel, Points
from actquiz.plots.legend import LegendEntry
from actquiz.plots.spans import Colour, SpanRow, StyledText, shorten

_EIGHTHS = " ▏▎▍▌▋▊▉"
_SURE, _LIKELY, _POSSIBLE = "█", "▓", "░"
_TICK = "◆"
_DOT, _INTERVAL = "●", "─"


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    value: float
    low: float | None
    high: float | None
    ink: Colour
    marker: str
    """Empty where the panel has one series only."""
    dot: bool
    """A dot with its interval instead of a bar from zero."""
    ticks: tuple[float, ...]
    """Values of lines and points drawn over this bar: what theory expects, for instance."""


def height(panel: Panel) -> int:
    """Rows that show every bar."""
    return len(_bars(panel))


def entries(panel: Panel) -> list[LegendEntry]:
    """The legend: one entry a series, none where there is one."""
    series = [mark for mark in panel.marks if isinstance(mark, Bars)]
    over = [mark.name for mark in panel.marks if isinstance(mark, Line | Points)]
    listed = [
        LegendEntry(palette.marker(index), mark.name, palette.colour(index))
        for index, mark in enumerate(series)
        if len(series) > 1
    ]
    listed += [LegendEntry(_TICK, name) for name in over]
    if any(mark.low is not None and list(mark.low) != list(mark.high or ()) for mark in series):
        dots = any(mark.dots for mark in series) or panel.y.scale == "log"
        listed.append(LegendEntry(_INTERVAL * 2 if dots else _LIKELY + _POSSIBLE, "low to high"))
    if panel.y.scale == "log":
        base = round(_extent(_bars(panel), panel.y).low)
        listed.append(LegendEntry("│", f"log scale from {power(base)}"))
    elif any(mark.dots for mark in series):
        span = _extent(_bars(panel), panel.y)
        listed.append(LegendEntry("│", f"{number(span.low)} to {number(span.high)}"))
    return listed


def draw(panel: Panel, cells: int, rows: int) -> list[SpanRow]:
    """The bars in at most ``rows`` rows; the last one says how many did not fit."""
    bars = _bars(panel)
    if len(bars) > rows:
        return [
            *_rows(bars[: rows - 1], panel.y, cells),
            [StyledText(f"… {len(bars) - rows + 1} more")],
        ]
    return _rows(bars, panel.y, cells)


def _bars(panel: Panel) -> list[_Bar]:
    """Every bar in reading order: the series of one label stand together."""
    series = [mark for mark in panel.marks if isinstance(mark, Bars)]
    over = [mark for mark in panel.marks if isinstance(mark, Line | Points)]
    made: list[_Bar] = []
    for row in range(max((len(mark.labels) for mark in series), default=0)):
        for index, mark in enumerate(series):
            if row >= len(mark.labels):
                continue
            made.append(
                _Bar(
                    str(mark.labels[row]) if index == 0 else "",
                    float(mark.y[row]),
                    None if mark.low is None else float(mark.low[row]),
                    None if mark.high is None else float(mark.high[row]),
                    palette.colour(index),
                    palette.marker(index) if len(series) > 1 else "",
                    mark.dots or panel.y.scale == "log",
                    tuple(float(line.y[row]) for line in over if row < len(line.y)),
                )
            )
    return made


def _rows(bars: Sequence[_Bar], axis: Axis, cells: int) -> list[SpanRow]:
    values = [_value(bar) for bar in bars]
    said = max((len(value) for value in values), default=0)
    label = min(max((len(bar.label) for bar in bars), default=0), max(4, cells // 3))
    marked = 2 if any(bar.marker for bar in bars) else 0
    length = cells - label - marked - said - 2
    if length < cells // 3:
        values = [number(bar.value) for bar in bars]
        said = max((len(value) for value in values), default=0)
        length = max(cells - label - marked - said - 2, 0)
    span = _extent(bars, axis)
    rows: list[SpanRow] = []
    for bar, value in zip(bars, values, strict=True):
        row: SpanRow = [StyledText(shorten(bar.label, label).ljust(label) + " ")]
        if marked:
            row.append(StyledText(bar.marker.ljust(1) + " ", bar.ink))
        row += [*_drawn(bar, span, length), StyledText(f" {value}")]
        rows.append(row)
    return rows


def _value(bar: _Bar) -> str:
    if bar.low is None or bar.high is None:
        return number(bar.value)
    return f"{number(bar.value)} ({number(bar.low)} to {number(bar.high)})"


def _extent(bars: Sequence[_Bar], axis: Axis) -> Extent:
    """From zero (or the axis's own end, or the smallest power on a log axis) to the largest."""
    known = [v for bar in bars for v in (bar.value, bar.low, bar.high, *bar.ticks)]
    values = [value for value in known if value is not None]
    if any(bar.dot for bar in bars) and axis.scale == "linear":
        return extent(axis, values, padded=True)
    span = extent(axis, values if axis.scale == "log" else [0.0, *values])
    if axis.limits is not None or not span.log:
        return span
    return Extent(math.floor(span.low - 0.05 * (span.high - span.low)), span.high, True)


def _drawn(bar: _Bar, span: Extent, length: int) -> SpanRow:
    """The bar itself in ``length`` cells: solid, then ▓ and ░ between its low and high ends."""
    if length <= 0:
        return []
    spot = place(bar.value, span.log)
    if spot is None:
        return [StyledText("·" * min(length, 3) + " " * max(length - 3, 0))]
    zero = 0.0 if span.log else min(max(span.fraction(0.0), 0.0), 1.0) * length
    end = min(max(span.fraction(spot), 0.0), 1.0) * length
    if bar.dot:
        characters = _dotted(bar, span, end, length)
    else:
        characters = list(_solid(min(zero, end), max(zero, end), length))
    if bar.low is not None and bar.high is not None and not bar.dot:
        ends = [
            min(max(span.fraction(p), 0.0), 1.0) * length if p is not None else 0.0
            for p in (place(bar.low, span.log), place(bar.high, span.log))
        ]
        first, last = round(min(ends)), round(max(ends))
        for cell in range(max(first, 0), min(last, length)):
            inside = min(zero, end) <= cell + 0.5 <= max(zero, end)
            characters[cell] = _LIKELY if inside else _POSSIBLE
    for value in bar.ticks:
        over = place(value, span.log)
        if over is not None and 0 <= span.fraction(over) <= 1:
            characters[min(int(span.fraction(over) * length), length - 1)] = _TICK
    return list(_coloured(characters, bar.ink))


def _dotted(bar: _Bar, span: Extent, at: float, length: int) -> list[str]:
    """A dot at ``at``, and a line from the low to the high end."""
    characters = [" "] * length
    if bar.low is not None and bar.high is not None:
        ends = [place(value, span.log) for value in (bar.low, bar.high)]
        shares = [0.0 if end is None else span.fraction(end) for end in ends]
        first, last = (min(max(int(share * length), 0), length - 1) for share in shares)
        characters[first : last + 1] = _INTERVAL * (last - first + 1)
    characters[min(int(at), length - 1)] = bar.marker or _DOT
    return characters


def _solid(start: float, end: float, length: int) -> Iterator[str]:
    """Full blocks from ``start`` to ``end``; the right end to an eighth of a cell."""
    for cell in range(length):
        covered = min(end, cell + 1) - max(start, cell)
        if covered <= 0:
            yield "│" if start == end and int(start) == cell else " "
        elif covered >= 0.999 or start > cell:
            yield _SURE
        else:
            yield _EIGHTHS[max(1, int(covered * 8))]


def _coloured(characters: Sequence[str], ink: Colour) -> Iterator[StyledText]:
    for character in characters:
        yield StyledText(character, None if character in (_TICK, " ") else ink)
