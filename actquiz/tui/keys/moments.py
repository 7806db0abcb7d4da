"""When a key means something, in words: for a key that means another thing at another time."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.state import State

_MOMENTS: dict[State, str] = {
    State.START: "on the first screen",
    State.TYPING: "while you type",
    State.LIST: "in the list",
    State.EVIDENCE: "where there is an experiment",
    State.CARDS: "on a listed card",
    State.PAUSED: "while it is paused",
    State.RUNNING: "while it runs",
    State.FIRST_LESSON: "at the very beginning",
    State.DUE: "when cards are due",
    State.AHEAD: "when nothing is due",
    State.ALL_LEARNED: "when all is learned",
    State.CARD: "on a card",
    State.REVEAL: "before the answer",
    State.PICKING: "when options are picked",
    State.MARKING: "when several may be ticked",
    State.ORDERING: "when items are put in order",
    State.PAIRING: "when pairs are made",
    State.TICKING: "when key points are ticked",
    State.TYPED: "when an answer is typed",
    State.BLANKS: "in a blank",
    State.FORMULA: "at a formula",
    State.ANSWER: "after the answer",
    State.FINISHED: "at the end",
    State.READING: "while a card is read",
    State.SETTLING: "when you say if you knew it",
    State.WRONG: "when some were wrong",
    State.ALL_RIGHT: "when all were right",
    State.SETUP: "at the settings",
    State.ASKED: "at a question",
    State.JUDGED: "after the formula is judged",
    State.CODING: "before the program is written",
    State.CODED: "after the program is checked",
    State.TO_REVIEW: "before",
    State.FIRST: "once they are there",
    State.TASK: "at an exercise",
    State.READ: "at the end of the lesson",
    State.NEXT: "after a pass",
    State.KNOBS: "at the knobs",
    State.READY: "before a run",
    State.DONE: "after a run",
    State.FAILED: "after it failed",
    State.NO_FILE: "before there is a file",
    State.BROUGHT: "when a file is read",
    State.PLANNED: "with a plan",
    State.NO_PLAN: "without a plan",
    State.EMPTY: "before the first review",
    State.DASHBOARD: "when several charts are seen",
    State.ENLARGED: "when one chart fills the screen",
}
_MOST = 2


def moment(action: Action) -> str:
    """``while a card is read``; empty if the action's states have no words."""
    said = [_MOMENTS[state] for state in action.when if state in _MOMENTS]
    return " or ".join(dict.fromkeys(said[:_MOST]))
