"""A figure as text tables: for screen readers, pipes and anyone who wants the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from actquiz.plots.axes import extent, number, place
from actquiz.plots.curves import resampled
from actquiz.plots.figure import Bars, Figure, HeatMap, Histogram, Line, Panel, Points, Tiles
from actquiz.plots.spans import wrap
from actquiz.words import counted

_SAMPLES = 11
_MISSING = "-"
_SHORT = 8
"""Cells that the name of the x axis may take at the head of a column of its numbers."""
Cells = list[list[str]]
Named = tuple[Line, str]
"""A line and what its column is called."""


def as_table(figure: Figure, width: int | None = None) -> str:
    """Every panel's numbers: lines at about ten places, bars as rows, maps as a coarse grid.

    Where curves side by side are wider than ``width``, each gets a table of its own; None sets no
    limit.
    """
    parts = wrap(figure.title, width or len(figure.title)) if figure.title else []
    for panel in figure.panels:
        parts.append("\n".join(_panel(panel, width)))
    return "\n\n".join(parts)


def aligned(rows: Sequence[Sequence[str]], *, gap: int = 2) -> list[str]:
    """Rows as lines with columns under each other: the first flush left, the others right."""
    if not rows:
        return []
    columns = max(len(row) for row in rows)
    filled = [[*row, *[""] * (columns - len(row))] for row in rows]
    widths = [max(len(row[column]) for row in filled) for column in range(columns)]
    return [
        (" " * gap)
        .join(
            cell.ljust(size) if column == 0 else cell.rjust(size)
            for column, (cell, size) in enumerate(zip(row, widths, strict=True))
        )
        .rstrip()
        for row in filled
    ]


def fitted(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """``aligned``, or where that is wider than ``width``, each row as a short list of its own."""
    for lines in (aligned(rows), aligned(rows, gap=1)):
        if not rows or max(map(len, lines)) <= width:
            return lines
    header, *body = rows
    return [
        line
        for row in body
        for line in (
            row[0],
            *(
                line
                for name, cell in zip(header[1:], row[1:], strict=False)
                for line in _named(name, cell, width)
            ),
        )
    ]


def _named(name: str, cell: str, width: int) -> list[str]:
    """``  name: cell``, on more lines where it is wider than ``width``."""
    line = f"  {name}: {cell}"
    if len(line) <= width:
        return [line]
    return [f"  {name}:", *(f"    {part}" for part in wrap(cell, width - 4))]


def _panel(panel: Panel, width: int | None) -> Iterator[str]:
    heading = ": ".join(part for part in (panel.title, panel.y.label) if part)
    if heading:
        yield from wrap(heading, width or len(heading))
    lines = [mark for mark in panel.marks if isinstance(mark, Line)]
    bars = [mark for mark in panel.marks if isinstance(mark, Bars)]
    if lines and not bars:
        yield from _lines(panel, lines, width)
    for mark in panel.marks:
        if isinstance(mark, Bars):
            yield from _table(_bars(mark), width)
        elif isinstance(mark, Histogram):
            yield from _table(_histogram(mark), width)
        elif isinstance(mark, Points):
            yield from _table(_points(panel, mark), width)
        elif isinstance(mark, HeatMap):
            yield from _map(mark, width)
        elif isinstance(mark, Tiles):
            yield from _table(_tiles(mark), width)
        elif bars:
            text = f"{mark.name}: " + ", ".join(number(value) for value in mark.y)
            yield from wrap(text, width or len(text))
    if panel.note:
        yield from wrap(panel.note, width or len(panel.note))


def _table(rows: Cells, width: int | None) -> list[str]:
    return aligned(rows) if width is None else fitted(rows, width)


def _lines(panel: Panel, lines: Sequence[Line], width: int | None) -> list[str]:
    """A column a line; as many tables below each other as ``width`` asks for."""
    groups = _with_theory(lines)
    places = _places(panel, lines)
    label = panel.x.label or "x"
    together = aligned(_columns(panel, label, list(chain(*groups)), places))
    if width is None or max(map(len, together)) <= width:
        return together
    told = [] if len(label) <= _SHORT else wrap(f"x: {label}", width)
    label = label if len(label) <= _SHORT else "x"

    def fits(part: Sequence[Named]) -> bool:
        return max(map(len, aligned(_columns(panel, label, part, places)))) <= width

    for part in _packed(groups, fits):
        table = fitted(_columns(panel, label, part, places), width)
        told += ["", *table] if told else table
    return told


def _packed(
    groups: Sequence[list[Named]], fits: Callable[[list[Named]], bool]
) -> list[list[Named]]:
    """The groups put together as far as they fit; one that does not fit alone is taken apart."""
    packed: list[list[Named]] = []
    for group in groups:
        if packed and fits(packed[-1] + group):
            packed[-1] = packed[-1] + group
        else:
            packed += [group] if fits(group) else [[named] for named in group]
    return packed


def _with_theory(lines: Sequence[Line]) -> list[list[Named]]:
    """Each measured line followed by its theory, and what to call them."""
    groups: list[list[Named]] = []
    for line in lines:
        if line.theory and groups:
            measured = groups[-1][0][1]
            name = f"{measured} {line.name}" if line.name == "theory" else line.name
            groups[-1].append((line, name))
        else:
            groups.append([(line, line.name)])
    return groups


def _columns(panel: Panel, label: str, named: Sequence[Named], places: Sequence[float]) -> Cells:
    """The numbers of x, then a column a line; its spread stands behind the value."""
    header = [label, *(name for _, name in named)]
    columns = [[number(value, 4) for value in places]]
    columns += [_column(panel, line, places) for line, _ in named]
    return [header, *[list(row) for row in zip(*columns, strict=True)]]


def _places(panel: Panel, lines: Sequence[Line]) -> list[float]:
    """Values of x to read the lines at: their own where they are few, else even steps."""
    own = sorted({float(value) for line in lines for value in line.x})
    own = [value for value in own if place(value, panel.x.scale == "log") is not None]
    if len(own) <= _SAMPLES:
        return own
    counted = all(value == int(value) for value in own)
    if panel.x.scale == "log" or counted or len(own) <= 10 * _SAMPLES:
        return [own[round(n * (len(own) - 1) / (_SAMPLES - 1))] for n in range(_SAMPLES)]
    span = extent(panel.x, own)
    return [span.low + (span.high - span.low) * n / (_SAMPLES - 1) for n in range(_SAMPLES)]


def _column(panel: Panel, line: Line, places: Sequence[float]) -> list[str]:
    log = panel.y.scale == "log"
    values, lows, highs = (
        _read(line.x, ys, places, log) if ys is not None else [None] * len(places)
        for ys in (line.y, line.low, line.high)
    )
    return [
        _MISSING
        if value is None
        else number(value)
        if low is None or high is None or low == high
        else f"{number(value)} ({number(low)} to {number(high)})"
        for value, low, high in zip(values, lows, highs, strict=True)
    ]


def _read(
    xs: Sequence[float], ys: Sequence[float], places: Sequence[float], log: bool
) -> list[float | None]:
    """The curve's values at ``places``, interpolated as it is drawn."""
    known = [
        (float(x), spot)
        for x, y in zip(xs, ys, strict=True)
        if place(x, False) is not None and (spot := place(y, log)) is not None
    ]
    heights = resampled(known, places) if known else [None] * len(places)
    return [10**height if log and height is not None else height for height in heights]


def _bars(mark: Bars) -> Cells:
    header = [mark.name or "bar", "value"]
    rows = [[str(label), number(value)] for label, value in zip(mark.labels, mark.y, strict=True)]
    if mark.low is None or mark.high is None or list(mark.low) == list(mark.high):
        return [header, *rows]
    ends = zip(mark.low, mark.high, strict=True)
    return [
        [*header, "low", "high"],
        *[[*row, number(low), number(high)] for row, (low, high) in zip(rows, ends, strict=True)],
    ]


def _histogram(mark: Histogram) -> Cells:
    edges = list(mark.edges)
    return [
        ["from", "to", mark.name or "count"],
        *[
            [number(a), number(b), number(count)]
            for a, b, count in zip(edges, edges[1:], mark.counts, strict=False)
        ],
    ]


def _points(panel: Panel, mark: Points) -> Cells:
    """At most ten points, and how many there are."""
    count = len(mark.x)
    step = max(1, -(-count // _SAMPLES))
    header = [panel.x.label or "x", mark.name or panel.y.label or "y"]
    rows = [[number(mark.x[n]), number(mark.y[n])] for n in range(0, count, step)]
    return [header, *rows] if step == 1 else [header, *rows, [f"{counted(count, 'point')} in all"]]


def _tiles(mark: Tiles) -> Cells:
    """A row a column of the picture: there are few rows there, and many columns."""
    rows = [[mark.name, *mark.rows]]
    for column, name in enumerate(mark.columns):
        values = [row[column] for row in mark.values]
        rows.append([name, *["" if value is None else number(value) for value in values]])
    return rows


def _map(mark: HeatMap, width: int | None) -> list[str]:
    """The map at five by five places, or at three by three where that is too wide."""
    finest = aligned(_grid(mark, [0.0, 0.25, 0.5, 0.75, 1.0]))
    if width is None or max(map(len, finest)) <= width:
        return finest
    return fitted(_grid(mark, [0.0, 0.5, 1.0]), width)


def _grid(mark: HeatMap, shares: Sequence[float]) -> Cells:
    """The map's values where the ``shares`` of both axes meet, highest y first."""
    height, wide = len(mark.values), len(mark.values[0]) if len(mark.values) else 0
    if not wide:
        return [[mark.name, "empty"]]

    def at(limits: tuple[float, float], share: float) -> str:
        return number(limits[0] + (limits[1] - limits[0]) * share)

    rows = [[mark.name or "y \\ x", *[at(mark.x_limits, share) for share in shares]]]
    for up in reversed(shares):
        row = mark.values[round(up * (height - 1))]
        values = [number(float(row[round(share * (wide - 1))])) for share in shares]
        rows.append([at(mark.y_limits, up), *values])
    return rows
