"""The keys of the statistics. ``actions`` puts all keys together."""

from __future__ import annotations

from actquiz.tui.action import DIGITS, Action
from actquiz.tui.practice_keys import moving

_HERE = "stats"

STATS: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Begin", "Study, so that there is something to show.",
           _HERE, when=("empty",)),
    Action("next", ("tab", "n", "right", "l"), "Next", "Go to the next chart.", _HERE,
           when=("charts",)),
    Action("previous", ("shift+tab", "p", "left", "h"), "Before", "Go to the chart before.", _HERE,
           when=("charts",), footer=False),
    Action("jump", DIGITS, "Chart", "Go to a chart by its number.", _HERE, when=("charts",),
           numbered=True, footer=False, palette=False),
    Action("charts", ("c",), "Charts", "Choose a chart by its question.", _HERE, when=("charts",)),
    Action("days", ("d",), "Days", "Look at fewer days, or at all of them again.", _HERE,
           when=("charts",)),
    Action("table", ("t",), "Table", "Show numbers in place of the pictures, or the pictures "
           "again.", _HERE, when=("charts",)),
    Action("save", ("w", "s"), "Save", "Save this chart as PNG or SVG.", _HERE, when=("picture",)),
    Action("first", ("home", "g"), "Top", "To the top.", _HERE, footer=False, palette=False),
    Action("last", ("end", "G"), "End", "To the end.", _HERE, footer=False, palette=False),
    *moving(_HERE),
)  # fmt: skip
