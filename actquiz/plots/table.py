"""A figure as text tables: for screen readers, pipes and anyone who wants the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actquiz.plots.axes import extent, number, place
from actquiz.plots.curves import resampled
from actquiz.plots.figure import Bars, Figure, HeatMap, Histogram, Line, Panel, Points, Tiles

_SAMPLES = 11
_MISSING = "-"
Table = list[list[str]]


def as_table(figure: Figure) -> str:
    """Every panel's numbers: lines at about ten places, bars as rows, maps as a coarse grid."""
    parts = [figure.title] if figure.title else []
    for panel in figure.panels:
        parts.append("\n".join(_panel(panel)))
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
    lines = aligned(rows)
    if not rows or max(map(len, lines)) <= width:
        return lines
    header, *body = rows
    return [
        line
        for row in body
        for line in (
            row[0],
            *(f"  {name}: {cell}" for name, cell in zip(header[1:], row[1:], strict=False)),
        )
    ]


def _panel(panel: Panel) -> Iterator[str]:
    heading = [part for part in (panel.title, panel.y.label) if part]
    if heading:
        yield ": ".join(heading)
    lines = [mark for mark in panel.marks if isinstance(mark, Line)]
    bars = [mark for mark in panel.marks if isinstance(mark, Bars)]
    if lines and not bars:
        yield from aligned(_lines(panel, lines))
    for mark in panel.marks:
        if isinstance(mark, Bars):
            yield from aligned(_bars(mark))
        elif isinstance(mark, Histogram):
            yield from aligned(_histogram(mark))
        elif isinstance(mark, Points):
            yield from aligned(_points(panel, mark))
        elif isinstance(mark, HeatMap):
            yield from aligned(_grid(mark))
        elif isinstance(mark, Tiles):
            yield from aligned(_tiles(mark))
        elif bars:
            yield f"{mark.name}: " + ", ".join(number(value) for value in mark.y)
    if panel.note:
        yield panel.note


def _lines(panel: Panel, lines: Sequence[Line]) -> Table:
    """One column a line; its spread stands behind the value. Theory is named after its curve."""
    places = _places(panel, lines)
    header = [panel.x.label or "x"]
    columns: list[list[str]] = [[number(value, 4) for value in places]]
    measured = ""
    for line in lines:
        name = line.name
        if line.theory:
            name = f"{measured} {name}".strip() if name == "theory" else name
        else:
            measured = line.name
        header.append(name)
        columns.append(_column(panel, line, places))
    return [header, *[list(row) for row in zip(*columns, strict=True)]]


def _places(panel: Panel, lines: Sequence[Line]) -> list[float]:
    """Values of x to read the lines at: their own where they are few, else even steps."""
    own = sorted({float(value) for line in lines for value in line.x})
    own = [value for value in own if place(value, panel.x.scale == "log") is not None]
    if len(own) <= _SAMPLES:
        return own
    if panel.x.scale == "log" or len(own) <= 10 * _SAMPLES:
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
        if low is None or high is None
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


def _bars(mark: Bars) -> Table:
    header = [mark.name or "bar", "value"]
    rows = [[str(label), number(value)] for label, value in zip(mark.labels, mark.y, strict=True)]
    if mark.low is None or mark.high is None:
        return [header, *rows]
    ends = zip(mark.low, mark.high, strict=True)
    return [
        [*header, "low", "high"],
        *[[*row, number(low), number(high)] for row, (low, high) in zip(rows, ends, strict=True)],
    ]


def _histogram(mark: Histogram) -> Table:
    edges = list(mark.edges)
    return [
        ["from", "to", mark.name or "count"],
        *[
            [number(a), number(b), number(count)]
            for a, b, count in zip(edges, edges[1:], mark.counts, strict=False)
        ],
    ]


def _points(panel: Panel, mark: Points) -> Table:
    """At most ten points, and how many there are."""
    count = len(mark.x)
    step = max(1, -(-count // _SAMPLES))
    header = [panel.x.label or "x", mark.name or panel.y.label or "y"]
    rows = [[number(mark.x[n]), number(mark.y[n])] for n in range(0, count, step)]
    return [header, *rows] if step == 1 else [header, *rows, [f"{count} points in all"]]


def _tiles(mark: Tiles) -> Table:
    """A row a column of the picture: there are few rows there, and many columns."""
    rows = [[mark.name, *mark.rows]]
    for column, name in enumerate(mark.columns):
        values = [row[column] for row in mark.values]
        rows.append([name, *["" if value is None else number(value) for value in values]])
    return rows


def _grid(mark: HeatMap) -> Table:
    """The map at five by five places, highest y first."""
    height, wide = len(mark.values), len(mark.values[0]) if len(mark.values) else 0
    if not wide:
        return [[mark.name, "empty"]]

    def at(limits: tuple[float, float], share: float) -> str:
        return number(limits[0] + (limits[1] - limits[0]) * share)

    shares = [0.0, 0.25, 0.5, 0.75, 1.0]
    rows = [[mark.name or "y \\ x", *[at(mark.x_limits, share) for share in shares]]]
    for up in reversed(shares):
        row = mark.values[round(up * (height - 1))]
        values = [number(float(row[round(share * (wide - 1))])) for share in shares]
        rows.append([at(mark.y_limits, up), *values])
    return rows
