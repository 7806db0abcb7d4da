"""The keys of a quiz: before it, at its questions, at its score, at its wrong answers."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import ANSWERING, NO_EVIDENCE, moving
from actquiz.tui.keys.state import State

QUIZ: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Start", "Take the quiz as it is set."),
    Action("more", ("right", "l"), "Change", "Change the line under the cursor.", palette=False),
    Action("less", ("left", "h"), "Change back", "The same, the other way.", footer=False,
           palette=False),
    Action("decks", ("d",), "Decks", "Tick the decks that are asked."),
    Action("number", ("n",), "Questions", "Type how many questions."),
    Action("answers", ("a",), "Answers", "Answers as you go, or all at the end."),
    Action("seed", ("s",), "Seed", "Type the seed of a quiz that somebody else took."),
    *moving(),
)  # fmt: skip

QUESTIONS: tuple[Action, ...] = (
    *ANSWERING,
    Action("next", ("enter", "space"), "Next", "The next question; after the last, the score.",
           when=(State.ANSWER,)),
    Action("knew", ("y", "2"), "Knew it", "You knew the answer: it counts as right.",
           when=(State.SETTLING,)),
    Action("missed", ("n", "1"), "Did not", "You did not know the answer: it counts as wrong.",
           when=(State.SETTLING,)),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the answer in the Lab.",
           when=(State.EVIDENCE,)),
    Action("source", ("o",), "File", "Open the card's file at its line in $EDITOR.",
           when=(State.ANSWER, State.SETTLING)),
)  # fmt: skip

SCORE: tuple[Action, ...] = (
    Action("walk", ("enter", "space"), "Read", "Walk through the wrong answers, from the one under "
           "the cursor.", when=(State.WRONG,)),
    Action("give", ("g",), "Schedule", "Give the wrong ones to the schedule, as forgotten; it is "
           "asked once more.", when=(State.CAN_GIVE,)),
    Action("done", ("enter", "space"), "Done", "Back to where the quiz began.",
           when=(State.ALL_RIGHT,), palette=False),
    Action("again", ("r",), "Again", "Take the same quiz once more."),
    *moving(),
)  # fmt: skip

ANSWERS: tuple[Action, ...] = (
    Action("next", ("enter", "space", "right", "n"), "Next", "The next wrong answer; after the "
           "last, back to the score."),
    Action("previous", ("left", "p"), "Previous", "The wrong answer before.",
           when=(State.NOT_FIRST,)),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the answer in the Lab.",
           when=(State.EVIDENCE,)),
    NO_EVIDENCE,
    Action("source", ("o",), "File", "Open the card's file at its line in $EDITOR."),
    *moving(),
)  # fmt: skip
