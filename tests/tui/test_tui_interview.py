"""The interview in the app: whole ones by keyboard, the whiteboard, the clock, the reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz import clock, paths
from actquiz.memory.wanted import wanted
from actquiz.practice import interview, interview_files
from actquiz.practice.interview_answer import Answering, AtBoard, Coding, Further, Ticking
from actquiz.tui.app import ActquizApp
from actquiz.tui.browse.screen import BrowsePage
from actquiz.tui.desk import Desk
from actquiz.tui.dialog import ErrorDialog
from actquiz.tui.exercises.exercise_screen import ExercisePage
from actquiz.tui.interview.asking import InterviewAskingPage
from actquiz.tui.interview.report_screen import InterviewReportPage
from actquiz.tui.interview.screen import InterviewPage, InterviewSetup
from actquiz.tui.keys.state import State

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]
STRONG = "A product over layers, each factor at most a quarter."
NAMES = {" ": "space", "(": "left_parenthesis", ")": "right_parenthesis", ",": "comma",
         ".": "full_stop", "*": "asterisk", "\n": "enter"}  # fmt: skip


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> Iterator[ActquizApp]:
    """The app on a deck with three open questions and a formula."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(Path(__file__).parent / "decks_talk"))
    desk = Desk.open()
    yield ActquizApp(desk)
    desk.close()


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Press one key a character."""
    await pilot.press(*(NAMES.get(char, char) for char in text))


async def begin(pilot: Pilot[None], minutes: float = 30) -> InterviewAskingPage:
    """From Home to the first question."""
    await pilot.press("i")
    page = pilot.app.screen
    assert isinstance(page, InterviewPage)
    page.wish = InterviewSetup(minutes, seed=1)
    await pilot.press("enter")
    asking = pilot.app.screen
    assert isinstance(asking, InterviewAskingPage)
    return asking


async def to_the_whiteboard(pilot: Pilot[None]) -> InterviewAskingPage:
    """Two open questions passed without a word; the third is a formula."""
    page = await begin(pilot)
    await pilot.press("ctrl+d", "enter", "ctrl+d", "enter")
    assert isinstance(page.talk.step, AtBoard)
    return page


def report_text() -> str:
    """The newest report on disk."""
    path = interview_files.earlier()[-1].path
    assert path is not None
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_interview_as_screens(
    talking: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """The choice, a question, its key points, a wrong formula with both curves, the report."""
    name = f"{size[0]}x{size[1]}"
    async with talking.run_test(size=size, notifications=False) as pilot:
        await pilot.press("i")
        await pilot.pause()
        same_screen(talking, f"interview-choice-{name}")
        await pilot.press("escape")
        page = await begin(pilot)
        await type_text(pilot, "A product over layers.")
        await pilot.pause()
        same_screen(talking, f"interview-question-{name}")
        await pilot.press("ctrl+d")
        await pilot.pause()
        same_screen(talking, f"interview-more-{name}")
        await pilot.press("ctrl+d")
        await pilot.pause()
        same_screen(talking, f"interview-points-{name}")
        await pilot.press("enter", "ctrl+d", "enter")
        await type_text(pilot, "x*tanh(x)\n")
        while not page.sheet.picture.drawn:
            await pilot.pause(0.01)
        await pilot.pause()
        same_screen(talking, f"interview-formula-{name}")
        await pilot.press("enter", "escape", "e", "2", "enter")
        report = talking.screen
        assert isinstance(report, InterviewReportPage)
        report.view._this = replace(report.view._this, path=None)
        report.view.redraw()
        await pilot.pause()
        same_screen(talking, f"interview-report-{name}")


async def test_a_strong_answer_leads_a_step_further(talking: ActquizApp) -> None:
    """Enter on an empty line hands in; the step further is in the report, and not scored."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await begin(pilot)
        await type_text(pilot, f"{STRONG}\nThat is all.\n\n")
        assert isinstance(page.talk.step, Ticking)
        assert page.sheet.options.picks == (0, 1)
        await pilot.press("enter")
        assert "How would you show it on a real network?" in screen_text(talking)
        await type_text(pilot, "Norms a layer.")
        await pilot.press("ctrl+d")
        assert len(page.interview.exchanges) == 1
        assert page.interview.exchanges[0].share == 1
        text = report_text()
    assert "    That is all." in text
    assert "Then asked: How would you show it on a real network?\n\n    Norms a layer." in text


async def test_a_second_chance_without_a_hint_and_the_last_word_is_the_learners(
    talking: ActquizApp,
) -> None:
    """What is missing is counted, not named; then ticks correct what was found."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await begin(pilot)
        await type_text(pilot, "A product.")
        await pilot.press("ctrl+d")
        text = screen_text(talking)
        assert "1 of 2 key points found. What else?" in text
        assert "at most ¼" not in text
        assert page.sheet.box.text == "A product.\n"
        await pilot.press("ctrl+d")
        assert page.sheet.options.picks == (0,)
        await pilot.press("1", "down", "space", "enter")
        assert page.interview.exchanges[0].made == ("A sigmoid's slope is at most ¼",)


async def test_a_formula_at_the_whiteboard(talking: ActquizApp) -> None:
    """What cannot be read may be typed again; an equal formula is right, in any form."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await to_the_whiteboard(pilot)
        await type_text(pilot, "silu(x)\n")
        assert isinstance(talking.screen, ErrorDialog)
        await pilot.press("enter")
        page.sheet.fields.focus_first_empty()
        await pilot.press("ctrl+u")
        await type_text(pilot, "x*(1-sigmoid(0-x))\n")
        assert "✓ Right: the same function." in screen_text(talking)
        assert not page.sheet.picture.display
        assert page.interview.exchanges[-1].share == 1


async def test_an_empty_formula_passes(talking: ActquizApp) -> None:
    """Enter in the empty field leaves it out."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await to_the_whiteboard(pilot)
        await pilot.press("enter")
        assert page.interview.exchanges[-1].note == "Left out."


async def test_the_clock_stands_still_while_it_is_paused(
    talking: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question is covered meanwhile; what was typed is there again afterwards."""
    seconds = [0.0]
    monkeypatch.setattr(clock, "stopwatch", lambda: seconds[0])
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await begin(pilot, minutes=10)
        assert "10 min left" in screen_text(talking)
        await type_text(pilot, "Half")
        seconds[0] += 121
        await pilot.press("escape", "p")
        seconds[0] += 10_000
        page._show_clock()
        await pilot.pause()
        text = screen_text(talking)
        assert "paused, 8 min left" in text
        assert "vanishing" not in text
        assert "Half" not in text
        await pilot.press("space")
        await type_text(pilot, " of it")
        assert page.sheet.box.text == "Half of it"
        assert page.interview.seconds_left() == 479
        seconds[0] += 420
        page._show_clock()
        await pilot.pause()
        assert "last minute" in screen_text(talking)
        seconds[0] += 100
        page._show_clock()
        await pilot.pause()
        assert "time is over: finish this answer" in screen_text(talking)
        await pilot.press("ctrl+d", "ctrl+d", "enter")
        assert isinstance(talking.screen, InterviewReportPage)


async def test_nothing_typed_is_lost_when_the_window_changes(talking: ActquizApp) -> None:
    """From wide to small and back the text and the cursor stay."""
    async with talking.run_test(size=(160, 50)) as pilot:
        page = await begin(pilot)
        await type_text(pilot, "One line\nand an")
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert "and an" in screen_text(talking)
        await type_text(pilot, "other")
        await pilot.resize_terminal(80, 24)
        assert page.sheet.box.text == "One line\nand another"


async def test_ending_early_keeps_what_was_being_said(talking: ActquizApp) -> None:
    """It is asked first; the answer that was begun is in the report, which says where it is."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await begin(pilot)
        await type_text(pilot, "A product")
        await pilot.press("escape", "e", "1", "enter")
        assert talking.screen is page
        await pilot.press("e", "2", "enter")
        assert isinstance(talking.screen, InterviewReportPage)
        assert "You covered 50% of the key points." in screen_text(talking)
        assert "Kept as" in screen_text(talking)
        text = report_text()
    assert "    A product" in text
    assert "did not come to its end" not in text


async def test_what_was_handed_in_is_an_answer_before_its_ticks_are_corrected(
    talking: ActquizApp,
) -> None:
    """Leaving says so, and the report has it; a second answer is counted."""
    async with talking.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await type_text(pilot, STRONG)
        await pilot.press("ctrl+d", "escape")
        assert "the report of 1 answer" in screen_text(talking)
        assert "nothing is answered" not in screen_text(talking)
        await pilot.press("enter", "enter", "ctrl+d")
        await type_text(pilot, "Something")
        await pilot.press("escape", "e")
        await pilot.pause()
        assert "the report of 2 answers" in screen_text(talking)


async def test_one_key_puts_what_was_not_strong_first_tomorrow(talking: ActquizApp) -> None:
    """The questions are listed by what they ask, skipped ones too; again the key takes it back."""
    tomorrow = date(2026, 11, 24)
    async with talking.run_test(size=(80, 24)) as pilot:
        await to_the_whiteboard(pilot)
        await type_text(pilot, "x*sigmoid(x)")
        await pilot.press("enter", "enter", "escape", "e", "2", "enter")
        text = screen_text(talking)
        assert "You covered 100% of the key points of the 1 question you answered; 2 were" in text
        assert "– skipped  What is the vanishing gradient problem?" in text
        assert "✓    100%  What is the formula of the SiLU?" in text
        assert "t puts 2 cards at the head of tomorrow's queue." in text
        await pilot.press("t")
        assert "✓ 2 cards at the head of tomorrow's queue." in screen_text(talking)
        assert wanted(talking.desk.store, tomorrow) == ["talk-vanishing", "talk-dying"]
        await pilot.press("t")
        assert wanted(talking.desk.store, tomorrow) == []


async def test_leaving_before_anything_was_said_leaves_no_report(talking: ActquizApp) -> None:
    """There is nothing to keep."""
    async with talking.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("escape", "escape", "2", "enter")
        assert isinstance(talking.screen, InterviewPage)
    assert interview_files.earlier() == []


@pytest.mark.parametrize("step", [Answering, Ticking, Further, AtBoard])
async def test_quitting_the_program_loses_no_answer(talking: ActquizApp, step: type) -> None:
    """However it ends, what was typed is in the report, which says that it is not whole."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await (to_the_whiteboard(pilot) if step is AtBoard else begin(pilot))
        await type_text(pilot, "x*tanh(x)" if step is AtBoard else STRONG)
        if step in (Ticking, Further):
            await pilot.press("ctrl+d")
        if step is Further:
            await pilot.press("enter")
            await type_text(pilot, "Further words")
        assert isinstance(page.talk.step, step)
        talking.exit()
    text = report_text()
    assert "did not come to its end" in text
    assert ("    x*tanh(x)" if step is AtBoard else f"    {STRONG}") in text
    assert ("    Further words" in text) is (step is Further)


async def test_what_is_being_typed_is_on_disk_before_it_is_handed_in(
    talking: ActquizApp,
) -> None:
    """A connection that breaks takes a few seconds' typing at most."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await begin(pilot)
        page._keep_draft()
        assert interview_files.earlier() == []
        await type_text(pilot, "A product")
        page._keep_draft()
        assert "Not handed in:\n\n    A product" in report_text()
        await pilot.press("ctrl+d", "ctrl+d", "enter")
        assert "Not handed in" not in report_text()
        assert len(interview_files.earlier()) == 1


async def test_earlier_reports_are_listed_read_and_compared(talking: ActquizApp) -> None:
    """The newest first; the change is told for all, by level, and for cards asked in both."""
    async with talking.run_test(size=(80, 40)) as pilot:
        for said in ("nothing", STRONG):
            page = await begin(pilot)
            await type_text(pilot, said)
            await pilot.press("escape", "e", "2", "enter", "escape", "escape")
        await pilot.press("i")
        text = screen_text(talking)
        assert text.index(" 100%") < text.index(" 0%")
        await pilot.press("r", "enter", "c", "1", "enter")
        report = talking.screen
        assert isinstance(report, InterviewReportPage)
        await pilot.pause()
        text = screen_text(talking)
        assert "Against 2026-11-23 20:00" in text
        assert text.count("0% → 100%  +100") == 3
        assert page.interview.exchanges[0].question.turn.entry.id in text


async def test_a_card_to_review_opens_in_browse(talking: ActquizApp) -> None:
    """Enter reads the card whose answer was weak."""
    async with talking.run_test(size=(80, 40)) as pilot:
        await begin(pilot)
        await type_text(pilot, "nothing")
        await pilot.press("escape", "e", "2", "enter", "enter")
        assert isinstance(talking.screen, BrowsePage)


async def test_a_folder_that_cannot_be_written_is_told_before_the_first_question(
    talking: ActquizApp,
) -> None:
    """Nobody talks for half an hour to learn that nothing was kept."""
    interview_files.folder().write_text("in the way", encoding="utf-8")
    async with talking.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        assert isinstance(talking.screen, ErrorDialog)
        assert "cannot be written" in screen_text(talking)


async def test_what_is_set_is_what_is_held(talking: ActquizApp) -> None:
    """Minutes by arrow and by typing, a seed by typing; nonsense is told."""
    async with talking.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "right", "m", "x", "enter")
        assert "is no number" in screen_text(talking)
        await pilot.press("backspace", "2", "5", "enter", "s", "9", "enter")
        page = talking.screen
        assert isinstance(page, InterviewPage)
        assert page.wish == InterviewSetup(25, 9)


@pytest.fixture
def programming(talking: ActquizApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ActquizApp:
    """An interview whose second question is to be programmed, with an editor that solves it."""
    shipped = Path(__file__).parents[2] / "content" / "exercises" / "stable-sigmoid"
    shutil.copytree(shipped, tmp_path / "shipped" / "exercises" / "stable-sigmoid")
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "shipped")
    monkeypatch.setattr(interview, "_CODE_EVERY", 2)

    def edit(app: ActquizApp, path: Path, line: int = 1) -> None:
        shutil.copyfile(shipped / "solution.py", path)

    monkeypatch.setattr(ActquizApp, "open_file", edit)
    return talking


async def test_a_program_is_written_in_the_editor_and_checked(programming: ActquizApp) -> None:
    """Its properties are the key points; the code is in the report."""
    async with programming.run_test(size=(80, 40)) as pilot:
        page = await begin(pilot)
        await pilot.press("ctrl+d", "enter")
        assert isinstance(page.talk.step, Coding)
        assert "A sigmoid that never overflows" in screen_text(programming)
        await pilot.press("enter")
        while State.CHECKING in page.states():
            await pilot.pause(0.05)
        await pilot.pause()
        assert "✓ Passed: all 6 properties hold" in screen_text(programming)
        await pilot.press("enter")
        exchange = page.interview.exchanges[-1]
        assert exchange.share == 1
        assert "def sigmoid" in exchange.said
        assert "code · `exercise:stable-sigmoid` · 100%" in report_text()


async def test_a_program_can_be_left_out_and_its_exercise_opened_afterwards(
    programming: ActquizApp,
) -> None:
    """It stands among what is to be reviewed, and Enter leads there."""
    async with programming.run_test(size=(80, 40)) as pilot:
        page = await begin(pilot)
        await pilot.press("ctrl+d", "enter", "s")
        assert page.interview.exchanges[-1].note == "Left out."
        await pilot.press("escape", "escape", "2", "enter", "down", "enter")
        assert isinstance(programming.screen, ExercisePage)
