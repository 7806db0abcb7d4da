"""The statistics screen: what it shows, how one moves in it, and what it saves."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from app_screen import NOW, screen_text
from textual.pilot import Pilot

from actquiz.bank.index import Index
from actquiz.bank.search import Query
from actquiz.memory.grade import Grade
from actquiz.memory.rows import DeckPlace
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Store
from actquiz.tui.app import ActquizApp
from actquiz.tui.desk import Desk
from actquiz.tui.stats.screen import StatsPage

SIZES = [(40, 12), (80, 24), (160, 50)]


def study(monkeypatch: pytest.MonkeyPatch, days: int, *, each_day: int = 6) -> None:
    """Review some of the cards on each of the last ``days`` days, always the same ones."""
    now = datetime.fromisoformat(NOW)
    draw = random.Random(1)
    scheduler = Scheduler()
    with Index.open() as index, Store.open() as store:
        entries = [index.entry(found.id) for found in index.search(Query(), limit=12)]
        for back in range(days, -1, -1):
            moment = now.replace(hour=8 if back % 3 else 21, minute=0) - timedelta(
                days=back, hours=2
            )
            monkeypatch.setenv("ACTQUIZ_NOW", moment.isoformat())
            for entry in draw.sample(entries, min(each_day, len(entries))):
                moment += timedelta(minutes=1)
                monkeypatch.setenv("ACTQUIZ_NOW", moment.isoformat())
                store.record(
                    entry.id,
                    Grade(draw.choices([1, 2, 3, 4], [12, 8, 70, 10])[0]),
                    scheduler=scheduler,
                    moment=moment,
                    offset=timedelta(hours=1),
                    seen=store.memory(entry.id),
                    place=DeckPlace(entry.deck),
                    duration=timedelta(seconds=20),
                )
    monkeypatch.setenv("ACTQUIZ_NOW", NOW)


async def settled(app: ActquizApp, pilot: Pilot[None]) -> StatsPage:
    """The page, once it has counted and everything in sight is drawn."""
    await app.workers.wait_for_complete()
    for _ in range(6):
        await pilot.pause()
        await app.workers.wait_for_complete()
    page = app.screen
    assert isinstance(page, StatsPage)
    return page


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_statistics_read_well_at_every_size(
    desk: Desk,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
    same_screen: Callable[[ActquizApp, str], None],
) -> None:
    """A dashboard, or the summary and then a chart a page; a digit goes to its chart."""
    study(monkeypatch, 40)
    app = ActquizApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("s")
        await settled(app, pilot)
        name = f"stats-{size[0]}x{size[1]}"
        same_screen(app, name)
        for key, chart in (("3", "calendar"), ("4", "retention")):
            await pilot.press(key)
            await settled(app, pilot)
            same_screen(app, f"{name}-{chart}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_without_reviews_the_screen_teaches(
    app: ActquizApp, size: tuple[int, int], same_screen: Callable[[ActquizApp, str], None]
) -> None:
    """It says what will stand there, and one key begins."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("s")
        await settled(app, pilot)
        same_screen(app, f"stats-empty-{size[0]}x{size[1]}")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.NAME == "review"


async def test_three_reviews_are_counted_and_not_judged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, same_screen: Callable[[ActquizApp, str], None]
) -> None:
    """Too few to tell is said in these words, and no percentage of them is drawn."""
    study(monkeypatch, 0, each_day=3)
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        page = await settled(app, pilot)
        await pilot.press("4")
        await settled(app, pilot)
        same_screen(app, "stats-three-reviews")
        assert page.states() == {"charts"}


async def test_keys_lead_from_chart_to_chart(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Next, before, a number and the list of charts each show one chart and its place."""
    study(monkeypatch, 20)
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        page = await settled(app, pilot)
        assert page.cursor == 0
        await pilot.press("n", "tab")
        assert page.cursor == 2
        await pilot.press("p")
        assert page.cursor == 1
        await pilot.press("8")
        await pilot.pause()
        assert "8  How long do the cards last?" in screen_text(app).split("\n")[2]
        await pilot.press("G")
        await pilot.pause()
        assert "on your own clock" in screen_text(app).lower()
        await pilot.press("g")
        assert page.cursor == 0
        await pilot.press("c", "down", "down", "enter")
        await pilot.pause()
        assert page.cursor == 3


async def test_a_dashboard_shows_six_and_turns_its_pages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arrows move over the grid; past its end comes the next six; Enter gives one all the room."""
    study(monkeypatch, 20)
    app = ActquizApp(desk)
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press("s")
        page = await settled(app, pilot)
        assert [box.number for box in page.boxes if box.display] == [1, 2, 3, 4, 5, 6]
        await pilot.press("down", "right")
        assert page.cursor == 4
        await pilot.press("pagedown")
        assert page.cursor == 10
        assert [box.number for box in page.boxes if box.display] == [7, 8, 9, 10, 11, 12]
        await pilot.press("enter")
        assert [box.number for box in page.boxes if box.display] == [10]
        await pilot.press("escape")
        assert page.dashboard
        assert page.cursor == 10


async def test_a_window_that_shrinks_keeps_its_chart(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From six charts to one: the one the keys were about."""
    study(monkeypatch, 20)
    app = ActquizApp(desk)
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press("s")
        page = await settled(app, pilot)
        await pilot.press("5")
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert [box.number for box in page.boxes if box.display] == [5]
        assert "5  Does the schedule foresee it?" in screen_text(app)


async def test_numbers_stand_in_for_the_picture(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``t`` shows the same chart's table, and ``t`` brings the picture back."""
    study(monkeypatch, 20)
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        page = await settled(app, pilot)
        await pilot.press("3", "t")
        await pilot.pause()
        assert "week of  Mon  Tue" in screen_text(app)
        await pilot.press("t")
        await pilot.pause()
        assert page.cursor == 3
        assert "▒" in screen_text(app)


async def test_days_can_be_narrowed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """``d`` counts fewer days; after the longest come all of them again."""
    study(monkeypatch, 20)
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        page = await settled(app, pilot)
        assert page.statistics is not None
        ever = page.statistics.efforts.retention.young.of
        seen = []
        for _ in range(5):
            await pilot.press("d")
            await settled(app, pilot)
            seen.append((page.days, page.statistics.efforts.retention.young.of))
    assert [days for days, _ in seen] == [7, 30, 90, 365, None]
    assert seen[0][1] < ever == seen[1][1] == seen[-1][1]


async def test_the_chart_in_sight_is_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """``w`` asks for a name and writes the picture with what it shows."""
    study(monkeypatch, 20)
    monkeypatch.chdir(tmp_path)
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await settled(app, pilot)
        await pilot.press("8", "w")
        await pilot.pause()
        assert "stability.png" in screen_text(app)
        await pilot.press(*"mine.svg", "enter")
        await settled(app, pilot)
    assert '"chart": "stability"' in (tmp_path / "mine.svg").read_text().replace("&quot;", '"')


async def test_leaving_while_it_counts_stops_the_counting(
    app: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing arrives at a screen that is gone."""
    from actquiz.practice.statistics import gathering

    asked: list[bool] = []
    original = gathering.gather

    def slow(*arguments: object, stopped: Callable[[], bool], **named: object) -> object:
        import time

        for _ in range(200):
            asked.append(stopped())
            if asked[-1]:
                raise gathering.CountingStopped
            time.sleep(0.01)
        return original(*arguments, stopped=stopped, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "gather", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        assert app.screen.NAME == "home"
    assert asked[-1]
