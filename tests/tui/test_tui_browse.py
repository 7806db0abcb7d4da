"""Browse: search as you type, filters, the card beside the list, any number of cards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz.memory.grade import Grade
from actquiz.practice.catalogue import Catalogue, Filter, Found, Stopped
from actquiz.practice.review import ReviewSession
from actquiz.practice.turns import Response
from actquiz.tui.app import ActquizApp
from actquiz.tui.browse.screen import BrowsePage
from actquiz.tui.desk import Desk
from actquiz.tui.home.screen import HomePage

Same = Callable[[ActquizApp, str], None]


@pytest.fixture
def browsing(app: ActquizApp) -> ActquizApp:
    """The app at Browse, one card graded Easy."""
    session = ReviewSession(app.desk.store, app.desk.index)
    session.answer(Response())
    session.grade(Grade.EASY)
    session.close()
    app.opening = app.page("browse")
    return app


def page(app: ActquizApp) -> BrowsePage:
    assert isinstance(app.screen, BrowsePage)
    return app.screen


def catalogue_of(desk: Desk) -> Catalogue:
    return Catalogue(desk.store.path, desk.index.path, leech=8)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they search for."""
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def listed(app: ActquizApp) -> list[str]:
    """The ids in the list."""
    return [hit.id for hit in page(app).list.items]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_list_and_the_card(
    browsing: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """Side by side where there is room, one in place of the other where there is not."""
    async with browsing.run_test(size=size) as pilot:
        await press(pilot)
        same_screen(browsing, f"browse-{size[0]}x{size[1]}")
        await press(pilot, "enter")
        await pilot.pause()
        same_screen(browsing, f"browse-card-{size[0]}x{size[1]}")


async def test_search_narrows_with_every_key(browsing: ActquizApp) -> None:
    """Letters are text while the field has them; arrows still move; Enter goes to the list."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"swi")
        assert set(listed(browsing)) == {"swish-unbounded", "swish-minimum"}
        await press(pilot, "down")
        assert page(browsing).list.cursor == 1
        await press(pilot, "backspace", "backspace", "backspace", *"jkqdfx")
        assert page(browsing).search.value == "jkqdfx"
        assert listed(browsing) == []
        await press(pilot, "escape", "x")
        assert len(listed(browsing)) == 9


@pytest.mark.parametrize("typed", ['"', "'", "(", "*", "a OR b", "NEAR(", "σ", "[x]", "-", "\\"])
def test_any_text_can_be_searched_for(desk: Desk, typed: str) -> None:
    """The search's own syntax is text as well."""
    catalogue = catalogue_of(desk)
    found = catalogue.find(Filter(text=typed))
    assert len(found.fetch(0, 99)) == len(found)
    catalogue.close()


async def test_filters_are_picked_from_lists(browsing: ActquizApp) -> None:
    """Deck, tag, level and state narrow together; x takes them away."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "2", "enter")
        assert all(browsing.desk.index.entry(id).deck == "gradients" for id in listed(browsing))
        await press(pilot, "l", "4", "enter")
        assert listed(browsing) == ["swish-unbounded"]
        await press(pilot, "x", "m", "down", "enter")
        assert "relu-slope" not in listed(browsing)
        assert len(listed(browsing)) == 8


async def test_filters_by_what_the_store_knows(browsing: ActquizApp) -> None:
    """Flagged and suspended cards are found again, marked by a sign."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "down", "s")
        assert "!" in screen_text(browsing)
        await pilot.pause()
    catalogue = catalogue_of(browsing.desk)
    for state, card in (("flagged", "relu-slope"), ("suspended", "vanishing-cause")):
        found = catalogue.find(Filter(state=state))
        assert [hit.id for hit in found.fetch(0, 9)] == [card]
    assert [hit.id for hit in catalogue.find(Filter(state="review")).fetch(0, 9)] == ["relu-slope"]
    catalogue.close()


async def test_the_card_shows_its_schedule_and_history(browsing: ActquizApp) -> None:
    """What is remembered of the card stands under it."""
    async with browsing.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        text = screen_text(browsing)
    assert "In review" in text
    assert "stability" in text
    assert "23 Nov 2026" in text
    assert "Easy" in text


async def test_escape_leads_back_step_by_step(browsing: ActquizApp) -> None:
    """From the field to the list, from the card to the list, from the list home."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "escape", "enter", "escape")
        assert isinstance(browsing.screen, BrowsePage)
        await press(pilot, "escape")
        assert isinstance(browsing.screen, HomePage)


async def test_the_mouse_finds_its_way(browsing: ActquizApp) -> None:
    """A click on a row chooses it, a click on a filter asks for its value."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        lines = screen_text(browsing).splitlines()
        row = next(y for y, line in enumerate(lines) if "Swish has no lower bound" in line)
        await pilot.click(offset=(10, row))
        assert page(browsing).list.selected is not None
        assert page(browsing).list.selected.id == "swish-unbounded"
        bar = next(y for y, line in enumerate(lines) if "d deck" in line)
        await pilot.click(offset=(lines[bar].index("t tag"), bar))
        assert not isinstance(browsing.screen, BrowsePage)


async def test_thousands_of_cards_are_not_loaded_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only the pages in sight are looked up, wherever the cursor is."""
    cards = "".join(f"  - {{id: c{n}, front: Question {n}?, back: B}}\n" for n in range(2000))
    (tmp_path / "many.yaml").write_text(f"format: 1\ndeck: many\ntitle: Many\ncards:\n{cards}")
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path))
    desk = Desk.open()
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "end")
        await pilot.pause()
        assert "Question 1999?" in screen_text(app)
        assert sum(map(len, page(app).list.items._pages.values())) <= 300
        await press(pilot, "home", "pagedown")
        assert 10 < page(app).list.cursor < 30
    desk.close()


async def test_keys_answer_while_a_search_runs(
    browsing: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters stand in the field at once; the list shows what the last of them finds."""
    find, goes_on, asked = Catalogue.find, threading.Event(), []

    def slow(self: Catalogue, wanted: Filter, stopped: Callable[[], bool]) -> Found:
        asked.append(wanted.text)
        if wanted.text == "s":
            assert goes_on.wait(10)
            assert stopped()
        return find(self, wanted, stopped)

    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        monkeypatch.setattr(Catalogue, "find", slow)
        await pilot.press(*"swi")
        assert page(browsing).search.value == "swi"
        goes_on.set()
        await press(pilot)
        assert (asked[0], asked[-1]) == ("s", "swi")
        assert set(listed(browsing)) == {"swish-unbounded", "swish-minimum"}


async def test_a_key_means_the_row_it_was_pressed_for(
    browsing: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done to a row waits for the search that was typed before it."""
    find, goes_on = Catalogue.find, threading.Event()

    def slow(self: Catalogue, wanted: Filter, stopped: Callable[[], bool]) -> Found:
        assert goes_on.wait(10)
        return find(self, wanted, stopped)

    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        monkeypatch.setattr(Catalogue, "find", slow)
        await pilot.press(*"unbounded", "escape")
        browsing.simulate_key("f")
        goes_on.set()
        await press(pilot)
        assert listed(browsing) == ["swish-unbounded"]
        assert browsing.desk.store.card("swish-unbounded").flagged


def test_a_search_can_be_given_up(desk: Desk) -> None:
    """One that is not wanted any more ends, and the next one finds what it should."""
    catalogue = catalogue_of(desk)
    with pytest.raises(Stopped):
        catalogue.find(Filter(), lambda: True)
    assert len(catalogue.find(Filter())) == 9
    catalogue.close()
