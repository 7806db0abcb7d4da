"""Figures as PNG or SVG. The only file that imports matplotlib, and only when it saves."""

from __future__ import annotations

import io
import json
import re
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actquiz import files
from actquiz.errors import ActquizError
from actquiz.plots import image_names, image_tiles, palette
from actquiz.plots.axes import drawn
from actquiz.plots.figure import Bars, Figure, HeatMap, Histogram, Line, Panel, Points, Tiles
from actquiz.plots.spans import Colour, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

FORMATS = (".png", ".svg")
_PANEL = (5.2, 3.6)
"""Inches of one panel."""
_DPI = 200
_INSIDE = 0.07
"""The share of an axis below 0 from which on 0 gets a line."""
_CHARACTERS_AN_INCH = 17
"""Of the line at the foot."""
_LABEL_SIZES = ((10, 9), (20, 7), (10**9, 5))
"""Up to so many bars, their labels have so many points."""
_STYLE: dict[Any, Any] = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    # Text stays text, and the same figure gives the same bytes.
    "svg.fonttype": "none",
    "svg.hashsalt": "actquiz",
}
_PLACES = re.compile(rb' (?:d|x|y|transform)="[^"]*"')
_LONG = re.compile(rb"(\.\d\d)\d+")
_SETTINGS = threading.Lock()


def check(path: Path) -> None:
    """Refuse, before any work is done, a path that no picture could be saved to."""
    if path.suffix.lower() not in FORMATS:
        raise ActquizError(
            f"cannot save a picture as '{path.name}'", fix="end the name in .png or .svg"
        )
    if path.is_dir():
        raise ActquizError(f"'{path}' is a folder", fix="name a file in it")
    if not path.parent.is_dir():
        raise ActquizError(f"there is no folder '{path.parent}'", fix="make it first")
    try:
        # Only trying tells: permissions say nothing of full disks and of what cannot hold files.
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError:
        raise ActquizError(
            f"cannot write in '{path.parent}'", fix="choose another folder"
        ) from None


def save(figure: Figure, path: Path, metadata: Mapping[str, Any], told: str = "") -> None:
    """Write the figure to ``path`` (.png or .svg), whole or not at all.

    ``metadata`` (parameters, seed, …) goes into the file as JSON, under "Description"; ``told``
    stands at the figure's foot.
    Raises ActquizError where the path cannot be written.
    """
    check(path)
    inside = {
        "Title": figure.title or "actquiz",
        "Description": json.dumps(dict(metadata), sort_keys=True, default=str),
    }
    inside |= {"Software": "actquiz"} if path.suffix.lower() == ".png" else {"Creator": "actquiz"}
    if path.suffix.lower() == ".svg":
        inside["Date"] = ""
    files.save(path, lambda draft: _write(figure, draft, inside, told))


def svg(figure: Figure) -> bytes:
    """The figure as a small SVG to be shown inside something else; always the same bytes."""
    import matplotlib

    buffer = io.BytesIO()
    # A list of ten fonts on every word would be half of the file.
    style = {**_STYLE, "font.sans-serif": ["DejaVu Sans"]}
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with _SETTINGS, matplotlib.rc_context(style):
        _drawn(figure).savefig(buffer, format="svg", metadata=nothing)
    _, start, drawing = buffer.getvalue().partition(b"<svg")
    # Hundredths of a point are finer than any screen.
    shorter = _PLACES.sub(lambda found: _LONG.sub(rb"\1", found[0]), start + drawing)
    return re.sub(rb"\s*\n\s*", b"\n", shorter)


def _write(figure: Figure, draft: Path, inside: Mapping[str, str], told: str) -> None:
    """Draw and save under our style; matplotlib's settings are global, so one at a time."""
    import matplotlib

    with _SETTINGS, matplotlib.rc_context(_STYLE):
        _drawn(figure, told).savefig(draft, dpi=_DPI, metadata=dict(inside))


def _drawn(figure: Figure, told: str = "") -> Drawing:
    """The figure on a canvas of its own, so that no other figure is touched.

    ``told`` stands small at the foot: with which parameters it came about.
    """
    from matplotlib.figure import Figure as Drawing

    columns = max(1, min(figure.columns, len(figure.panels)))
    lines = max(1, -(-len(figure.panels) // columns))
    size = (_PANEL[0] * columns**0.8, _PANEL[1] * lines**0.9)
    drawing = Drawing(figsize=size, layout="constrained")
    # The last row's panels share its whole width: no corner stays empty.
    rest = len(figure.panels) % columns or columns
    grid = drawing.add_gridspec(lines, columns * rest)
    maps: list[tuple[Axes, HeatMap]] = []
    for index, panel in enumerate(figure.panels):
        row, column = divmod(index, columns)
        wide = columns if row == lines - 1 else rest
        axes = drawing.add_subplot(grid[row, column * wide : (column + 1) * wide])
        heat = [mark for mark in panel.marks if isinstance(mark, HeatMap)]
        _panel(axes, panel, named=not maps)
        maps += [(axes, mark) for mark in heat]
    _colour_bars(drawing, maps)
    if figure.title:
        drawing.suptitle(figure.title, fontweight="bold")
    if told:
        width = int(size[0] * _CHARACTERS_AN_INCH)
        drawing.supxlabel("\n".join(wrap(told, width)), fontsize=7, x=0.01, ha="left", color="0.35")
    return drawing


def _colour_bars(drawing: Drawing, maps: Sequence[tuple[Axes, HeatMap]]) -> None:
    """One colour scale for all maps of one kind."""
    for name in dict.fromkeys(mark.name for _, mark in maps):
        alike = [axes for axes, mark in maps if mark.name == name]
        picture = alike[0].images[0]
        drawing.colorbar(picture, ax=alike, label=name, aspect=40, fraction=0.04)


def _panel(axes: Axes, panel: Panel, *, named: bool = True) -> None:
    """``named``: whether points on a map are named; beside a map that does so they need not be."""
    bars = [mark for mark in panel.marks if isinstance(mark, Bars)]
    over = 0
    for mark in panel.marks:
        if isinstance(mark, HeatMap):
            _heat(axes, mark)
        elif isinstance(mark, Tiles):
            image_tiles.draw(axes, mark)
        elif isinstance(mark, Bars):
            _bars(axes, mark, bars.index(mark), len(bars), panel)
        elif isinstance(mark, Line) and (mark.theory or bars):
            _theory(axes, mark, upright=not bars)
        else:
            _measured(axes, mark, over, panel)
            over += 1
    has_map = any(isinstance(mark, HeatMap) for mark in panel.marks)
    _axes(axes, panel, categories=bool(bars), legend=named or not has_map)
    for mark in panel.marks:
        if isinstance(mark, Tiles):
            image_tiles.put_names(axes, mark)


def _measured(axes: Axes, mark: Line | Points | Histogram, index: int, panel: Panel) -> None:
    shade = _rgb(_ink(index))
    if isinstance(mark, Histogram):
        alone = len(panel.marks) == 1
        axes.stairs(
            list(mark.counts),
            list(mark.edges),
            label=mark.name,
            color=shade,
            fill=alone,
            alpha=0.8 if alone else 1.0,
            linewidth=1.5,
        )
        return
    xs, ys = list(mark.x), [drawn(value, panel.y) for value in mark.y]
    on_map = any(isinstance(other, HeatMap) for other in panel.marks)
    # On a coloured map only black and white stand out.
    edge = ("black", "white")[index % 2] if on_map else shade
    shape = palette.MATPLOTLIB_MARKERS[index % len(palette.MATPLOTLIB_MARKERS)]
    look: dict[str, Any] = {"label": mark.name, "color": shade, "marker": shape, "markersize": 4}
    if on_map:
        look["markerfacecolor"] = ("white", "black")[index % 2]
    elif index % len(palette.MATPLOTLIB_MARKERS) in palette.HOLLOW:
        look["markerfacecolor"] = "white"
    if isinstance(mark, Points) or mark.style == "points":
        axes.plot(xs, ys, linestyle="none", markeredgecolor=edge, markeredgewidth=0.6, **look)
    else:
        every = max(1, len(xs) // 10)
        # After all colours were used once, the same ones come dashed.
        again = index >= len(palette.ON_WHITE)
        dashes = "--" if mark.style == "dashed" else (0, (5, 1)) if again else "-"
        place = (index * every // 3 % every, every)
        axes.plot(xs, ys, linestyle=dashes, linewidth=1.6, markevery=place, **look)
    if isinstance(mark, Line) and mark.low is not None and mark.high is not None:
        axes.fill_between(xs, list(mark.low), list(mark.high), color=shade, alpha=0.18, linewidth=0)


def _theory(axes: Axes, mark: Line, *, upright: bool) -> None:
    """Theory in thin dashed black; over bars it is a tick on each of them."""
    xs, ys = list(mark.x), list(mark.y)
    if upright:
        known = axes.get_legend_handles_labels()[1]
        label = mark.name if mark.name not in known else "_again"
        axes.plot(xs, ys, "--", color="black", linewidth=1.0, label=label, zorder=5)
    else:
        axes.plot(ys, xs, "D", color="black", markersize=4, label=mark.name, zorder=5)


def _bars(axes: Axes, mark: Bars, index: int, count: int, panel: Panel) -> None:
    thick = 0.8 / count
    at = [row + (index - (count - 1) / 2) * thick for row in range(len(mark.labels))]
    ends = None
    if mark.low is not None and mark.high is not None:
        ends = [
            [max(y - low, 0.0) for y, low in zip(mark.y, mark.low, strict=True)],
            [max(high - y, 0.0) for y, high in zip(mark.y, mark.high, strict=True)],
        ]
    if mark.dots or panel.y.scale == "log":
        shape = palette.MATPLOTLIB_MARKERS[index % len(palette.MATPLOTLIB_MARKERS)]
        look: dict[str, Any] = {"color": _rgb(_ink(index)), "capsize": 2, "markersize": 5}
        at = [row + (index - (count - 1) / 2) * 0.4 / count for row in range(len(mark.labels))]
        # What lies on the end of an axis is seen whole.
        axes.errorbar(
            list(mark.y), at, xerr=ends, fmt=shape, label=mark.name, clip_on=False, zorder=3, **look
        )
        axes.grid(axis="y", color="0.9", linewidth=0.6)
        axes.set_axisbelow(True)
    else:
        axes.barh(
            at,
            list(mark.y),
            thick * 0.92,
            xerr=ends,
            color=_rgb(_ink(index)),
            label=mark.name,
            error_kw={"elinewidth": 1.0, "capsize": 2},
        )
    if index == 0:
        size = next(size for rows, size in _LABEL_SIZES if len(mark.labels) <= rows)
        labels = [str(label) for label in mark.labels]
        axes.set_yticks(range(len(labels)), labels, fontsize=size)
        axes.invert_yaxis()


def _heat(axes: Axes, mark: HeatMap) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    scale = LinearSegmentedColormap.from_list(
        "actquiz", [_rgb(palette.heat(part / 4)) for part in range(5)]
    )
    low, high = mark.limits if mark.limits is not None else (None, None)
    values: Sequence[Sequence[float]] = [list(row) for row in mark.values]
    axes.imshow(
        values,
        origin="lower",
        extent=(*mark.x_limits, *mark.y_limits),
        aspect="auto",
        cmap=scale,
        vmin=low,
        vmax=high,
    )
    if mark.contour is not None:
        high_enough = max(map(max, values)) > mark.contour > min(map(min, values))
        if high_enough:
            where = (*mark.x_limits, *mark.y_limits)
            axes.contour(values, [mark.contour], extent=where, colors="black", linewidths=1.4)


def _axes(axes: Axes, panel: Panel, *, categories: bool, legend: bool) -> None:
    """Labels, scales, limits, and names outside the axes. Bars lie, so their value is x."""
    across, up = (panel.y, panel.x) if categories else (panel.x, panel.y)
    axes.set_xlabel(across.label)
    axes.set_ylabel(up.label)
    axes.set_xscale(across.scale)
    if across.limits:
        axes.set_xlim(*across.limits)
    if _whole(panel) and not categories:
        from matplotlib.ticker import MaxNLocator

        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if not categories:
        axes.set_yscale(up.scale)
        if up.limits:
            axes.set_ylim(*up.limits)
        _zero_lines(axes, panel)
    _thin_ticks(axes)
    axes.set_title(panel.title)
    image_names.put(axes, panel, legend=legend)


def _zero_lines(axes: Axes, panel: Panel) -> None:
    """Thin lines through 0 where it lies inside: a curve's sign and its value at 0 can be seen."""
    if any(isinstance(mark, HeatMap | Tiles) for mark in panel.marks):
        return
    for line, (low, high), axis in (
        (axes.axhline, axes.get_ylim(), panel.y),
        (axes.axvline, axes.get_xlim(), panel.x),
    ):
        # The margin left of the first epoch is no negative side.
        if axis.scale == "linear" and low < -_INSIDE * (high - low) and high > 0:
            line(0.0, color="0.75", linewidth=0.8, zorder=0)


def _thin_ticks(axes: Axes) -> None:
    """Between powers of ten only 2 and 5 where minor ticks get labels, which else overlap."""
    from matplotlib.ticker import LogLocator

    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        if axis.get_scale() == "log" and high < 30 * low:
            axis.set_minor_locator(LogLocator(subs=(2, 5)))


def _whole(panel: Panel) -> bool:
    """Whether x counts something: layers, epochs, steps."""
    return panel.x.scale == "linear" and all(
        isinstance(mark, Line) and all(float(x).is_integer() for x in mark.x)
        for mark in panel.marks
    )


def _ink(index: int) -> Colour:
    return palette.ON_WHITE[index % len(palette.ON_WHITE)]


def _rgb(colour: tuple[int, int, int]) -> tuple[float, float, float]:
    red, green, blue = colour
    return red / 255, green / 255, blue / 255
