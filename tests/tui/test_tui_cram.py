"""Cramming in the app: one key from Home, the drill beside it, the schedule left alone."""

from __future__ import annotations

from collections.abc import Callable

from app_screen import screen_text

from actquiz.practice.cram import Cram
from actquiz.tui.app import ActquizApp
from actquiz.tui.cram.screen import CramPage
from actquiz.tui.desk import Desk
from actquiz.tui.quiz.asking import QuizAskingPage

Same = Callable[[ActquizApp, str], None]


async def test_cramming_is_one_key_from_home(desk: Desk, same_screen: Same) -> None:
    """c opens it, Enter asks; leaving with an answer shows a score and records nothing."""
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        assert isinstance(app.screen, CramPage)
        same_screen(app, "cram-80x24")
        await pilot.press("w")
        assert "missed in the last 7 days" in screen_text(app)
        await pilot.press("w", "w", "m")
        assert app.screen.choice.minutes == 5
        await pilot.press("enter")
        assert isinstance(app.screen, QuizAskingPage)
        assert isinstance(app.screen.quiz, Cram)
        assert "5:00" in screen_text(app) or "4:59" in screen_text(app)
        await pilot.press("escape")
    with desk.store.reading("SELECT count(*) FROM review") as rows:
        assert rows.fetchone() == (0,)


async def test_nothing_missed_is_said(desk: Desk) -> None:
    """A choice that means no card opens a message, not an empty quiz."""
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "w", "enter")
        await pilot.pause()
        assert "was forgotten in the last 7" in screen_text(app)


async def test_a_drill_without_curves_is_explained(desk: Desk) -> None:
    """Where no deck has curves or formulas, t says so."""
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "t")
        assert "no deck has curves" in screen_text(app).lower()
