"""The keys of the list of exercises, and of one of them."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import moving
from actquiz.tui.keys.state import State

EXERCISES: tuple[Action, ...] = (
    Action("open", ("enter", "space"), "Open", "Read the task, and begin it or go on.",
           when=(State.LIST,)),
    *moving(),
)  # fmt: skip

EXERCISE: tuple[Action, ...] = (
    Action("next", ("enter", "n"), "Next", "Go on to the next exercise.", when=(State.NEXT,)),
    Action("edit", ("enter", "o"), "Edit", "Open your file in $EDITOR; the first time it is "
           "written.", unless=(State.NEXT,)),
    Action("edit_again", ("o",), "Edit", "Open your file in $EDITOR.", when=(State.NEXT,),
           palette=False),
    Action("check", ("c",), "Check", "Check the file now; each save is checked anyway.",
           when=(State.BEGUN,)),
    Action("hint", ("h",), "Hint", "Take one hint more.", when=(State.HINTS_LEFT,)),
    Action("solution", ("s",), "Solution", "Show the solution; before you pass, it is asked once "
           "more.", when=(State.UNSOLVED,)),
    Action("reset", ("r",), "Begin afresh", "Write the starter again; your file is kept. It is "
           "asked once more.", when=(State.BEGUN,)),
    *moving(),
)  # fmt: skip
