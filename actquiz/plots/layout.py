"""How the panels of a figure share a space."""

from __future__ import annotations

from dataclasses import dataclass

GAP = 2
"""Empty columns between panels; between rows of panels there is one empty row."""
COMFORTABLE = (30, 9)
"""Columns and rows from which a panel of curves reads well."""
LEAST = (16, 4)
"""Columns and rows below which another panel is not worth drawing."""


@dataclass(frozen=True, slots=True)
class PanelGrid:
    """``columns`` panels a row, each ``cells`` wide and ``rows`` tall; the rest does not fit."""

    columns: int
    lines: int
    cells: int
    rows: int

    @property
    def shown(self) -> int:
        """How many panels there is room for."""
        return self.columns * self.lines


def arrange(count: int, wanted: int, cells: int, rows: int) -> PanelGrid:
    """The best grid for ``count`` panels: ``wanted`` columns if they read well so, else others.

    Never fails: where there is no room for all panels, as many as fit are shown.
    """
    widest = max(1, min(count, (cells + GAP) // (LEAST[0] + GAP)))
    candidates = [_grid(count, columns, cells, rows) for columns in range(1, widest + 1)]
    for grid in candidates:
        if grid.columns == wanted and _comfort(grid) >= 1:
            return grid
    best = max(candidates, key=lambda grid: (min(_comfort(grid), 1.0), -abs(grid.columns - wanted)))
    if best.rows >= LEAST[1]:
        return best
    lines = max(1, (rows + 1) // (LEAST[1] + 1))
    return PanelGrid(best.columns, lines, best.cells, max(1, (rows - (lines - 1)) // lines))


def columns_for(count: int, wanted: int, cells: int) -> int:
    """How many columns of panels fit side by side where the height does not matter."""
    return max(1, min(wanted, count, (cells + GAP) // (COMFORTABLE[0] + GAP)))


def _grid(count: int, columns: int, cells: int, rows: int) -> PanelGrid:
    lines = -(-count // columns)
    return PanelGrid(
        columns,
        lines,
        max(1, (cells - GAP * (columns - 1)) // columns),
        max(0, (rows - (lines - 1)) // lines),
    )


def _comfort(grid: PanelGrid) -> float:
    """1 and more where a panel reads well."""
    return min(grid.cells / COMFORTABLE[0], grid.rows / COMFORTABLE[1])
