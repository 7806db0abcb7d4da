"""Colours and markers that tell curves apart, with colour or without it.

The colours are the set of Okabe and Ito (Color Universal Design, 2008), which people with every
common kind of colour blindness can tell apart; black stands last because a terminal may be black.
Each curve also has a marker of its own, so nothing depends on colour alone.
"""

from __future__ import annotations

from actquiz.plots.spans import Colour

CURVES: tuple[Colour, ...] = (
    (86, 180, 233),
    (230, 159, 0),
    (0, 158, 115),
    (204, 121, 167),
    (213, 94, 0),
    (0, 114, 178),
    (240, 228, 66),
    (136, 136, 136),
)
ON_WHITE: tuple[Colour, ...] = (
    (0, 114, 178),
    (213, 94, 0),
    (0, 158, 115),
    (204, 121, 167),
    (86, 180, 233),
    (230, 159, 0),
    (110, 90, 0),
    (60, 60, 60),
    (120, 60, 160),
)
"""Their order in saved pictures, without the yellow that white swallows; two more at the end."""
GHOST: Colour = (118, 118, 118)
"""Of an earlier run: it reads on black and on white, and draws no eye."""
MARKERS = "●▲■◆▼○△□◇▽+×"
"""One a curve; there are more than ``CURVES``, so that the ninth curve differs from the first."""

MATPLOTLIB_MARKERS = ("o", "^", "s", "D", "v", "o", "^", "s", "D", "v", "P", "X")
"""The same shapes by matplotlib's names."""
HOLLOW = range(5, 10)
"""Which of them are drawn hollow."""

_DIVERGING: tuple[Colour, ...] = (
    (0, 114, 178),
    (128, 186, 217),
    (247, 247, 247),
    (240, 184, 110),
    (213, 94, 0),
)
"""Blue through white to vermillion: the ends of a heat map."""

RAMP = " ·░▒▓█"
"""Shades for a heat map without colour, low to high."""


def colour(index: int) -> Colour:
    """The colour of the curve number ``index``."""
    return CURVES[index % len(CURVES)]


def marker(index: int) -> str:
    """The marker of the curve number ``index``, one cell."""
    return MARKERS[index % len(MARKERS)]


def faint(of: Colour) -> Colour:
    """A quieter form of a colour that reads on black and on white: for bands."""
    red, green, blue = ((part + 128) // 2 for part in of)
    return red, green, blue


def heat(fraction: float) -> Colour:
    """The colour at ``fraction`` (0 to 1, clipped) of a heat map's scale."""
    place = min(max(fraction, 0.0), 1.0) * (len(_DIVERGING) - 1)
    left = min(int(place), len(_DIVERGING) - 2)
    share = place - left
    red, green, blue = (
        round(a + (b - a) * share)
        for a, b in zip(_DIVERGING[left], _DIVERGING[left + 1], strict=True)
    )
    return red, green, blue


def shade(fraction: float) -> str:
    """The character at ``fraction`` (0 to 1, clipped) of a heat map without colour."""
    return RAMP[min(int(min(max(fraction, 0.0), 1.0) * len(RAMP)), len(RAMP) - 1)]
