"""The keys of every screen; a screen may give the same key another meaning first."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.state import State

EVERYWHERE: tuple[Action, ...] = (
    Action("back", ("escape", "q"), "Back", "Leave: the field, the card, the screen.",
           unless=(State.START, State.TYPING)),
    Action("leave_field", ("escape",), "Leave field", "From typing back to plain keys.",
           when=(State.TYPING,), unless=(State.EDITING,), palette=False),
    Action("help", ("question_mark", "f1"), "Help", "Show every key of this screen.",
           unless=(State.TYPING,)),
    Action("keys", ("f1",), "Help", "Show every key of this screen, while a field is typed in.",
           when=(State.TYPING,), palette=False),
    Action("palette", ("ctrl+p", "colon"), "Commands", "Find any command by typing.",
           palette=False),
    Action("leave", ("q", "ctrl+c", "ctrl+q"), "Quit", "Quit; everything is already saved.",
           when=(State.START,)),
)  # fmt: skip
