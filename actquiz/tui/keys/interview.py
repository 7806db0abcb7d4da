"""The keys of an interview: before it, in it, at its report."""

from __future__ import annotations

from actquiz.tui.keys.action import DIGITS, Action
from actquiz.tui.keys.shared import moving
from actquiz.tui.keys.state import State

INTERVIEW: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Start", "Begin the interview; the clock starts at once.",
           when=(State.SETUP,)),
    Action("open", ("enter", "space"), "Read", "Read the report under the cursor.",
           when=(State.LIST,)),
    Action("more", ("right", "l"), "Change", "Change the line under the cursor.",
           when=(State.SETUP,), palette=False),
    Action("less", ("left", "h"), "Change back", "The same, the other way.", when=(State.SETUP,),
           footer=False, palette=False),
    Action("minutes", ("m",), "Minutes", "Type how long the interview takes."),
    Action("seed", ("s",), "Seed", "Type a seed, to begin with the same question as somebody "
           "else."),
    Action("reports", ("r", "tab"), "Reports", "Go to the list of earlier reports, or back.",
           when=(State.REPORTS,)),
    *moving(),
)  # fmt: skip

QUESTIONS: tuple[Action, ...] = (
    Action("hand_in", ("ctrl+d",), "Hand in", "That is the answer; an empty line says the same.",
           when=(State.WRITING,)),
    Action("check", ("enter",), "Hand in", "Hand in what is typed.",
           when=(State.TYPED, State.FORMULA), palette=False),
    Action("next", ("enter",), "Go on", "Go on with the interview.",
           when=(State.TICKING, State.JUDGED, State.CODED)),
    Action("code", ("enter", "o"), "Editor", "Write the program in $EDITOR; it is checked when you "
           "come back.", when=(State.CODING,)),
    Action("code_again", ("o",), "Editor", "Back to the program in $EDITOR.", when=(State.CODED,)),
    Action("leave_out", ("s",), "Leave out", "Go on without writing it.", when=(State.CODING,)),
    Action("go_on", ("space",), "Go on", "Go on with the interview.", when=(State.JUDGED,),
           footer=False, palette=False),
    Action("choose", DIGITS, "Tick", "Tick a key point by its number, or take the tick away.",
           when=(State.TICKING,), numbered=True, palette=False),
    Action("mark", ("space", "x"), "Tick", "Tick the key point under the cursor, or take the tick "
           "away.", when=(State.TICKING,), footer=False, palette=False),
    Action("resume", ("space", "enter", "p"), "Go on", "Let the clock run again.",
           when=(State.PAUSED,)),
    Action("write", ("tab", "i"), "Type", "Back to the text field.", when=(State.TYPED,),
           palette=False),
    Action("pause", ("p",), "Pause", "Stop the clock and cover the question.", when=(State.ASKED,),
           unless=(State.TYPING,)),
    Action("finish", ("e",), "End", "End the interview here; the report is of what was answered.",
           when=(State.ASKED, State.PAUSED), unless=(State.TYPING,)),
    *moving(),
)  # fmt: skip

REPORT: tuple[Action, ...] = (
    Action("open", ("enter", "space"), "Read card", "Read the card under the cursor.",
           when=(State.CARDS,)),
    Action("first", ("t",), "Tomorrow first", "Put the cards whose answers were not strong at the "
           "head of tomorrow's queue.", when=(State.TO_REVIEW,)),
    Action("not_first", ("t",), "Not first", "Leave tomorrow's queue as it was.",
           when=(State.FIRST,), palette=False),
    Action("compare", ("c",), "Compare", "Compare with another interview.", when=(State.OTHERS,)),
    Action("source", ("o",), "File", "Open the report's file in $EDITOR.", when=(State.KEPT,)),
    *moving(),
)  # fmt: skip
