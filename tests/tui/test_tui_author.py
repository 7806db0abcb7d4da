"""Writing cards in the app: add, edit, see, save, take back, and lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz import paths
from actquiz.bank.loader import load_deck
from actquiz.tui.app import ActquizApp
from actquiz.tui.author import kept_draft
from actquiz.tui.author.screen import AuthorPage
from actquiz.tui.browse.screen import BrowsePage
from actquiz.tui.deck.screen import DeckPage
from actquiz.tui.dialog import Picker
from actquiz.tui.home.screen import HomePage
from actquiz.tui.review.screen import ReviewPage

SIZES = [(80, 24), (40, 12), (160, 50)]
OWN = """\
format: 1
deck: own
title: Own
cards:
  # The first.
  - id: own-one
    front: What is one?   # a remark
    back: This.

  - id: own-two
    front: What is two?
    back: That.
"""


@pytest.fixture
def own(a_place_of_its_own: None) -> Path:
    """A deck of the learner's own, there before the app starts."""
    path = paths.user_decks() / "own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OWN)
    return path


async def settled(pilot: Pilot[None], app: ActquizApp) -> None:
    """What was typed has been looked at."""
    await pilot.pause(0.2)
    await app.workers.wait_for_complete()
    await pilot.pause()


async def written(pilot: Pilot[None], app: ActquizApp, text: str) -> AuthorPage:
    """The page with this in its field."""
    page = app.screen
    assert isinstance(page, AuthorPage)
    page.text.text = text
    await settled(pilot, app)
    return page


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_is_added_from_home(app: ActquizApp, size: tuple[int, int]) -> None:
    """Type a question and an answer, see the card, save it; then the next one is begun."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("a")
        page = app.screen
        assert isinstance(page, AuthorPage)
        await pilot.press(*"Why: now", "down", *"So #1")
        await settled(pilot, app)
        if size == (40, 12):
            await pilot.press("f2")
            await pilot.pause()
        assert "Why: now" in screen_text(app)
        assert "So #1" in screen_text(app)
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        loaded = load_deck(paths.user_decks() / "my-cards.yaml")
        assert loaded.problems == []
        assert loaded.deck is not None
        (card,) = loaded.deck.cards
        assert (card.id, getattr(card, "front", "")) == ("why-now", "Why: now")
        assert app.desk.index.get("why-now") is not None
        assert page.text.text.startswith("id: \nfront: \n")


async def test_a_card_that_is_none_yet_is_not_saved(app: ActquizApp) -> None:
    """What is missing is named with its line, and the text stays."""
    async with app.run_test() as pilot:
        await pilot.press("a", *"Why")
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        assert "line 3: `back` is empty" in screen_text(app)
        assert not paths.user_decks().exists()
        assert isinstance(app.screen, AuthorPage)
        assert "front: Why" in app.screen.text.text


async def test_a_false_claim_is_shown_while_it_is_written_and_asked_about(app: ActquizApp) -> None:
    """The proof runs on this card alone; saving it all the same takes a second word."""
    async with app.run_test() as pilot:
        await pilot.press("a")
        claim = "claims: [{function: tanh, slope: 2, at: 0}]"
        await written(pilot, app, f"front: Slope of tanh at zero?\nback: Two.\n{claim}\n")
        assert "tanh" in " ".join(screen_text(app).split())
        assert "✗" in screen_text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Picker)
        await pilot.press("enter")
        assert not paths.user_decks().exists()
        await pilot.press("ctrl+s", "2", "enter")
        await settled(pilot, app)
        assert (paths.user_decks() / "my-cards.yaml").exists()


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_is_edited_in_browse(
    own: Path, app: ActquizApp, size: tuple[int, int]
) -> None:
    """In its own file: remarks, order and the other card stay; the list shows what is new."""
    async with app.run_test(size=size) as pilot:
        await app.push_screen(BrowsePage(app.desk, "own-one"))
        await settled(pilot, app)
        await pilot.press("E")
        await settled(pilot, app)
        page = app.screen
        assert isinstance(page, AuthorPage)
        assert page.text.text.startswith("# The first.\nid: own-one\n")
        await written(pilot, app, page.text.text.replace("What is one?", "What is first?"))
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        assert isinstance(app.screen, BrowsePage)
        assert own.read_text() == OWN.replace("What is one?", "What is first?")
        assert "What is first?" in " ".join(screen_text(app).split())
        await pilot.press("U")
        await settled(pilot, app)
        assert own.read_text() == OWN
        assert "What is one?" in " ".join(screen_text(app).split())


async def test_nothing_changed_writes_nothing(own: Path, app: ActquizApp) -> None:
    """Saving a card as it was leaves the file alone, its time included."""
    before = own.stat().st_mtime_ns
    async with app.run_test() as pilot:
        app.edit_card(app.desk.index.entry("own-two"))
        await settled(pilot, app)
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        assert not isinstance(app.screen, AuthorPage)
    assert own.read_text() == OWN
    assert own.stat().st_mtime_ns == before


async def test_leaving_asks_before_anything_is_lost(app: ActquizApp) -> None:
    """Esc with unsaved text asks; without, it leaves at once."""
    async with app.run_test() as pilot:
        await pilot.press("a", "escape")
        await pilot.pause()
        assert isinstance(app.screen, HomePage)
        await pilot.press("a", *"Why")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Picker)
        await pilot.press("3", "enter")
        assert isinstance(app.screen, AuthorPage)
        assert "front: Why" in app.screen.text.text
        await pilot.press("escape", "2", "enter")
        await settled(pilot, app)
        assert isinstance(app.screen, HomePage)
        assert not paths.user_decks().exists()
        assert kept_draft.left("") == ""


async def test_a_draft_outlives_the_program(app: ActquizApp) -> None:
    """What was being written when it ended is offered at the next time."""
    kept_draft.keep("", "front: Half a car")
    async with app.run_test() as pilot:
        await pilot.press("a")
        await settled(pilot, app)
        assert isinstance(app.screen, Picker)
        await pilot.press("enter")
        await settled(pilot, app)
        assert isinstance(app.screen, AuthorPage)
        assert app.screen.text.text == "front: Half a car"
        await written(pilot, app, "front: Half a card")
    assert kept_draft.left("") == "front: Half a card"


async def test_the_last_save_is_taken_back(app: ActquizApp) -> None:
    """F9 on the page; a deck that the card began is gone again."""
    async with app.run_test() as pilot:
        await pilot.press("a")
        await written(pilot, app, "front: Why?\nback: So.\n")
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        assert (paths.user_decks() / "my-cards.yaml").exists()
        await pilot.press("f9")
        await settled(pilot, app)
        assert not (paths.user_decks() / "my-cards.yaml").exists()
        assert app.desk.index.get("why") is None


async def test_another_kind_and_another_deck(app: ActquizApp) -> None:
    """F3 begins a card of another kind, F4 a deck of that title."""
    async with app.run_test() as pilot:
        await pilot.press("a", "f3", "2", "enter")
        await settled(pilot, app)
        page = app.screen
        assert isinstance(page, AuthorPage)
        assert "kind: choice" in page.text.text
        await pilot.press("f4", "end", "enter", *"RNN notes", "enter")
        await settled(pilot, app)
        assert "new deck: RNN notes" in screen_text(app)
        await written(
            pilot,
            app,
            "kind: choice\nquestion: Which?\noptions:\n  - text: A\n    correct: true\n"
            "  - text: B\n    why: no: it is not\n",
        )
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        loaded = load_deck(paths.user_decks() / "rnn-notes.yaml")
        assert loaded.problems == []
        assert loaded.deck is not None
        assert loaded.deck.title == "RNN notes"


async def test_a_card_added_on_a_decks_page_goes_there(own: Path, app: ActquizApp) -> None:
    """If the deck is the learner's own; and the page shows it at once."""
    async with app.run_test() as pilot:
        app.show_deck("own")
        await settled(pilot, app)
        await pilot.press("a")
        await written(pilot, app, "front: What is three?\nback: More.\n")
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        await pilot.press("escape")
        await settled(pilot, app)
        assert isinstance(app.screen, DeckPage)
        assert "What is three?" in screen_text(app)
    assert own.read_text().startswith(OWN)


async def test_the_card_that_is_asked_is_edited_in_the_review(own: Path, app: ActquizApp) -> None:
    """It is asked again as it is now; nothing was graded."""
    async with app.run_test() as pilot:
        app.study(decks=("own",))
        await settled(pilot, app)
        await pilot.press("E")
        await settled(pilot, app)
        page = app.screen
        assert isinstance(page, AuthorPage)
        await written(pilot, app, page.text.text.replace("What is one?", "What is first?"))
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        assert isinstance(app.screen, ReviewPage)
        assert "What is first?" in screen_text(app)
        with app.desk.store.reading("SELECT count(*) FROM review") as rows:
            assert [count for (count,) in rows] == [0]


async def test_a_file_that_changed_meanwhile_is_not_written_over(
    own: Path, app: ActquizApp
) -> None:
    """The message says so, and what was written is still there to be copied."""
    async with app.run_test() as pilot:
        app.edit_card(app.desk.index.entry("own-one"))
        await settled(pilot, app)
        own.write_text(OWN.replace("What is one?", "Which one?"))
        page = app.screen
        assert isinstance(page, AuthorPage)
        await written(pilot, app, page.text.text.replace("This.", "Mine."))
        await pilot.press("ctrl+s")
        await settled(pilot, app)
        assert "changed elsewhere meanwhile" in " ".join(screen_text(app).split())
        await pilot.press("escape")
        assert isinstance(app.screen, AuthorPage)
        assert "Mine." in app.screen.text.text
    assert "Mine." not in own.read_text()
