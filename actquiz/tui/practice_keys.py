"""The keys of review, quiz, interview and exercises; ``actions`` puts all keys together."""

from __future__ import annotations

from actquiz.tui.action import DIGITS, PICKING, Action


def answering(where: str) -> tuple[Action, ...]:
    """What answers a card, the same on every screen that asks one."""
    return (
        Action("show", ("space", "enter"), "Show answer", "Turn the card over.", where,
               when=("reveal",)),
        Action("check", ("enter",), "Check", "Hand in the answer.", where,
               when=(*PICKING, "typing", "typed")),
        Action("check_picked", ("space",), "Check", "Hand in the option under the cursor.", where,
               when=("picking",), footer=False, palette=False),
        Action("stop", ("enter", "space"), "Stop", "Stop the experiment; the card's own outcome "
               "decides then.", where, when=("running",), palette=False),
        Action("choose", DIGITS, "Pick", "Go to an option by its number; tick it, give it its "
               "place, or pair it.", where, when=PICKING, numbered=True, palette=False),
        Action("mark", ("space", "x"), "Tick", "Tick the option under the cursor, or take the tick "
               "away.", where, when=("marking", "ticking"), palette=False),
        Action("place", ("space", "x"), "Place", "Give the item under the cursor the next place.",
               where, when=("ordering",), palette=False),
        Action("unplace", ("backspace",), "Take back", "Take back the last placed item or pair.",
               where, when=("ordering", "pairing"), palette=False),
        Action("write", ("tab", "i"), "Type", "To the text field; a formula can be typed in place "
               "of turning the card over.", where, when=("typed", "formula"), palette=False),
        *moving(where, unless=("typing",)),
    )  # fmt: skip


def moving(where: str, unless: tuple[str, ...] = ()) -> tuple[Action, ...]:
    """Arrows, j and k, and whole pages."""
    return (
        Action("down", ("down", "j"), "Down", "The next line; else scroll down.", where,
               unless=unless, footer=False, palette=False),
        Action("up", ("up", "k"), "Up", "The line before; else scroll up.", where,
               unless=unless, footer=False, palette=False),
        Action("page_down", ("pagedown",), "Page down", "Scroll a page down.", where,
               footer=False, palette=False),
        Action("page_up", ("pageup",), "Page up", "Scroll a page up.", where, footer=False,
               palette=False),
    )  # fmt: skip


_BEFORE, _ASKING, _SCORE, _WALK = "quiz", "quiz questions", "quiz score", "quiz answers"

QUIZ: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Start", "Take the quiz as it is set.", _BEFORE),
    Action("more", ("right", "l"), "Change", "Change the line under the cursor.", _BEFORE,
           palette=False),
    Action("less", ("left", "h"), "Change back", "The same, the other way.", _BEFORE,
           footer=False, palette=False),
    Action("decks", ("d",), "Decks", "Tick the decks that are asked.", _BEFORE),
    Action("number", ("n",), "Questions", "Type how many questions.", _BEFORE),
    Action("answers", ("a",), "Answers", "Answers as you go, or all at the end.", _BEFORE),
    Action("seed", ("s",), "Seed", "Type the seed of a quiz that somebody else took.", _BEFORE),
    *moving(_BEFORE),
    *answering(_ASKING),
    Action("next", ("enter", "space"), "Next", "The next question; after the last, the score.",
           _ASKING, when=("answer",)),
    Action("knew", ("y", "2"), "Knew it", "You knew the answer: it counts as right.", _ASKING,
           when=("settling",)),
    Action("missed", ("n", "1"), "Did not", "You did not know the answer: it counts as wrong.",
           _ASKING, when=("settling",)),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the answer in the Lab.",
           _ASKING, when=("evidence",)),
    Action("source", ("o",), "Source", "Open the card's file at its line in $EDITOR.", _ASKING,
           when=("answer", "settling")),
    Action("walk", ("enter", "space"), "Read", "Walk through the wrong answers, from the one "
           "under the cursor.", _SCORE, when=("wrong",)),
    Action("give", ("g",), "Schedule", "Give the wrong ones to the schedule, as forgotten; it is "
           "asked once more.", _SCORE, when=("can give",)),
    Action("done", ("enter", "space"), "Done", "Back to where the quiz began.", _SCORE,
           when=("all right",), palette=False),
    Action("again", ("r",), "Again", "Take the same quiz once more.", _SCORE),
    *moving(_SCORE),
    Action("next", ("enter", "space", "right", "n"), "Next", "The next wrong answer; after the "
           "last, back to the score.", _WALK),
    Action("previous", ("left", "p"), "Before", "The wrong answer before.", _WALK,
           when=("not first",)),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the answer in the Lab.",
           _WALK, when=("evidence",)),
    Action("source", ("o",), "Source", "Open the card's file at its line in $EDITOR.", _WALK),
    *moving(_WALK),
)  # fmt: skip

_CHOOSING, _TALK, _REPORT = "interview", "interview questions", "interview report"

INTERVIEW: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Start", "Begin the interview; the clock starts at once.",
           _CHOOSING, when=("setup",)),
    Action("open", ("enter", "space"), "Read", "Read the report under the cursor.", _CHOOSING,
           when=("list",)),
    Action("more", ("right", "l"), "Change", "Change the line under the cursor.", _CHOOSING,
           when=("setup",), palette=False),
    Action("less", ("left", "h"), "Change back", "The same, the other way.", _CHOOSING,
           when=("setup",), footer=False, palette=False),
    Action("minutes", ("m",), "Minutes", "Type how long the interview takes.", _CHOOSING),
    Action("seed", ("s",), "Seed", "Type a seed, to begin with the same question as somebody "
           "else.", _CHOOSING),
    Action("reports", ("r", "tab"), "Reports", "Go to the list of earlier reports, or back.",
           _CHOOSING, when=("reports",)),
    *moving(_CHOOSING),
    Action("hand_in", ("ctrl+d",), "Hand in", "That is the answer; an empty line says the same.",
           _TALK, when=("writing",)),
    Action("check", ("enter",), "Hand in", "Hand in what is typed.", _TALK,
           when=("typed", "formula"), palette=False),
    Action("next", ("enter",), "Go on", "Go on with the interview.", _TALK,
           when=("ticking", "judged", "coded")),
    Action("code", ("enter", "o"), "Editor", "Write the program in $EDITOR; it is checked when you "
           "come back.", _TALK, when=("coding",)),
    Action("code_again", ("o",), "Editor", "Back to the program in $EDITOR.", _TALK,
           when=("coded",)),
    Action("leave_out", ("s",), "Leave out", "Go on without writing it.", _TALK,
           when=("coding",)),
    Action("go_on", ("space",), "Go on", "Go on with the interview.", _TALK, when=("judged",),
           footer=False, palette=False),
    Action("choose", DIGITS, "Tick", "Tick a key point by its number, or take the tick away.",
           _TALK, when=("ticking",), numbered=True, palette=False),
    Action("mark", ("space", "x"), "Tick", "Tick the key point under the cursor, or take the tick "
           "away.", _TALK, when=("ticking",), palette=False),
    Action("resume", ("space", "enter", "p"), "Go on", "Let the clock run again.", _TALK,
           when=("paused",)),
    Action("write", ("tab", "i"), "Type", "Back to the text field.", _TALK, when=("typed",),
           palette=False),
    Action("pause", ("p",), "Pause", "Stop the clock and cover the question.", _TALK,
           when=("asked",), unless=("typing",)),
    Action("finish", ("e",), "End", "End the interview here; the report is of what was answered.",
           _TALK, when=("asked", "paused"), unless=("typing",)),
    *moving(_TALK, unless=("typing",)),
    Action("open", ("enter", "space"), "Read card", "Read the card under the cursor.", _REPORT,
           when=("cards",)),
    Action("compare", ("c",), "Compare", "Compare with another interview.", _REPORT,
           when=("others",)),
    Action("source", ("o",), "Source", "Open the report's file in $EDITOR.", _REPORT,
           when=("kept",)),
    *moving(_REPORT),
)  # fmt: skip

_LIST, _ONE = "exercises", "exercise"

EXERCISES: tuple[Action, ...] = (
    Action("open", ("enter", "space"), "Open", "Read the task, and begin it or go on.", _LIST,
           when=("list",)),
    *moving(_LIST),
    Action("edit", ("enter", "o"), "Edit", "Open your file in $EDITOR; the first time it is "
           "written.", _ONE),
    Action("check", ("c",), "Check", "Check the file now; each save is checked anyway.", _ONE,
           when=("begun",)),
    Action("hint", ("h",), "Hint", "Take one hint more.", _ONE, when=("hints left",)),
    Action("solution", ("s",), "Solution", "Show the solution; before you pass, it is asked once "
           "more.", _ONE, when=("unsolved",)),
    Action("reset", ("r",), "Begin afresh", "Write the starter again; your file is kept. It is "
           "asked once more.", _ONE, when=("begun",)),
    *moving(_ONE),
)  # fmt: skip
