"""The keys of Browse."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import NO_EVIDENCE, WRITING, moving
from actquiz.tui.keys.state import State

BROWSE: tuple[Action, ...] = (
    Action("search", ("slash",), "Search", "Search as you type.", unless=(State.TYPING,)),
    Action("open", ("enter",), "Read", "Go to the card; the arrows scroll it then.",
           when=(State.LIST,)),
    Action("close", ("enter",), "List", "Back to the list.", when=(State.READING,)),
    Action("next", ("right", "n"), "Next", "The next card.", when=(State.READING,)),
    Action("previous", ("left", "p"), "Previous", "The card before.", when=(State.READING,)),
    *moving(while_typing=True),
    Action("first", ("home", "g"), "First", "The first card.", unless=(State.TYPING,), footer=False,
           palette=False),
    Action("last", ("end", "G"), "Last", "The last card.", unless=(State.TYPING,), footer=False,
           palette=False),
    Action("by_deck", ("d",), "Deck", "Show one deck only.", unless=(State.TYPING,), footer=False),
    Action("by_tag", ("t",), "Tag", "Show one tag only.", unless=(State.TYPING,), footer=False),
    Action("by_level", ("l",), "Level", "Show one level only: screen (asked in a phone screen), "
           "core or deep.", unless=(State.TYPING,), footer=False),
    Action("by_state", ("m",), "State", "Show what is new, learning, in review, suspended, flagged "
           "or a leech.", unless=(State.TYPING,), footer=False),
    Action("clear", ("x",), "Clear", "Take all filters away.", when=(State.FILTERED,),
           unless=(State.TYPING,)),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the card in the Lab.",
           when=(State.EVIDENCE,), unless=(State.TYPING,)),
    NO_EVIDENCE,
    Action("flag", ("f",), "Flag", "Flag the card, or take the flag away.", when=(State.ROW,),
           unless=(State.TYPING,)),
    Action("suspend", ("s",), "Suspend", "Suspend the card, or bring it back.", when=(State.ROW,),
           unless=(State.TYPING,)),
    Action("work", ("w",), "Web", "Open a source of the card on the web; where there is no "
           "browser, its address is copied.", when=(State.LINKED,), unless=(State.TYPING,)),
    Action("source", ("o",), "File", "Open the card's file at its line in $EDITOR.",
           when=(State.ROW,), unless=(State.TYPING,)),
    *WRITING,
)  # fmt: skip
