"""One registry: bindings, footer, help and palette cannot disagree."""

from __future__ import annotations

import pytest

from actquiz.tui import actions
from actquiz.tui.app import ActquizApp
from actquiz.tui.browse.screen import BrowsePage
from actquiz.tui.exercises.exercise_screen import ExercisePage
from actquiz.tui.exercises.screen import ExercisesPage
from actquiz.tui.help import Keys
from actquiz.tui.home.screen import HomePage
from actquiz.tui.interview.asking import InterviewAskingPage
from actquiz.tui.interview.report_screen import InterviewReportPage
from actquiz.tui.interview.screen import InterviewPage
from actquiz.tui.lab.screen import LabPage
from actquiz.tui.page import Page
from actquiz.tui.places import PLACES
from actquiz.tui.quiz.asking import QuizAskingPage
from actquiz.tui.quiz.score_screen import QuizScorePage
from actquiz.tui.quiz.screen import QuizPage
from actquiz.tui.quiz.walk import QuizWalkPage
from actquiz.tui.review.screen import ReviewPage
from actquiz.tui.stats.screen import StatsPage

PAGES: list[type[Page]] = [
    HomePage,
    ReviewPage,
    BrowsePage,
    LabPage,
    QuizPage,
    QuizAskingPage,
    QuizScorePage,
    QuizWalkPage,
    InterviewPage,
    InterviewAskingPage,
    InterviewReportPage,
    StatsPage,
    ExercisesPage,
    ExercisePage,
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_every_action_of_a_screen_has_its_method(page: type[Page]) -> None:
    """What the registry lists for a screen, the screen does."""
    for action in actions.of(page.NAME):
        assert callable(getattr(page, f"action_{action.id}", None)), action.id


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_every_action_method_is_in_the_registry(page: type[Page]) -> None:
    """A screen offers nothing that help, footer and palette do not know."""
    own = {
        name
        for base in page.__mro__
        if issubclass(base, Page)
        for name in vars(base)
        if name.startswith("action_")
    }
    assert own <= {
        f"action_{action.id}" for action in actions.ACTIONS if action.where != "elsewhere"
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_an_action_is_named_once_on_a_screen(page: type[Page]) -> None:
    """An id decides alone whether its keys work."""
    named = [(action.id, action.argument) for action in actions.of(page.NAME)]
    assert len(named) == len(set(named))


def test_every_action_says_what_it_does_in_a_sentence() -> None:
    """Help is complete."""
    for action in actions.ACTIONS:
        assert action.help.endswith("."), action.id
        assert action.label
        assert action.keys


def test_every_place_has_a_key_of_its_own_on_home() -> None:
    """Adding a screen to the places is enough to reach it."""
    keys = [key for action in actions.of("home") if action.id == "go" for key in action.keys]
    assert keys == [place.key for place in PLACES]
    others = [key for a in actions.of("home") if a.id != "go" for key in a.keys]
    assert not set(keys) & set(others)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
@pytest.mark.parametrize("width", [30, 70])
def test_help_lists_every_action_with_its_keys(page: type[Page], width: int) -> None:
    """``?`` leaves nothing out, whatever the width."""
    shown = " ".join(row.content.plain for row in Keys(page.NAME, set()).rows(width))
    words = " ".join(shown.split())
    for action in actions.of(page.NAME):
        assert action.all_keys() in words, action.id
        assert action.help.split()[0] in words


ASKING = [
    {"card", "reveal"},
    {"card", "reveal", "formula"},
    {"card", "picking", "can undo"},
    {"card", "marking"},
    {"card", "ordering"},
    {"card", "ticking"},
    {"card", "typed"},
]
STATES: dict[str, list[set[str]]] = {
    "review": [*ASKING, {"card", "answer", "evidence", "can undo"}, {"finished", "can undo"}],
    "quiz": [set()],
    "quiz questions": [*ASKING, {"card", "answer", "evidence"}, {"card", "settling", "evidence"}],
    "quiz score": [{"wrong", "can give"}, {"wrong"}, {"all right"}],
    "quiz answers": [{"card", "answer", "evidence", "not first"}],
    "interview": [{"setup"}, {"setup", "reports"}, {"list", "reports"}],
    "interview questions": [
        {"asked", "typed"},
        {"asked", "typing", "writing"},
        {"asked", "typing", "formula"},
        {"asked", "ticking"},
        {"asked", "judged"},
        {"asked", "coding"},
        {"asked", "coded"},
        {"checking"},
        {"paused"},
    ],
    "interview report": [{"cards", "others", "kept"}],
    "exercises": [{"list"}],
    "exercise": [{"begun", "hints left", "unsolved"}, {"not begun", "unsolved"}],
}


@pytest.mark.parametrize(
    ("screen", "states"),
    [(screen, states) for screen, every in STATES.items() for states in every],
    ids=lambda value: value if isinstance(value, str) else "+".join(sorted(value)),
)
def test_a_key_means_one_thing_at_a_time(screen: str, states: set[str]) -> None:
    """In no state of a screen do two working actions share a key."""
    working = [action for action in actions.of(screen) if action.works(states)]
    keys = [key for action in working for key in action.keys]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


async def test_help_opens_on_every_screen_and_closes_again(app: ActquizApp) -> None:
    """``?`` shows the keys, Esc leads back."""
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("", "b", "enter"):
            if key:
                await pilot.press(key)
            page = app.screen
            await pilot.press("question_mark")
            assert app.screen is not page
            await pilot.press("escape")
            assert app.screen is page
            await pilot.press("escape")


async def test_the_palette_offers_what_works_now_and_every_deck(app: ActquizApp) -> None:
    """Commands come from the registry, the places and the decks."""
    async with app.run_test(size=(80, 24)):
        titles = [command.title for command in app.get_system_commands(app.screen)]
    assert "Review: How gradients get through" in titles
    assert {"Review", "Browse", "Theme", "Help", "Quit"} <= set(titles)
    assert "Learn more" not in titles
    assert len(titles) == len(set(titles))
