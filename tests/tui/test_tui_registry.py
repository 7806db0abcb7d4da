"""One registry: bindings, footer, help and palette cannot disagree."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import actquiz.tui
from actquiz.tui import actions
from actquiz.tui.app import ActquizApp
from actquiz.tui.help import Keys
from actquiz.tui.keys.moments import moment
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.places import PLACES


def pages_below(page: type[Page]) -> list[type[Page]]:
    """Every page that is shown as it is: those with a name of their own."""
    below = [each for child in page.__subclasses__() for each in pages_below(child)]
    return [page, *below] if "NAME" in vars(page) else below


for module in pkgutil.walk_packages(actquiz.tui.__path__, "actquiz.tui."):
    if module.name != "actquiz.tui.web":
        importlib.import_module(module.name)
PAGES = pages_below(Page)


def test_every_screen_of_the_registry_is_a_page() -> None:
    """No screen's keys are left over, and no screen is without keys."""
    assert sorted(page.NAME for page in PAGES) == sorted(actions.SCREENS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_every_action_of_a_screen_has_its_method(page: type[Page]) -> None:
    """What the registry lists for a screen, the screen does."""
    for action in actions.of(page.NAME):
        assert callable(getattr(page, f"action_{action.id}", None)), action.id


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_every_action_method_is_in_the_registry(page: type[Page]) -> None:
    """A screen offers nothing that help, footer and palette do not know."""
    own = {name.removeprefix("action_") for name in vars(page) if name.startswith("action_")}
    assert own <= {action.id for action in actions.of(page.NAME)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_an_action_is_named_once_on_a_screen(page: type[Page]) -> None:
    """An id decides alone whether its keys work."""
    named = [(action.id, action.argument) for action in actions.of(page.NAME)]
    assert len(named) == len(set(named))


def test_every_action_says_what_it_does_in_a_sentence() -> None:
    """Help is complete."""
    for action in [action for page in PAGES for action in actions.of(page.NAME)]:
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
    {State.CARD, State.REVEAL},
    {State.CARD, State.REVEAL, State.FORMULA},
    {State.CARD, State.PICKING, State.CAN_UNDO},
    {State.CARD, State.MARKING},
    {State.CARD, State.ORDERING},
    {State.CARD, State.TICKING},
    {State.CARD, State.TYPED},
]
STATES: dict[str, list[set[State]]] = {
    "review": [
        *ASKING,
        {State.CARD, State.ANSWER, State.EVIDENCE, State.CAN_UNDO},
        {State.FINISHED, State.CAN_UNDO},
        {State.FINISHED, State.CAN_UNDO, State.CARDS},
    ],
    "quiz": [set()],
    "quiz questions": [
        *ASKING,
        {State.CARD, State.ANSWER, State.EVIDENCE},
        {State.CARD, State.SETTLING, State.EVIDENCE},
    ],
    "quiz score": [{State.WRONG, State.CAN_GIVE}, {State.WRONG}, {State.ALL_RIGHT}],
    "quiz answers": [{State.CARD, State.ANSWER, State.EVIDENCE, State.NOT_FIRST}],
    "interview": [{State.SETUP}, {State.SETUP, State.REPORTS}, {State.LIST, State.REPORTS}],
    "interview questions": [
        {State.ASKED, State.TYPED},
        {State.ASKED, State.TYPING, State.WRITING},
        {State.ASKED, State.TYPING, State.FORMULA},
        {State.ASKED, State.TICKING},
        {State.ASKED, State.JUDGED},
        {State.ASKED, State.CODING},
        {State.ASKED, State.CODED},
        {State.CHECKING},
        {State.PAUSED},
    ],
    "interview report": [{State.CARDS, State.OTHERS, State.KEPT}],
    "exercises": [{State.LIST}],
    "exercise": [{State.BEGUN, State.HINTS_LEFT, State.UNSOLVED}, {State.UNSOLVED}],
}


@pytest.mark.parametrize(
    ("screen", "states"),
    [(screen, states) for screen, every in STATES.items() for states in every],
    ids=lambda value: value if isinstance(value, str) else "+".join(sorted(value)),
)
def test_a_key_means_one_thing_at_a_time(screen: str, states: set[State]) -> None:
    """In no state of a screen do two working actions share a key."""
    working = [action for action in actions.of(screen) if action.works(states)]
    keys = [key for action in working for key in action.keys]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


@pytest.mark.parametrize("screen", actions.SCREENS)
def test_a_key_with_two_meanings_says_when_it_has_which(screen: str) -> None:
    """In the help no key stands twice without the moment of each meaning."""
    for action in actions.of(screen):
        for other in actions.of(screen):
            if action is not other and set(action.keys) & set(other.keys) and action.when:
                assert moment(action), (action.id, other.id)


def test_help_shows_what_works_now_before_the_rest() -> None:
    """What does nothing now stands below, dimmed, with the moment at which it does."""
    rows = Keys("browse", {State.READING, State.ROW}).rows(70)
    text = [row.content.plain for row in rows]
    now, later = text.index("Now"), text.index("At other times")
    assert now < next(n for n, line in enumerate(text) if "Back to the list" in line) < later
    assert "(in the list)" in " ".join(text[later:])
    dimmed = [row.content for row in rows[later + 1 :] if "Go to the card" in row.content.plain]
    assert all("$quiet" in str(span.style) for line in dimmed for span in line.spans)
    assert "⚑ flagged" in text[-1].replace("\N{NO-BREAK SPACE}", " ")


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
