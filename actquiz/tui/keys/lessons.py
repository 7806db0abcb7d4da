"""The keys of the list of lessons, and of one of them."""

from __future__ import annotations

from actquiz.tui.keys.action import DIGITS, Action
from actquiz.tui.keys.shared import ANSWERING, moving
from actquiz.tui.keys.state import State

LESSONS: tuple[Action, ...] = (
    Action("open", ("enter", "space"), "Read", "Read the lesson under the cursor, from where you "
           "were.", when=(State.LIST,)),
    Action("study", ("c",), "Its cards", "Review, or learn, the cards it prepares for.",
           when=(State.LIST,)),
    Action("source", ("o",), "Source", "Open the lesson's file in $EDITOR.", when=(State.LIST,)),
    Action("jump", DIGITS, "Lesson", "Go to a lesson by its number.", numbered=True, footer=False,
           palette=False),
    *moving(),
)  # fmt: skip

LESSON: tuple[Action, ...] = (
    Action("next", ("space", "enter"), "Go on", "Read on: a page down, then the question, then the "
           "next section.", when=(State.READING, State.JUDGED)),
    Action("cards", ("enter", "space"), "Its cards", "Learn the cards of its deck.",
           when=(State.READ,)),
    Action("next_lesson", ("n", "right"), "Next lesson", "Read the lesson after this one.",
           when=(State.READ,)),
    *ANSWERING,
    Action("grade", tuple("1234"), "Grade", "Grade the answer: 1 Again, 2 Hard, 3 Good, 4 Easy.",
           when=(State.ANSWER,), numbered=True, palette=False),
    Action("accept", ("enter", "space"), "Suggested", "Take the suggested grade.",
           when=(State.ANSWER,)),
    Action("forward", ("right", "n"), "Section", "To the next section, whatever waits in this one.",
           unless=(State.TYPING, State.READ)),
    Action("backward", ("left", "p"), "Before", "Back to the section before.",
           unless=(State.TYPING,), when=(State.NOT_FIRST, State.READ)),
    Action("leave_out", ("s",), "Leave out", "Go on without the question or the experiment.",
           when=(State.WAITING,), unless=(State.TYPING,)),
    Action("test", ("t",), "I know this", "Five questions; with four right the lesson counts as "
           "read.", when=(State.UNREAD,)),
    Action("evidence", ("e",), "Lab", "Open the experiment in the Lab; Esc comes back here.",
           when=(State.EVIDENCE,), unless=(State.TYPING,)),
    Action("exercise", ("x",), "Exercise", "Try it yourself: open the exercise.",
           when=(State.TASK,), unless=(State.MARKING, State.TICKING, State.ORDERING, State.TYPING)),
    Action("contents", ("c",), "Contents", "The sections of the lesson: go to any of them.",
           unless=(State.TYPING,)),
    Action("undo", ("u",), "Undo", "Take back the last grade.", when=(State.CAN_UNDO,),
           unless=(State.TYPING,)),
    Action("flag", ("f",), "Flag", "Flag the card, or take the flag away.", when=(State.CARD,),
           unless=(State.TYPING,)),
    Action("source", ("o",), "Source", "Open the lesson's file in $EDITOR.",
           unless=(State.TYPING,), footer=False),
)  # fmt: skip
