"""Where on a grid of braille dots a curve, its band and its markers lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from actquiz.plots.axes import Extent
from actquiz.plots.curves import DrawnCurve, Spot, clipped, resampled

Dot = tuple[int, int]
"""Column and row of a dot, from the lower left."""
_ACROSS, _UP = 2, 4
"""Dots in one cell."""
_DASH = {"dashed": 4, "theory": 3, "ghost": 1}
"""Length of a dash and of the gap after it, in dots."""


def shared_cells(curves: Sequence[Iterable[Dot]]) -> list[list[Dot]]:
    """The curves' dots, where of curves that meet in a cell one takes all their dots.

    A cell has one colour, that of the curve with the most dots in it, the later one of equals;
    without this, a curve would cut gaps into those it crosses.
    """
    cells: dict[Dot, dict[int, set[Dot]]] = {}
    for index, dots in enumerate(curves):
        for column, row in dots:
            cell = cells.setdefault((column // _ACROSS, row // _UP), {})
            cell.setdefault(index, set()).add((column, row))
    owned: list[list[Dot]] = [[] for _ in curves]
    for cell in cells.values():
        owner = max(cell, key=lambda index: (len(cell[index]), index))
        owned[owner] += sorted(set().union(*cell.values()))
    return owned


@dataclass(frozen=True, slots=True)
class Canvas:
    """The area inside the axes, in cells, and what part of them it shows."""

    columns: int
    rows: int
    x: Extent
    y: Extent

    def shares(self, dots: Iterable[Dot]) -> tuple[list[float], list[float]]:
        """Dots as coordinates from 0 to 1."""
        wide, tall = max(self._wide - 1, 1), max(self._tall - 1, 1)
        known = list(dots)
        return [column / wide for column, _ in known], [row / tall for _, row in known]

    def column(self, at: float) -> float:
        """The coordinate, from 0 to 1, of the cell in which the dot for the place ``at`` lies."""
        return self._dot(at, self.x, self._wide) // _ACROSS / max(self.columns - 1, 1)

    def level(self, at: float) -> float:
        """The same upwards. Dots and cells are two grids: only so do ticks and markers meet."""
        return self._dot(at, self.y, self._tall) // _UP / max(self.rows - 1, 1)

    def line(self, curve: DrawnCurve) -> list[Dot]:
        """The dots of a line, dashed if it is to be."""
        dash = _DASH.get(curve.kind, 0)
        dots: list[Dot] = []
        for run in curve.runs:
            for stroke in self._dashes(run, dash) if dash else [run]:
                for part in clipped(stroke, self.x, self.y):
                    dots += self._connected(part)
        return dots

    def band(self, curve: DrawnCurve) -> Iterator[Dot]:
        """A loose pattern of dots between low and high: every second across and every fourth up,
        in turns."""
        at = self._centres()
        for run in curve.band:
            lows = resampled([(across, low) for across, low, _ in run], at)
            highs = resampled([(across, high) for across, _, high in run], at)
            for column, (low, high) in enumerate(zip(lows, highs, strict=True)):
                if low is None or high is None or column % 2:
                    continue
                first = max(self._dot(low, self.y, self._tall), 0)
                last = min(self._dot(high, self.y, self._tall), self._tall - 1)
                for row in range(first, last + 1):
                    if (row + column) % 4 == 0:
                        yield column, row

    def markers(self, curve: DrawnCurve, index: int) -> Iterator[tuple[float, float]]:
        """Coordinates of markers: on the data if it is sparse, else at steps that differ by
        curve."""
        spots = [spot for run in curve.runs for spot in run]
        if curve.kind != "points" and len(spots) > self.columns / 3:
            step = (self.x.high - self.x.low) / max(self.columns // 12, 2)
            first = self.x.low + step * (0.15 + 0.27 * index % 1)
            at = [first + step * n for n in range(self.columns // 12 + 1)]
            spots = [
                (across, up)
                for run in curve.runs
                for across, up in zip(at, resampled(run, at), strict=True)
                if up is not None
            ]
        for across, up in spots:
            if self.x.low <= across <= self.x.high and self.y.low <= up <= self.y.high:
                yield self.column(across), self.level(up)

    @property
    def _wide(self) -> int:
        return self.columns * _ACROSS

    @property
    def _tall(self) -> int:
        return self.rows * _UP

    @staticmethod
    def _dot(at: float, span: Extent, dots: int) -> int:
        """The dot nearest to a place; outside of the axes it is beyond the first or last."""
        return int(0.5 + (dots - 1) * min(max(span.fraction(at), -1.0), 2.0))

    def _centres(self) -> list[float]:
        """The places of the dots across."""
        step = (self.x.high - self.x.low) / max(self._wide - 1, 1)
        return [self.x.low + step * column for column in range(self._wide)]

    def _dashes(self, run: Sequence[Spot], length: int) -> Iterator[list[Spot]]:
        """The run cut into dashes of ``length`` dots with gaps of the same length between."""
        at = self._centres()
        dash: list[Spot] = []
        for column, (across, up) in enumerate(zip(at, resampled(run, at), strict=True)):
            if up is not None and column // length % 2 == 0:
                dash.append((across, up))
            elif dash:
                yield dash
                dash = []
        if dash:
            yield dash

    def _connected(self, part: Sequence[Spot]) -> Iterator[Dot]:
        """The dots of a polyline: each segment in steps of at most one dot."""
        before: Dot | None = None
        for across, up in part:
            dot = self._dot(across, self.x, self._wide), self._dot(up, self.y, self._tall)
            if before is None:
                yield dot
            elif dot != before:
                steps = max(abs(dot[0] - before[0]), abs(dot[1] - before[1]))
                for step in range(1, steps + 1):
                    share = step / steps
                    yield (
                        round(before[0] + (dot[0] - before[0]) * share),
                        round(before[1] + (dot[1] - before[1]) * share),
                    )
            before = dot
