"""The keys of the page on which a card is written. Letters are text there."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.state import State

AUTHOR: tuple[Action, ...] = (
    Action("save", ("ctrl+s", "f10"), "Save", "Write the card into its deck."),
    Action("show", ("f2",), "Look", "See the card as it will look; again: back to its text."),
    Action("kind", ("f3",), "Kind", "Begin a card of another kind.", when=(State.ADDING,)),
    Action("deck", ("f4",), "Deck", "Choose the deck of yours that it goes into.",
           when=(State.ADDING,)),
    Action("next_side", ("f5",), "Next side", "A formula makes several cards: see the next one.",
           when=(State.SIDES,)),
    Action("problem", ("f8",), "Next problem", "Go to the line of the next problem.",
           when=(State.PROBLEMS,), footer=False),
    Action("take_back", ("f9",), "Undo save", "Take back the last card that was written.",
           when=(State.WRITTEN,)),
    Action("scroll_down", ("ctrl+down",), "Scroll", "Scroll the card.", footer=False,
           palette=False),
    Action("scroll_up", ("ctrl+up",), "Scroll back", "Scroll the card back.", footer=False,
           palette=False),
    Action("close", ("escape",), "Leave", "Leave; what is not saved you are asked about.",
           when=(State.TYPING,)),
)  # fmt: skip
