"""The keys of the statistics."""

from __future__ import annotations

from actquiz.tui.keys.action import DIGITS, Action
from actquiz.tui.keys.shared import moving
from actquiz.tui.keys.state import State

STATS: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Begin", "Study, so that there is something to show.",
           when=(State.EMPTY,)),
    Action("next", ("tab", "n", "right", "l"), "Next", "Go to the next chart.",
           when=(State.CHARTS,)),
    Action("previous", ("shift+tab", "p", "left", "h"), "Before", "Go to the chart before.",
           when=(State.CHARTS,), footer=False),
    Action("jump", DIGITS, "Chart", "Go to a chart by its number.", when=(State.CHARTS,),
           numbered=True, footer=False, palette=False),
    Action("enlarge", ("enter", "space"), "Enlarge", "Give the chart the whole screen.",
           when=(State.DASHBOARD,)),
    Action("reduce", ("enter", "space", "escape", "q"), "All charts", "Back to all charts.",
           when=(State.ENLARGED,)),
    Action("charts", ("c",), "Charts", "Choose a chart by its question.", when=(State.CHARTS,)),
    Action("days", ("d",), "Days", "Look at fewer days, or at all of them again.",
           when=(State.CHARTS,)),
    Action("table", ("t",), "Table", "Show the chart's numbers in place of the picture, or the "
           "picture again.", when=(State.CHARTS,)),
    Action("save", ("w", "s"), "Save", "Save this chart as PNG or SVG.", when=(State.PICTURE,)),
    Action("first", ("home", "g"), "Top", "To the top.", footer=False, palette=False),
    Action("last", ("end", "G"), "End", "To the end.", footer=False, palette=False),
    *moving(),
)  # fmt: skip
