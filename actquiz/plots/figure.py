"""What to draw, said once and drawn three ways: terminal text, the app's widget, PNG or SVG.

A figure is data: no drawing library is imported here, and arrays may be any sequence of floats
(NumPy arrays included). Curves carry names, so a legend, a text table and a screen reader all
get the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Numbers = Sequence[float]
Scale = Literal["linear", "log"]
LineStyle = Literal["solid", "dashed", "points", "ghost"]
"""How a line looks; a ghost is of an earlier run: faint and dotted, under all that is drawn."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its label, scale and, if fixed, its limits."""

    label: str = ""
    scale: Scale = "linear"
    limits: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A curve; ``low`` and ``high`` (same length as ``y``) draw the spread around it."""

    name: str
    x: Numbers
    y: Numbers
    low: Numbers | None = None
    high: Numbers | None = None
    style: LineStyle = "solid"
    theory: bool = False
    """The theory's curve: drawn over the measurement, thin and dashed."""


@dataclass(frozen=True, slots=True)
class Points:
    """Unconnected points."""

    name: str
    x: Numbers
    y: Numbers


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a label; ``low``/``high`` are the ends of its error bar.

    ``dots``: a dot with its interval on a scale fitted to them, where a bar from zero would hide
    what differs. On log axes, which have no zero, it is always dots.
    """

    name: str
    labels: Sequence[str]
    y: Numbers
    low: Numbers | None = None
    high: Numbers | None = None
    dots: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts (or densities) between ``edges``; ``len(edges) == len(counts) + 1``."""

    name: str
    edges: Numbers
    counts: Numbers


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Values on a grid, ``values[row][column]``, first row at the bottom (lowest y)."""

    name: str
    values: Sequence[Numbers]
    x_limits: tuple[float, float]
    y_limits: tuple[float, float]
    limits: tuple[float, float] | None = None
    """The values at both ends of the colour scale."""
    contour: float | None = None
    """A value whose contour is drawn where lines can be: the boundary at ½."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Counts on a small grid with named rows and columns: ``values[row][column]``, first row above.

    None leaves a hole, as on the days of a calendar that are still to come.
    """

    name: str
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float | None]]


Mark = Line | Points | Bars | Histogram | HeatMap | Tiles


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes and what is drawn on them."""

    marks: Sequence[Mark]
    title: str = ""
    x: Axis = field(default_factory=Axis)
    y: Axis = field(default_factory=Axis)
    note: str = ""
    """One line under the picture, such as "tanh and softsign coincide"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One or more panels, laid out in rows of at most ``columns``."""

    panels: Sequence[Panel]
    title: str = ""
    columns: int = 1
