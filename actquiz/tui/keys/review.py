"""The keys of a review."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import ANSWERING, WRITING
from actquiz.tui.keys.state import State

REVIEW: tuple[Action, ...] = (
    *ANSWERING,
    Action("grade", tuple("1234"), "Grade", "Grade the answer: 1 Again, 2 Hard, 3 Good, 4 Easy.",
           when=(State.ANSWER,), numbered=True, palette=False),
    Action("accept", ("enter", "space"), "Suggested", "Take the suggested grade.",
           when=(State.ANSWER,)),
    Action("undo", ("u",), "Undo", "Take back the last grade, also of an earlier session.",
           when=(State.CAN_UNDO,), unless=(State.TYPING,)),
    Action("undo_typing", ("ctrl+z",), "Undo", "The same while you type.",
           when=(State.CAN_UNDO_TYPING,), palette=False),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the answer in the Lab.",
           when=(State.EVIDENCE,), unless=(State.TYPING,)),
    Action("explain", ("l",), "Explain", "Read the paragraph of the lesson that explains the card "
           "you forgot twice; Esc comes back.", when=(State.EXPLAINED,), unless=(State.TYPING,)),
    Action("flag", ("f",), "Flag", "Flag the card, or take the flag away.", when=(State.CARD,),
           unless=(State.TYPING,)),
    Action("bury", ("b",), "Bury", "Leave the card for tomorrow.", when=(State.CARD,),
           unless=(State.TYPING,)),
    Action("suspend", ("s",), "Suspend", "Never ask the card again, until you say so in Browse.",
           when=(State.CARD,), unless=(State.TYPING,)),
    Action("source", ("o",), "File", "Open the card's file at its line in $EDITOR.",
           when=(State.CARD,), unless=(State.TYPING,)),
    Action("read", ("enter",), "Read", "Read the missed card under the cursor.",
           when=(State.CARDS,), palette=False),
    Action("practise", ("p",), "Practise missed", "A quiz of the cards missed in this session; the "
           "schedule is left alone.", when=(State.CARDS,)),
    Action("ten_more", ("n",), "Ten more", "Go on: what is due, and ten new cards.",
           when=(State.FINISHED,)),
    Action("cram", ("c",), "Cram", "Ask what you know least, again until right; the schedule is "
           "left alone.", when=(State.FINISHED,)),
    Action("quiz_these", ("z",), "Quiz these", "A quiz of the cards of this session; the schedule "
           "is left alone.", when=(State.FINISHED,)),
    Action("done", ("enter", "space"), "Done", "Back to the start.", when=(State.FINISHED,),
           unless=(State.CARDS,), palette=False),
    *WRITING,
)  # fmt: skip
