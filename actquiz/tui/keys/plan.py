"""The keys of the plan."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import moving
from actquiz.tui.keys.state import State

PLAN: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Study", "Study what the plan asks today.",
           when=(State.PLANNED,)),
    Action("date", ("enter", "space"), "Set the day", "Type the day of the interview.",
           when=(State.NO_PLAN,), palette=False),
    Action("day", ("d",), "Day", "Type the day of the interview."),
    Action("minutes", ("m",), "Minutes", "Type how many minutes a day you have."),
    Action("more", ("right", "l"), "Later, longer", "A day later, or more minutes.",
           when=(State.PLANNED,), palette=False),
    Action("less", ("left", "h"), "Earlier", "A day earlier, or fewer minutes.",
           when=(State.PLANNED,), footer=False, palette=False),
    Action("forget", ("x",), "Forget", "Forget the interview; reviews come as they are due.",
           when=(State.PLANNED,)),
    Action("sheet", ("c",), "Sheet", "One page of what you know least, for the day before."),
    *moving(),
)  # fmt: skip

SHEET: tuple[Action, ...] = (*moving(),)
