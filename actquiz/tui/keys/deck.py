"""The keys of a deck's page."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import WRITING, moving
from actquiz.tui.keys.state import State

DECK: tuple[Action, ...] = (
    Action("start", ("space",), "Next step", "Take the next step: review, learn, or go to the "
           "deck it names.", when=(State.ROW,)),
    Action("read", ("enter", "r"), "Read", "Read the card the cursor is on.", when=(State.ROW,)),
    Action("lesson", ("l",), "Lesson", "Read the lesson that prepares for this deck.",
           when=(State.TAUGHT,)),
    *WRITING,
    *moving(),
)  # fmt: skip
