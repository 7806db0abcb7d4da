"""The exercises in the app: the list, the file in an editor, and a check at each save."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz import paths
from actquiz.tui.app import ActquizApp
from actquiz.tui.desk import Desk
from actquiz.tui.exercises.exercise_screen import ExercisePage
from actquiz.tui.exercises.screen import ExercisesPage

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]
SHIPPED = Path(__file__).parents[2] / "content" / "exercises"
NAIVE = "import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
SOLUTION = (SHIPPED / "stable-sigmoid" / "solution.py").read_text(encoding="utf-8")


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ActquizApp]:
    """The app with two of the exercises, and an editor that saves nothing."""
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "shipped")
    for name in ("stable-sigmoid", "debug-uphill"):
        shutil.copytree(SHIPPED / name, tmp_path / "shipped" / "exercises" / name)
    monkeypatch.setattr(ActquizApp, "open_file", lambda self, path, line=1: None)
    desk = Desk.open()
    yield ActquizApp(desk)
    desk.close()


async def open_first(pilot: Pilot[None]) -> ExercisePage:
    """From Home to the first exercise."""
    await pilot.press("x", "enter")
    page = pilot.app.screen
    assert isinstance(page, ExercisePage)
    return page


async def save(pilot: Pilot[None], page: ExercisePage, text: str) -> None:
    """Save the file as an editor does, and wait for what the check finds."""
    before = page.seen.report
    page.session.path.write_text(text, encoding="utf-8")
    while page.checking or page.seen.report is before or page.seen.report is None:
        await pilot.pause(0.05)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_exercise_as_screens(
    shop: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """The list, the task, and the first failure with the smallest input that shows it."""
    name = f"{size[0]}x{size[1]}"
    async with shop.run_test(size=size, notifications=False) as pilot:
        await pilot.press("x")
        await pilot.pause()
        same_screen(shop, f"exercises-{name}")
        await pilot.press("enter")
        page = shop.screen
        assert isinstance(page, ExercisePage)
        page.shown_path = "exercises/stable-sigmoid.py"
        page._show()
        await pilot.pause()
        same_screen(shop, f"exercise-task-{name}")
        await pilot.press("enter")
        await save(pilot, page, NAIVE)
        same_screen(shop, f"exercise-failing-{name}")


async def test_a_save_is_checked_and_passing_ends_the_round(shop: ActquizApp) -> None:
    """Wrong, then right: each save is an attempt, the last is a review, and the lesson is told."""
    async with shop.run_test(size=(100, 60)) as pilot:
        page = await open_first(pilot)
        await pilot.press("enter")
        assert page.session.path.exists()
        await save(pilot, page, NAIVE)
        text = screen_text(shop)
        assert "✗ Not yet: 4 of 6 properties hold" in text
        assert "sigmoid(np.array([-" in text
        await save(pilot, page, SOLUTION)
        text = screen_text(shop)
        assert "✓ Passed: all 6 properties hold" in text
        assert "It comes back on" in text
        assert page.session.standing.state == "passed"
        assert page.session.standing.round.attempts == 2
        await pilot.press("escape")
        assert "1 of 2 passed" in screen_text(shop)


async def test_reading_the_file_again_is_no_attempt(shop: ActquizApp) -> None:
    """Opening an exercise that was begun shows how it stands, and counts nothing."""
    async with shop.run_test(size=(100, 40)) as pilot:
        page = await open_first(pilot)
        await pilot.press("enter")
        await save(pilot, page, NAIVE)
        await pilot.press("escape", "enter")
        page = shop.screen  # type: ignore[assignment]
        while page.seen.report is None:
            await pilot.pause(0.05)
        assert page.session.standing.round.attempts == 1


async def test_hints_come_one_by_one(shop: ActquizApp) -> None:
    """Each press one more; after the last the key is gone."""
    async with shop.run_test(size=(100, 60)) as pilot:
        page = await open_first(pilot)
        await pilot.press("h")
        text = screen_text(shop)
        assert "Hint 1" in text
        assert "Hint 2" not in text
        await pilot.press("h", "h", "h")
        await pilot.pause()
        text = screen_text(shop)
        assert "Hint 3" in text
        assert "That was the last hint." in text
        assert "h Hint" not in text
        assert len(page.session.hints()) == 3


async def test_the_solution_is_asked_for_twice_before_passing(shop: ActquizApp) -> None:
    """No shows nothing; Yes shows it, and it is remembered that it was seen."""
    async with shop.run_test(size=(100, 80)) as pilot:
        page = await open_first(pilot)
        await pilot.press("s", "1", "enter")
        assert not page.session.standing.round.solution
        await pilot.press("s", "2", "enter")
        await pilot.pause()
        assert "def sigmoid(x" in screen_text(shop).split("Solution")[1]
        assert page.session.standing.round.solution


async def test_beginning_afresh_keeps_the_old_file(shop: ActquizApp) -> None:
    """It is asked first; the starter is written, and what was there is beside it."""
    async with shop.run_test(size=(100, 40)) as pilot:
        page = await open_first(pilot)
        await pilot.press("enter")
        await save(pilot, page, NAIVE)
        await pilot.press("r", "2", "enter")
        assert page.session.path.read_text(encoding="utf-8") == NAIVE
        await pilot.press("r", "1", "enter")
        await pilot.pause()
        assert "NotImplementedError" in page.session.path.read_text(encoding="utf-8")
        kept = page.session.path.with_name("stable-sigmoid.1.py")
        assert kept.read_text(encoding="utf-8") == NAIVE
        assert "Begun. Each save is checked." in screen_text(shop)


async def test_an_endless_loop_is_stopped_by_the_next_save(shop: ActquizApp) -> None:
    """Nobody waits for a check of what is out of date."""
    async with shop.run_test(size=(100, 40)) as pilot:
        page = await open_first(pilot)
        await pilot.press("enter")
        page.session.path.write_text("def sigmoid(x):\n    while True: pass\n", encoding="utf-8")
        while not page.checking:
            await pilot.pause(0.05)
        await pilot.pause(0.3)
        await save(pilot, page, SOLUTION)
        assert page.seen.report is not None
        assert page.seen.report.passed


async def test_without_exercises_the_list_is_empty(app: ActquizApp) -> None:
    """There is nothing to open, and no key that promises it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        assert isinstance(app.screen, ExercisesPage)
        await pilot.press("enter")
        assert isinstance(app.screen, ExercisesPage)
        assert "Open" not in screen_text(app)


async def test_after_a_pass_enter_goes_on_to_the_next(shop: ActquizApp) -> None:
    """It is named on the button, and the list counts what is passed in each group."""
    async with shop.run_test(size=(80, 24)) as pilot:
        page = await open_first(pilot)
        await pilot.press("enter")
        await save(pilot, page, NAIVE)
        assert page.next is None
        await save(pilot, page, SOLUTION)
        assert "Next: Debug: the training loss falls, then climbs" in screen_text(shop)
        await pilot.press("enter")
        assert isinstance(shop.screen, ExercisePage)
        assert shop.screen.session.exercise.id == "debug-uphill"
        await pilot.press("escape")
        assert "1 of 1 passed" in screen_text(shop)
        assert "0 of 1 passed" in screen_text(shop)


async def test_the_file_stands_beside_the_report_where_there_is_room(shop: ActquizApp) -> None:
    """With the line that fails marked; narrower, that line stands in the report."""
    async with shop.run_test(size=(160, 50)) as pilot:
        page = await open_first(pilot)
        await pilot.press("enter")
        await save(pilot, page, NAIVE)
        assert "✗ 5      return 1 / (1 + np.exp(-x))" in screen_text(shop)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.pause()
        assert "✗ 5" not in screen_text(shop)
        assert "line 5  return 1 / (1 + np.exp(-x))" in screen_text(shop)


async def test_a_long_line_of_the_solution_goes_on_below(shop: ActquizApp) -> None:
    """Nothing is cut off: what did not fit is marked and indented."""
    async with shop.run_test(size=(40, 40)) as pilot:
        page = await open_first(pilot)
        await pilot.press("s", "2", "enter")
        shown = [row.content.plain for row in page.task_view.laid(page.task_view.size.width)]
        code = shown[shown.index("Solution") + 2 :]
        assert any("↪ " in line for line in code)
        words = "".join(code).replace("↪", "").split()
        assert "".join(words) == "".join(page.session.exercise.solution().split())
