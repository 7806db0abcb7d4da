"""Keys that several screens have: moving about, and answering a card."""

from __future__ import annotations

from actquiz.tui.keys.action import DIGITS, Action
from actquiz.tui.keys.state import PICKING, State


def moving(*, while_typing: bool = False) -> tuple[Action, ...]:
    """Arrows, j and k, and whole pages; ``while_typing``: arrows also where a field is typed in."""
    unless = () if while_typing else (State.TYPING,)
    return (
        Action("down", ("down", "j"), "Down", "The next line; else scroll down.", unless=unless,
               footer=False, palette=False),
        Action("up", ("up", "k"), "Up", "The line before; else scroll up.", unless=unless,
               footer=False, palette=False),
        Action("page_down", ("pagedown",), "Page down", "A page down.", footer=False,
               palette=False),
        Action("page_up", ("pageup",), "Page up", "A page up.", footer=False, palette=False),
    )  # fmt: skip


ADD = Action("add", ("a",), "Add card", "Write a card of your own.", unless=(State.TYPING,))
TAKE_BACK = Action("take_back", ("U",), "Undo edit", "Take back the last card that was written.",
                   when=(State.WRITTEN,), unless=(State.TYPING,))  # fmt: skip
WRITING: tuple[Action, ...] = (
    Action("edit", ("E",), "Edit", "Edit the card here; its file keeps all else as it is.",
           when=(State.ROW, State.CARD), unless=(State.TYPING,)),
    ADD,
    TAKE_BACK,
)  # fmt: skip
"""Writing cards, on screens that show some."""

NO_EVIDENCE = Action(
    "no_evidence", ("e",), "Evidence", "Say whether there is an experiment.",
    when=(State.CARD, State.ROW), unless=(State.EVIDENCE, State.TYPING), footer=False,
    palette=False,
)  # fmt: skip


ANSWERING: tuple[Action, ...] = (
    Action("show", ("space", "enter"), "Show answer", "Turn the card over.", when=(State.REVEAL,)),
    Action("check", ("enter",), "Check", "Hand in the answer.",
           when=(*PICKING, State.TYPING, State.TYPED)),
    Action("check_picked", ("space",), "Check", "Hand in the option under the cursor.",
           when=(State.PICKING,), footer=False, palette=False),
    Action("stop", ("enter", "space"), "Stop", "Stop the experiment; the card's own outcome "
           "decides then.", when=(State.RUNNING,), palette=False),
    Action("choose", DIGITS, "Pick", "Go to an option by its number; tick it, give it its place, "
           "or pair it.", when=PICKING, numbered=True, palette=False),
    Action("mark", ("space", "x"), "Tick", "Tick the option under the cursor, or take the tick "
           "away.", when=(State.MARKING, State.TICKING), palette=False),
    Action("place", ("space", "x"), "Place", "Give the item under the cursor the next place.",
           when=(State.ORDERING,), palette=False),
    Action("unplace", ("backspace",), "Take back", "Take back the last placed item or pair.",
           when=(State.ORDERING, State.PAIRING), palette=False),
    Action("write", ("tab", "i"), "Type", "To the text field; a formula can be typed in place of "
           "turning the card over.", when=(State.TYPED, State.FORMULA), palette=False),
    Action("unfold", ("m",), "More", "Show the other options too, each with its reason.",
           when=(State.FOLDED,)),
    Action("next_field", ("tab", "down"), "Next blank", "To the next blank; Enter too.",
           when=(State.BLANKS,), palette=False),
    Action("previous_field", ("shift+tab", "up"), "Blank before", "Back to the blank before.",
           when=(State.BLANKS,), footer=False, palette=False),
    NO_EVIDENCE,
    *moving(),
)  # fmt: skip
"""What answers a card, the same on every screen that asks one."""
