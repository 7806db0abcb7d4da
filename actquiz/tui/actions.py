"""The one registry of actions: bindings, footer, ``?`` and command palette are made from it.

A screen says what is true of it now (its ``State``s); an action says in which of them it works.
Nothing else decides whether a key does anything, so the footer can never promise a dead key.

To add a screen: a line in ``places.py``, a folder with its ``screen.py``, its keys in ``keys/`` and
a line here.
"""

from __future__ import annotations

from collections.abc import Set

from textual.binding import Binding, BindingType

from actquiz.tui.keys import exercises, interview, lessons, quiz
from actquiz.tui.keys.action import Action
from actquiz.tui.keys.author import AUTHOR
from actquiz.tui.keys.browse import BROWSE
from actquiz.tui.keys.cram import CRAM
from actquiz.tui.keys.deck import DECK
from actquiz.tui.keys.everywhere import EVERYWHERE
from actquiz.tui.keys.home import HOME
from actquiz.tui.keys.imports import IMPORTS
from actquiz.tui.keys.lab import LAB
from actquiz.tui.keys.plan import PLAN, SHEET
from actquiz.tui.keys.review import REVIEW
from actquiz.tui.keys.settings import SETTINGS
from actquiz.tui.keys.state import State
from actquiz.tui.keys.stats import STATS

SCREENS: dict[str, tuple[Action, ...]] = {
    "home": HOME,
    "review": REVIEW,
    "deck": DECK,
    "browse": BROWSE,
    "quiz": quiz.QUIZ,
    "quiz questions": quiz.QUESTIONS,
    "quiz score": quiz.SCORE,
    "quiz answers": quiz.ANSWERS,
    "cram": CRAM,
    "interview": interview.INTERVIEW,
    "interview questions": interview.QUESTIONS,
    "interview report": interview.REPORT,
    "lessons": lessons.LESSONS,
    "lesson": lessons.LESSON,
    "exercises": exercises.EXERCISES,
    "exercise": exercises.EXERCISE,
    "plan": PLAN,
    "sheet": SHEET,
    "lab": LAB,
    "stats": STATS,
    "settings": SETTINGS,
    "imports": IMPORTS,
    "author": AUTHOR,
}
"""A screen's own actions by its name."""


def of(screen: str) -> tuple[Action, ...]:
    """The actions of ``screen``, its own before those that hold everywhere."""
    return SCREENS[screen] + EVERYWHERE


def works(screen: str, id: str, states: Set[State]) -> bool | None:
    """Whether the method ``action_<id>`` may run on ``screen`` now; None: not in the registry."""
    return next((action.works(states) for action in of(screen) if action.id == id), None)


def bindings(screen: str) -> list[BindingType]:
    """Textual's bindings of ``screen``; a key with several actions tries them in this order."""
    return [
        Binding(key, action.call(place), action.label, show=False)
        for action in of(screen)
        for place, key in enumerate(action.keys, start=1)
    ]
