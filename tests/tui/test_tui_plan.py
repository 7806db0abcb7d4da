"""Plan: set the day and the minutes, read what will be known, study by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz.memory.settings import load_settings, save_settings
from actquiz.tui.app import ActquizApp
from actquiz.tui.dialog import TextDialog
from actquiz.tui.home.screen import HomePage
from actquiz.tui.plan.screen import PlanPage
from actquiz.tui.review.screen import ReviewPage

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]


def prepare(app: ActquizApp, day: str = "2026-12-05", minutes: int = 2) -> None:
    """A learner who has set a day."""
    settings = replace(load_settings(), interview_date=day, plan_minutes=minutes)
    save_settings(settings)
    app.desk.settings = settings


async def opened(pilot: Pilot[None], app: ActquizApp) -> PlanPage:
    """The plan's page with the plan on it."""
    await pilot.press("p")
    return await planned(pilot, app)


async def planned(pilot: Pilot[None], app: ActquizApp) -> PlanPage:
    """The page once the plan has been made."""
    for _ in range(3):
        # The plan, then its picture.
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert isinstance(app.screen, PlanPage)
    return app.screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_plan_says_what_will_be_known(
    app: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """Day, minutes and forecast stand on one page."""
    prepare(app)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        same_screen(app, f"plan-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_without_a_day_one_key_sets_it(
    app: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """The first visit offers Enter, which asks for the day; then the plan is there."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("p")
        await pilot.pause()
        same_screen(app, f"plan-none-{size[0]}x{size[1]}")
        await pilot.press("enter")
        assert isinstance(app.screen, TextDialog)
        await pilot.press(*"2026-12-05", "enter")
        page = await planned(pilot, app)
        assert page.plan is not None
        assert page.plan.days == 12
    assert load_settings().interview_date == "2026-12-05"


@pytest.mark.parametrize("text", ["2026-11-23", "2020-01-01", "2099-01-01", "soon"])
async def test_a_day_that_cannot_be_planned_for_is_refused(app: ActquizApp, text: str) -> None:
    """The question stays open and says why; nothing is kept."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p", "d", *text, "enter")
        assert isinstance(app.screen, TextDialog)
        assert text in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, PlanPage)
    assert load_settings().interview_date == ""


async def test_a_day_is_typed_as_one_says_it(app: ActquizApp) -> None:
    """While it is typed the page says which day it is taken for; nonsense is answered below."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p", "d", *"next", "space", *"friday")
        await pilot.pause()
        assert "Fri 4 Dec 2026, in 11 days" in screen_text(app)
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "'next fridayx' is no date" in screen_text(app)
        assert "in 2 weeks, 8 dec" in screen_text(app)
        await pilot.press("backspace", "enter")
        await planned(pilot, app)
    assert load_settings().interview_date == "2026-12-04"


async def test_the_last_plan_stays_in_sight_while_the_next_is_made(app: ActquizApp) -> None:
    """An arrow on the minutes does not blank the page."""
    prepare(app, minutes=20)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, app)
        before = page.plan
        await pilot.press("down", "right")
        assert page.picture.display
        assert page.picture.figure is not None
        assert "30 min" in screen_text(app)
        page = await planned(pilot, app)
        assert page.plan is not before


async def test_minutes_and_days_turn_by_the_arrows(app: ActquizApp) -> None:
    """Right and left move the day, or the minutes when the cursor is on them."""
    prepare(app, minutes=20)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("right", "right", "left")
        await planned(pilot, app)
        assert load_settings().interview_date == "2026-12-06"
        await pilot.press("down", "right")
        page = await planned(pilot, app)
        assert load_settings().plan_minutes == 30
        assert page.plan is not None
        assert page.plan.agenda.minutes == 30
        await pilot.press("m", *"45", "enter")
        await planned(pilot, app)
        assert load_settings().plan_minutes == 45


async def test_the_day_never_turns_to_one_that_has_gone(app: ActquizApp) -> None:
    """Tomorrow is the earliest."""
    prepare(app, day="2026-11-24")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("left", "left")
        page = await planned(pilot, app)
        assert page.plan is not None
        assert page.plan.days == 1
        assert "tomorrow" in screen_text(app)


async def test_home_says_the_way_to_the_interview(app: ActquizApp) -> None:
    """After a plan was made Home has a line with the days, the score and the minutes."""
    prepare(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomePage)
        assert "Interview in 12 days: expected score " in screen_text(app)


async def test_enter_studies_what_the_plan_asks(app: ActquizApp) -> None:
    """The review that begins has the plan's cards."""
    prepare(app)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, app)
        assert page.plan is not None
        listed = [card for card, _ in page.plan.agenda.days[0]]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewPage)
        assert app.screen.session.turn is not None
        assert app.screen.session.turn.entry.id == listed[0]


async def test_a_plan_can_be_forgotten(app: ActquizApp) -> None:
    """x takes the day away, and the queue is the ordinary one."""
    prepare(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "Interview in" not in screen_text(app)
    assert load_settings().interview_date == ""


async def test_an_interview_that_is_over_is_said(app: ActquizApp) -> None:
    """The page still opens, says so, and takes a new day."""
    prepare(app, day="2026-11-20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "Fri 20 Nov 2026: over" in screen_text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, TextDialog)


async def test_leaving_while_it_is_planned_is_no_error(app: ActquizApp) -> None:
    """Nobody waits for the plan of a page that was left."""
    prepare(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p", "escape")
        await pilot.pause()
        assert isinstance(app.screen, HomePage)
