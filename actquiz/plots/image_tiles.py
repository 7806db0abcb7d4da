"""Small grids of counts on matplotlib's axes, which ``image`` hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.plots import tiles
from actquiz.plots.figure import Tiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NOTHING = (0.7, 0.7, 0.7)


def draw(axes: Axes, mark: Tiles) -> None:
    """Squares, the larger the more; a grey dot for 0, a hole where nothing can be."""
    top = tiles.top(mark)
    for shade, name in tiles.shades(top):
        _tile(axes, [], [], shade, name)
    for up, row in enumerate(mark.values):
        for across, value in enumerate(row):
            if value is not None:
                _tile(axes, [across], [up], tiles.level(value, top))
    axes.invert_yaxis()
    axes.set_aspect("equal")


def put_names(axes: Axes, mark: Tiles) -> None:
    """The names of rows and columns, once the axes have their scales."""
    step = max(1, len(mark.columns) // 6)
    axes.set_xticks(range(0, len(mark.columns), step), list(mark.columns[::step]), fontsize=7)
    axes.set_yticks(range(len(mark.rows)), list(mark.rows), fontsize=7)


def _tile(axes: Axes, x: list[int], y: list[int], shade: int, name: str = "_") -> None:
    red, green, blue = tiles.tint(shade)
    colour = (red / 255, green / 255, blue / 255) if shade else _NOTHING
    marker = "s" if shade else "."
    axes.plot(x, y, color=colour, label=name, marker=marker, markersize=2 + shade, linestyle="none")
