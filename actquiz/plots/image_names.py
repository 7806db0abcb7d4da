"""What names the curves of a saved picture: words at their ends, or a legend under the axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actquiz.plots.figure import Line, Panel
from actquiz.plots.spans import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_LABELS, _LONGEST_LABEL = 6, 14
"""Up to so many curves, with names so short, are named at their right ends."""
_LABEL_POINTS, _LINE_POINTS = 8, 11
_LEGEND_CHARACTERS = 62
"""About what fits beside each other under a panel, signs included."""
_LEGEND_COLUMNS = 4
_NOTE_WIDTH = 62
_BELOW_AXIS = 36
"""Points from the axis down to what stands under its label."""


def put(axes: Axes, panel: Panel, *, legend: bool) -> None:
    """Names and the note; ``legend`` False where another panel names the same marks."""
    rows = 0
    if legend:
        ends = _ends(panel)
        if ends and not _label(axes, ends):
            ends = []
        theory = [mark.name for mark in panel.marks if isinstance(mark, Line) and mark.theory]
        rows = _legend(axes, theory if ends else None)
    if panel.note:
        axes.annotate(
            "\n".join(wrap(panel.note, _NOTE_WIDTH)),
            (0, 0),
            xycoords="axes fraction",
            xytext=(0, -_BELOW_AXIS - 13 * rows - (4 if rows else 0)),
            textcoords="offset points",
            fontsize=8,
            color="0.35",
            va="top",
        )


def _ends(panel: Panel) -> list[tuple[str, float, float]]:
    """(name, x, y) of every measured curve's right end, where naming them there is enough."""
    lines = [mark for mark in panel.marks if isinstance(mark, Line) and not mark.theory]
    if (
        any(not isinstance(mark, Line) for mark in panel.marks)
        or not 2 <= len(lines) <= _MOST_LABELS
    ):
        return []
    if any(not 0 < len(line.name) <= _LONGEST_LABEL for line in lines):
        return []
    ends = []
    for line in lines:
        known = [
            (float(x), float(y))
            for x, y in zip(line.x, line.y, strict=True)
            if math.isfinite(y) and (panel.y.scale == "linear" or y > 0)
        ]
        if not known:
            return []
        ends.append((line.name, *known[-1]))
    return ends


def _label(axes: Axes, ends: Sequence[tuple[str, float, float]]) -> bool:
    """A name to the right of each curve, in its colour, none over another.

    False, and no names, where all curves end in one place: names there would tell none apart.
    """
    lines = {line.get_label(): line for line in axes.get_lines()}
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    scale = axes.transData
    box = axes.get_window_extent()
    # In points above the lower edge, of an axes box that constrained layout may still shrink.
    tall = box.height * 72 / axes.figure.dpi * 0.85
    across = [axes.transAxes.inverted().transform(scale.transform((x, y))) for _, x, y in ends]
    wanted = [min(max(share, 0.0), 1.0) * tall for _, share in across]
    if max(wanted) - min(wanted) < _LINE_POINTS * (len(ends) - 1) / 2:
        return False
    order = sorted(range(len(ends)), key=wanted.__getitem__)
    for number, at in zip(order, _apart(sorted(wanted), tall), strict=True):
        name = ends[number][0]
        axes.annotate(
            name,
            (1.0, at / tall),
            xycoords="axes fraction",
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=_LABEL_POINTS,
            color=lines[name].get_color() if name in lines else "black",
        )
    axes.set_ylim(low, high)
    axes.set_xlim(left, right)
    return True


def _apart(wanted: Sequence[float], tall: float) -> list[float]:
    """Heights near the ``wanted`` ones (ascending), a line apart, inside 0 to ``tall``."""
    at = list(wanted)
    for _ in range(200):
        moved = False
        for lower in range(len(at) - 1):
            gap = at[lower + 1] - at[lower]
            if gap < _LINE_POINTS - 0.01:
                shift = (_LINE_POINTS - gap) / 2
                at[lower], at[lower + 1], moved = at[lower] - shift, at[lower + 1] + shift, True
        at = [min(max(each, 0.0), tall) for each in at]
        if not moved:
            break
    return at


def _legend(axes: Axes, only: Sequence[str] | None) -> int:
    """A legend under the axes in columns read across; returns its rows. ``only`` these names."""
    from matplotlib.transforms import ScaledTranslation

    pairs = [
        (handle, name)
        for handle, name in zip(*axes.get_legend_handles_labels(), strict=True)
        if only is None or name in only
    ]
    if not pairs or (only is None and len(pairs) < 2):
        return 0
    pairs.sort(key=lambda pair: pair[1] == "theory")
    longest = max(len(name) for _, name in pairs)
    columns = max(1, min(len(pairs), _LEGEND_COLUMNS, _LEGEND_CHARACTERS // (longest + 6)))
    rows = -(-len(pairs) // columns)
    # matplotlib fills columns from above; this order reads across.
    order = [row * columns + column for column in range(columns) for row in range(rows)]
    shown = [pairs[place] for place in order if place < len(pairs)]
    down = ScaledTranslation(0, -_BELOW_AXIS / 72, axes.figure.dpi_scale_trans)
    axes.legend(
        [handle for handle, _ in shown],
        [name for _, name in shown],
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=axes.transAxes + down,
        ncols=columns,
        frameon=False,
        fontsize=8,
        borderaxespad=0,
        borderpad=0,
        labelspacing=0.35,
        columnspacing=1.4,
        handlelength=1.8,
    )
    return rows
