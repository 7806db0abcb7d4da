"""Home: what is due, what is coming, one obvious key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from app_screen import screen_text

from actquiz import paths
from actquiz.memory.grade import Grade
from actquiz.practice import home_overview
from actquiz.practice.turn import Response
from actquiz.tui.app import ActquizApp
from actquiz.tui.desk import Desk
from actquiz.tui.home.screen import HomePage
from actquiz.tui.review.screen import ReviewPage
from actquiz.words import counted

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]


@pytest.fixture(autouse=True)
def one_experiment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's experiment does not change when another one is added."""
    only = [("born-dead", "Networks that are dead at birth")]
    monkeypatch.setattr(home_overview.registry, "names", lambda: only)


async def learn_everything(app: ActquizApp) -> None:
    """Grade every card once, outside the screen."""
    from actquiz.practice.review import ReviewSession

    session = ReviewSession(app.desk.store, app.desk.index, new=99)
    while session.turn is not None:
        session.answer(Response())
        session.grade(Grade.EASY)
    session.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_first_run_teaches_and_offers_one_key(
    app: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """A newcomer reads what this is and presses Enter."""
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        same_screen(app, f"first-run-{size[0]}x{size[1]}")
        await pilot.press("enter")
        assert isinstance(app.screen, ReviewPage)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_home_after_everything_is_learned(
    app: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """Nothing due says when the next card comes, and shows the days ahead."""
    await learn_everything(app)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        same_screen(app, f"all-learned-{size[0]}x{size[1]}")


async def test_nothing_due_offers_more_new_cards(
    app: ActquizApp, same_screen: Same, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the day's share is learned, Enter brings new cards ahead of tomorrow."""
    from dataclasses import replace

    app.desk.settings = replace(app.desk.settings, new_per_day=0)
    await _grade_one(app)
    async with app.run_test(size=(80, 24)) as pilot:
        same_screen(app, "nothing-due-80x24")
        await pilot.press("enter")
        assert isinstance(app.screen, ReviewPage)
        assert app.screen.session.turn is not None


async def test_a_finished_deck_is_looked_through(app: ActquizApp) -> None:
    """Where nothing is left of a deck, Enter opens its page."""
    await learn_everything(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        assert "Look through: Formulas by heart" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.NAME == "deck"


async def test_the_button_counts_what_a_session_asks_of_a_deck(app: ActquizApp) -> None:
    """The number on it is the number of cards until the session is done."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        said = next(line for line in screen_text(app).splitlines() if "⏎  Study" in line)
        await pilot.press("enter")
        asked = 0
        assert isinstance(app.screen, ReviewPage)
        session = app.screen.session
        while session.turn is not None:
            session.answer(Response())
            session.grade(Grade.EASY)
            asked += 1
        assert f"Study {counted(asked, 'card')}: Formulas by heart" in said


async def _grade_one(app: ActquizApp) -> None:
    from actquiz.practice.review import ReviewSession

    session = ReviewSession(app.desk.store, app.desk.index, new=1)
    session.answer(Response())
    session.grade(Grade.EASY)
    session.close()


async def test_no_decks_at_all_says_where_to_put_some(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, same_screen: Same
) -> None:
    """An empty bank is no dead end."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path / "none"))
    monkeypatch.setattr(paths, "user_decks", lambda: Path("/home/you/actquiz/decks"))
    desk = Desk.open()
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        same_screen(app, "no-decks-80x24")
        await pilot.press("enter", "j", "1", "space")
        assert isinstance(app.screen, HomePage)
    desk.close()


async def test_a_damaged_deck_is_one_discreet_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Problems in decks are counted, with the command that lists them; good decks still show."""
    (tmp_path / "bad.yaml").write_text("format: 1\ndeck: bad\ntitle: Bad\ncards: 3\n")
    good = Path(__file__).parent / "decks"
    monkeypatch.setenv("ACTQUIZ_DECKS", f"{good}:{tmp_path}")
    desk = Desk.open()
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)):
        text = screen_text(app)
    desk.close()
    assert "1 problem in your decks: actquiz check" in text
    assert "How gradients get through" in text


async def test_the_cursor_chooses_the_deck_that_enter_reviews(app: ActquizApp) -> None:
    """Arrows, j/k and digits choose; the button names the deck."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        assert ": Formulas by heart" in screen_text(app)
        await pilot.press("k")
        assert "cards: How gradients get through" in screen_text(app)
        await pilot.press("down", "enter")
        assert isinstance(app.screen, ReviewPage)
        assert app.screen.session.turn is not None
        assert app.screen.session.turn.entry.deck == "formulas"


async def test_the_mouse_chooses_and_begins(app: ActquizApp) -> None:
    """A click on a deck chooses it, a click on the button begins."""
    async with app.run_test(size=(80, 24)) as pilot:
        lines = screen_text(app).splitlines()
        row = next(y for y, line in enumerate(lines) if "Formulas by heart" in line)
        await pilot.click(offset=(10, row))
        button = next(
            y for y, line in enumerate(screen_text(app).splitlines()) if "⏎  Study" in line
        )
        await pilot.click(offset=(8, button))
        assert isinstance(app.screen, ReviewPage)


async def test_a_click_on_the_footer_does_what_its_key_does(app: ActquizApp) -> None:
    """The footer is for the mouse as well."""
    async with app.run_test(size=(80, 24)) as pilot:
        footer = screen_text(app).splitlines()[23]
        await pilot.click(offset=(footer.index("Browse"), 23))
        assert app.screen.NAME == "browse"


async def test_coming_back_counts_anew(app: ActquizApp) -> None:
    """Home is fresh after a review."""
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Welcome" in screen_text(app)
        await pilot.press("enter", "space", "4", "escape")
        await pilot.pause()
        text = screen_text(app)
        assert "8 cards today" in text
        assert "1-day streak" in text


async def test_q_quits_at_home(app: ActquizApp) -> None:
    """One key to leave."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_a_small_window_opens_with_a_deck_in_sight(app: ActquizApp) -> None:
    """At 40 by 12 the headline, the button, all decks and the first deck are seen at once."""
    async with app.run_test(size=(40, 12)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = screen_text(app)
    assert "Welcome" in shown
    assert "⏎  Begin" in shown
    assert "1 How gradients" in shown


async def test_a_large_window_looks_around(
    app: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the decks stand the weeks past, the weakest topic and an experiment to run."""
    from actquiz.practice.review import ReviewSession

    session = ReviewSession(app.desk.store, app.desk.index, new=99)
    for _ in range(9):
        session.answer(Response())
        session.grade(Grade.EASY)
    session.close()
    monkeypatch.setenv("ACTQUIZ_NOW", "2026-12-23T20:00:00+01:00")
    async with app.run_test(size=(160, 50)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = screen_text(app)
        assert "The last weeks" in shown
        assert "Weakest of what you have met" in shown
        assert "Today's experiment" in shown
        await pilot.press("e")
        await pilot.pause()
        assert app.screen.NAME == "lab"
    async with ActquizApp(app.desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Today's experiment" not in screen_text(pilot.app)


async def test_a_click_beside_the_decks_leads_there(app: ActquizApp) -> None:
    """The calendar opens the statistics."""
    await learn_everything(app)
    async with app.run_test(size=(160, 50)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        lines = screen_text(app).split("\n")
        row = next(at for at, line in enumerate(lines) if "The last weeks" in line)
        await pilot.click(offset=(6, row))
        await pilot.pause()
        assert app.screen.NAME == "stats"
