"""Browse: search as you type, filters, the card beside the list, any number of cards."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz.memory.grade import Grade
from actquiz.practice.card_filter import Catalogue, Filter, FoundCards, SearchStopped
from actquiz.practice.review import ReviewSession
from actquiz.practice.turn import Response
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
        await press(pilot, "d", "1", "enter")
        assert all(browsing.desk.index.entry(id).deck == "gradients" for id in listed(browsing))
        await press(pilot, "l", "3", "enter")
        assert listed(browsing) == ["swish-unbounded"]
        await press(pilot, "x", "m", "down", "enter")
        assert "relu-slope" not in listed(browsing)
        assert len(listed(browsing)) == 8


async def test_filters_by_what_the_store_knows(browsing: ActquizApp) -> None:
    """Flagged and suspended cards are found again, marked by a sign."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "down", "s")
        assert "⚑ Which property" in screen_text(browsing)
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
    assert "Learned" in text
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

    def slow(self: Catalogue, wanted: Filter, stopped: Callable[[], bool]) -> FoundCards:
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

    def slow(self: Catalogue, wanted: Filter, stopped: Callable[[], bool]) -> FoundCards:
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
    with pytest.raises(SearchStopped):
        catalogue.find(Filter(), lambda: True)
    assert len(catalogue.find(Filter())) == 9
    catalogue.close()


async def test_the_arrows_lead_from_card_to_card(browsing: ActquizApp) -> None:
    """While a card is read, right and left go to the next and to the one before."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert "1 of 9 cards" in screen_text(browsing)
        await press(pilot, "right", "right", "left")
        assert page(browsing).list.cursor == 1
        assert "2 of 9 cards" in screen_text(browsing)
        assert "Why does a 30-layer sigmoid network" in screen_text(browsing)


async def test_a_card_named_elsewhere_leads_back_there(browsing: ActquizApp) -> None:
    """Escape leaves what was opened to read one card; once the list was seen, it leads there."""
    browsing.opening = None
    async with browsing.run_test(size=(80, 24)) as pilot:
        browsing.show_card("swish-minimum")
        await press(pilot)
        await press(pilot)
        assert page(browsing).list.selected.id == "swish-minimum"
        await press(pilot, "escape")
        assert isinstance(browsing.screen, HomePage)
        browsing.show_card("swish-minimum")
        await press(pilot)
        await press(pilot, "enter", "enter", "escape")
        assert isinstance(browsing.screen, BrowsePage)


async def test_a_card_without_an_experiment_says_so(browsing: ActquizApp) -> None:
    """``e`` is not silent."""
    async with browsing.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "e")
        assert "There is no experiment" in screen_text(browsing)


async def test_when_a_card_is_due_stands_in_its_row(browsing: ActquizApp) -> None:
    """The day where there is room, else in how many days; what is new says so."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        rows = screen_text(browsing).splitlines()
        assert next(row for row in rows if "Which property" in row).endswith("1 Dec")
        assert next(row for row in rows if "Where is Swish" in row).endswith("new")
        await pilot.resize_terminal(40, 12)
        await press(pilot)
        rows = screen_text(browsing).splitlines()
        assert next(row for row in rows if "Which property" in row).endswith("8d")


async def test_decks_have_the_numbers_they_have_at_home(browsing: ActquizApp) -> None:
    """A digit means the same deck in the filter as in the table of Home."""
    async with browsing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "2")
        home = browsing.screen
        assert isinstance(home, HomePage)
        deck = home.decks.selected.id
        await press(pilot, "b")
        await press(pilot, "d", "2", "enter")
        assert page(browsing).filter.decks == (deck,)


CITED = """
format: 1
deck: cited
title: Cited
cards:
  - {id: two, front: Who says so?, back: They do., sources: [alpha-2001, beta-2002, gone-2003]}
  - {id: shape, kind: curve, function: tanh, options: [tanh, sigmoid], why: It is odd.}
  - {id: slope, kind: curve, function: tanh, slope: true, options: [tanh, sigmoid]}
"""
WORKS = """
alpha-2001: {authors: 'Ann Alpha, Bob Beta', year: 2001, title: 'On alpha', id: 'arXiv:2001.00001'}
beta-2002: {authors: 'Bob Beta', year: 2002, title: 'A book of beta', id: 'ISBN:9780262035613'}
"""


@pytest.fixture
def cited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ActquizApp]:
    """The app at Browse, on a card with sources and on curves."""
    (tmp_path / "cited.yaml").write_text(CITED)
    (tmp_path / "sources.yaml").write_text(WORKS)
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path))
    desk = Desk.open()
    app = ActquizApp(desk)
    app.opening = app.page("browse")
    yield app
    desk.close()


async def test_sources_are_named_by_title_and_opened(
    cited: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title is a link for the terminal; w or a click opens its page, a book has none."""
    monkeypatch.setenv("DISPLAY", ":0")
    opened: list[str] = []
    monkeypatch.setattr(cited, "open_url", opened.append)
    async with cited.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        text = screen_text(cited)
        assert "On alpha  Ann Alpha et al., 2001" in text
        assert "A book of beta  Bob Beta, 2002" in text
        assert "gone-2003" in text
        strips = cited.screen._compositor.render_strips()
        links = {segment.style.link for strip in strips for segment in strip if segment.style}
        assert "https://arxiv.org/abs/2001.00001" in links
        await press(pilot, "w")
        row = next(y for y, line in enumerate(text.splitlines()) if "On alpha" in line)
        await pilot.click(offset=(text.splitlines()[row].index("On alpha"), row))
        await pilot.click(offset=(text.splitlines()[row].index("On alpha"), row + 1))
        assert opened == ["https://arxiv.org/abs/2001.00001"] * 2


async def test_without_a_desktop_the_address_is_copied(
    cited: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser of the terminal would draw over the app."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(cited, "open_url", lambda address: pytest.fail(address))
    async with cited.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w")
        assert cited.clipboard == "https://arxiv.org/abs/2001.00001"


async def test_a_curve_has_its_picture_and_its_name(cited: ActquizApp) -> None:
    """The list says which function is drawn, not the id; reading the card shows the curve."""
    async with cited.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        text = screen_text(cited)
        assert "tangent on [\N{MINUS SIGN}5, 5]" in text
        assert "its slope on" in text
        assert "shape" not in text
        await press(pilot, "down", "enter")
        await press(pilot)
        picture = page(cited).view.picture
        assert picture is not None
        assert picture.drawn
        assert picture.size.height >= 7
        assert "● Hyperbolic tangent" in screen_text(cited)
        await press(pilot, "left")
        assert not picture.display
