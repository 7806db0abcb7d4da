"""The keys of the plan. ``actions`` puts all keys together."""

from __future__ import annotations

from actquiz.tui.action import Action
from actquiz.tui.practice_keys import moving

_HERE = "plan"

PLAN: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Study", "Study what the plan asks today.", _HERE,
           when=("planned",)),
    Action("date", ("enter", "space"), "Set the day", "Type the day of the interview.", _HERE,
           when=("no plan",), palette=False),
    Action("day", ("d",), "Day", "Type the day of the interview.", _HERE),
    Action("minutes", ("m",), "Minutes", "Type how many minutes a day you have.", _HERE),
    Action("more", ("right", "l"), "Later, longer", "A day later, or more minutes.", _HERE,
           when=("planned",), palette=False),
    Action("less", ("left", "h"), "Earlier", "A day earlier, or fewer minutes.", _HERE,
           when=("planned",), footer=False, palette=False),
    Action("forget", ("x",), "Forget", "Forget the interview; reviews come as they are due.",
           _HERE, when=("planned",)),
    *moving(_HERE),
)  # fmt: skip
