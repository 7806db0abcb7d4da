"""A chart as lines of the app's own: upright bars for days, thin ones for names, a calendar.

Colours are the theme's, and nothing depends on them: what differs also has its own sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from textual.content import Content

from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Bars, Line, Panel, Tiles
from actquiz.practice.statistics.charts import Chart
from actquiz.text.safe import cells, clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.calendar import calendar
from actquiz.tui.widgets.columns import columns

_LONGEST = 44
"""Cells of a thin bar: a longer one tells no more."""
_LOWEST, _HIGHEST = 3, 12
"""Rows of upright bars: fewer tell nothing, more tell no more."""
_HALVED = 6
"""Rows from which half of the largest value stands at the scale too."""
_WIDEST, _APART = 4, 12
"""Cells of an upright bar, and from one to the next, at most."""
_TICK, _FOUND = "◆", "●"
"""Signs of what is aimed at or foreseen, and of an estimate that has an interval."""


def lines(chart: Chart, width: int, height: int) -> list[Content]:
    """The picture in ``width`` columns and about ``height`` rows.

    Upright bars take what the others leave; what needs more rows than there are gets them.
    """
    if chart.figure is None:
        return []
    drawn: list[list[Content]] = []
    for place, panel in enumerate(chart.figure.panels):
        head = [Content(), Content.styled(panel.title, "$quiet")] if place else []
        drawn.append(head + _fixed(panel, width, upright=chart.ordered and not place))
    if chart.ordered:
        rest = height - sum(map(len, drawn))
        rows = min(max(rest - 2, _LOWEST), _HIGHEST)
        drawn[0] = _upright(chart.figure.panels[0], width, rows)
    return [line for part in drawn for line in part]


def _fixed(panel: Panel, width: int, *, upright: bool) -> list[Content]:
    if upright:
        return []
    grid = next((mark for mark in panel.marks if isinstance(mark, Tiles)), None)
    return calendar(grid, width) if grid is not None else _thin(panel, width)


# upright


def _upright(panel: Panel, width: int, height: int) -> list[Content]:
    """``height`` rows of bars with a scale at their left; below, as many names as stand apart."""
    bars = next(mark for mark in panel.marks if isinstance(mark, Bars))
    labels, values = list(map(str, bars.labels)), [float(value) for value in bars.y]
    top = number(max(values))
    margin = max(cells(top), 2) + 1
    fit = min(max(width - margin, 1), len(values))
    # Of days past the last are kept; what is ahead begins today.
    kept = slice(len(values) - fit, None) if labels[-1] == "today" else slice(fit)
    labels, values = labels[kept], values[kept]
    step = min((width - margin) // fit, _APART)
    gap = max(step - _WIDEST, 1 if step > 1 else 0)
    now = labels.index("today") if "today" in labels else None
    rows = columns(values, height, step=step, gap=gap, now=now)
    scale = [""] * height
    scale[0] = top
    half = max(values) / 2
    if height % 2 == 0 and height >= _HALVED and half == round(half):
        scale[height // 2] = number(half)
    axis = "─" * (step * fit - gap)
    return [
        *(
            Content.assemble((name.rjust(margin - 1), "$quiet"), ("▕", "$rule"), row)
            for name, row in zip(scale, rows, strict=True)
        ),
        Content.assemble(("0".rjust(margin - 1), "$quiet"), ("▕", "$rule"), (axis, "$rule")),
        Content.styled(" " * margin + _names(labels, step, width - margin), "$quiet"),
    ]


def _names(labels: Sequence[str], step: int, width: int) -> str:
    """The names under their bars: both ends first, then what stands apart between them."""
    line = [" "] * width
    taken: list[tuple[int, int]] = []
    last = len(labels) - 1
    for place in (0, last, *range(1, last)):
        name = labels[place]
        start = max(min(place * step, width - len(name)), 0)
        end = start + len(name)
        if end <= width and all(end + 2 <= a or b + 2 <= start for a, b in taken):
            taken.append((start, end))
            line[start:end] = name
    return "".join(line)


# thin


def _thin(panel: Panel, width: int) -> list[Content]:
    """A row a bar: its name, the bar, its value, with its interval where it has one."""
    bars = next(mark for mark in panel.marks if isinstance(mark, Bars))
    aim = next((mark for mark in panel.marks if isinstance(mark, Line)), None)
    values = [_value(bars, place, panel.y) for place in range(len(bars.y))]
    said = max(map(cells, values), default=0)
    names = [clean(str(label)) for label in bars.labels]
    name = min(max(map(cells, names), default=0), width // 2)
    length = max(min(width - name - said - 2, _LONGEST), 0)
    low, top = panel.y.limits or (0.0, max([*map(float, bars.y), 1.0]))

    def at(value: float) -> int:
        return round(length * (float(value) - low) / (top - low))

    rows = [Content.styled(panel.x.label, "$quiet")] if panel.x.label else []
    for place, (label, value) in enumerate(zip(names, values, strict=True)):
        interval = found = None
        end = at(bars.y[place]) or (1 if bars.y[place] and length else 0)
        # A value is drawn in the last cell of a bar as long as the value.
        tick = max(at(aim.y[place]) - 1, 0) if aim is not None else None
        if bars.low is not None and bars.high is not None:
            interval = at(bars.low[place]), max(at(bars.high[place]), at(bars.low[place]) + 1)
            found = max(end - 1, 0)
            if aim is not None and tick == found:
                tick, found = _parted(tick, float(aim.y[place]) - float(bars.y[place]), length)
        rows.append(
            Content.assemble(
                Content(label).truncate(name, ellipsis=True, pad=True),
                " ",
                *_joined(_bar(end, length, interval, {found: _FOUND, tick: _TICK})),
                f" {value}",
            )
        )
    return [*rows, *wrapped(Content.assemble(*_legend(bars, aim)), width)]


def _parted(cell: int, more: float, length: int) -> tuple[int, int]:
    """Cells of the aim and the estimate where both fall on ``cell``: the larger at the right.

    ``more``: the aim less the estimate. Where they are equal the aim stands for both.
    """
    if more < 0:
        return (cell - 1, cell) if cell else (cell, cell + 1)
    if more > 0:
        return (cell + 1, cell) if cell + 1 < length else (cell, cell - 1)
    return cell, cell


def _bar(
    end: int, length: int, interval: tuple[int, int] | None, signs: Mapping[int | None, str]
) -> Iterator[tuple[str, str]]:
    """``signs``: what stands at a cell in place of the bar."""
    for cell in range(length):
        inside = interval is not None and interval[0] <= cell < interval[1]
        if cell in signs:
            yield signs[cell], "bold"
        elif cell < end:
            yield "╍" if inside else "━", "$accent"
        else:
            yield ("╍", "$accent-muted") if inside else ("─", "$rule")


def _joined(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours of one style as one part: there are many, and each costs time."""
    for style, run in groupby(cells, key=lambda cell: cell[1]):
        yield "".join(text for text, _ in run), style


def _value(bars: Bars, place: int, axis: Axis) -> str:
    """The number; a percentage with its sign, and its interval."""
    unit = "%" if axis.label.startswith("%") else ""
    text = f"{number(bars.y[place])}{unit}"
    if bars.low is None or bars.high is None:
        return text.rjust(4)
    return f"{text:>4} ({number(bars.low[place])}–{number(bars.high[place])})"


def _legend(bars: Bars, aim: Line | None) -> Iterator[tuple[str, str]]:
    if bars.low is not None:
        yield _FOUND, "bold"
        yield f" {bars.name}  ", "$quiet"
        yield "╍", "$accent"
        yield " 95% interval  ", "$quiet"
    if aim is not None:
        yield _TICK, "bold"
        yield f" {aim.name}", "$quiet"
