"""The quiz in the app: by keyboard and mouse, its score, and the schedule left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import (
    FillBlanks,
    OwnWords,
    PickOne,
    PickSeveral,
    PutInOrder,
    Reveal,
)
from actquiz.practice.card_asking import judge
from actquiz.practice.quiz import Quiz
from actquiz.practice.turn import Response, Turn
from actquiz.tui.app import ActquizApp
from actquiz.tui.card import page as card_page
from actquiz.tui.desk import Desk
from actquiz.tui.dialog import Picker
from actquiz.tui.quiz.asking import QuizAskingPage
from actquiz.tui.quiz.score_screen import QuizScorePage
from actquiz.tui.quiz.screen import QuizPage, QuizSetup
from actquiz.tui.quiz.walk import QuizWalkPage

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]
TYPED = {"relu-cloze": (["zero"], ["1"]), "debug-flat-loss": (["gradient weights"],)}
"""The right answers to what is typed, a field each."""


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Press one key a character."""
    names = {" ": "space", "(": "left_parenthesis", ")": "right_parenthesis", ",": "comma"}
    await pilot.press(*(names.get(char, char) for char in text))


async def begin(pilot: Pilot[None], **wish: object) -> QuizAskingPage:
    """From Home to the first question of a quiz with seed 4."""
    await pilot.press("z")
    page = pilot.app.screen
    assert isinstance(page, QuizPage)
    page.wish = replace(page.wish, **{"seed": 4, **wish})  # type: ignore[arg-type]
    await pilot.press("enter")
    asking = pilot.app.screen
    assert isinstance(asking, QuizAskingPage)
    return asking


def keys_for(page: QuizAskingPage, *, right: bool) -> list[str]:
    """What hands in a right or a wrong answer, where options are picked."""
    turn = page.turn
    assert turn is not None
    lines = judge(turn, Response()).lines
    if isinstance(turn.way, PutInOrder):
        order = [turn.way.options.index(line.text) for line in lines]
        return [str(place + 1) for place in (order if right else order[::-1])]
    wanted = [place for place, line in enumerate(lines) if line.belongs is right]
    several = isinstance(turn.way, PickSeveral)
    return [str(place + 1) for place in (wanted if several else wanted[:1])]


def fields(turn: Turn) -> int:
    """How many fields there are to type in."""
    return len(turn.way.hints) if isinstance(turn.way, FillBlanks) else 1


async def answer(pilot: Pilot[None], page: QuizAskingPage, *, right: bool) -> None:
    """Answer the question and go on to the next."""
    turn = page.turn
    assert turn is not None
    if isinstance(turn.way, Reveal):
        await pilot.press("space", "y" if right else "n")
        return
    if isinstance(turn.way, FillBlanks | OwnWords):
        for (text,) in TYPED[turn.entry.id] if right else (["wrong"],) * fields(turn):
            await type_text(pilot, text)
            await pilot.press("enter")
        if isinstance(turn.way, OwnWords):
            await pilot.press("enter")
    else:
        await pilot.press(*keys_for(page, right=right), "enter")
    await pilot.press("enter")


async def to_the_score(pilot: Pilot[None], **wish: object) -> QuizScorePage:
    """A quiz of nine, every second answer wrong."""
    page = await begin(pilot, number=9, **wish)
    for place in range(9):
        await answer(pilot, page, right=place % 2 == 0)
    score = pilot.app.screen
    assert isinstance(score, QuizScorePage)
    return score


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_quiz_as_screens(app: ActquizApp, same_screen: Same, size: tuple[int, int]) -> None:
    """The choice, a question, its answer, the score, and a wrong answer with the right one."""
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size, notifications=False) as pilot:
        await pilot.press("z")
        page = app.screen
        assert isinstance(page, QuizPage)
        page.wish = QuizSetup(number=9, seed=4)
        page._show()
        await pilot.pause()
        same_screen(app, f"quiz-choice-{name}")
        await pilot.press("enter")
        asking = app.screen
        assert isinstance(asking, QuizAskingPage)
        for place in range(9):
            if place == 1:
                same_screen(app, f"quiz-question-{name}")
            await answer(pilot, asking, right=place % 2 == 0)
        await pilot.pause()
        same_screen(app, f"quiz-score-{name}")
        await pilot.press("enter")
        await pilot.pause()
        same_screen(app, f"quiz-wrong-{name}")


async def test_the_score_is_by_topic_and_level_and_the_schedule_is_left_alone(
    app: ActquizApp,
) -> None:
    """Five of nine are right, in two topics; not one review is recorded."""
    async with app.run_test(size=(80, 40)) as pilot:
        page = await to_the_score(pilot)
        text = screen_text(app)
        assert "5 of 9 right  56%" in text
        assert "How gradients get through" in text
        assert "Formulas by heart" in text
        assert "actquiz quiz -n 9 --seed 4" in text
        assert page.quiz.report().fingerprint in text
        assert not any(app.desk.store.history(turn.entry.id) for turn in page.quiz.turns)


async def test_the_wrong_ones_are_given_to_the_schedule_only_when_it_is_agreed(
    app: ActquizApp,
) -> None:
    """g asks once more; No changes nothing, Yes records Again for each, and says so."""
    async with app.run_test(size=(80, 40)) as pilot:
        page = await to_the_score(pilot)
        wrong = [turn.entry.id for turn in page.quiz.wrong()]
        await pilot.press("g", "2", "enter")
        assert not any(app.desk.store.history(turn.entry.id) for turn in page.quiz.turns)
        await pilot.press("g", "1", "enter")
        await pilot.pause()
        assert "✓ 4 cards given to the schedule." in screen_text(app)
        await pilot.press("g")
        assert not isinstance(app.screen, Picker)
    for card in wrong:
        assert [review.grade for review in app.desk.store.history(card)] == [Grade.AGAIN]


async def test_walking_through_the_wrong_ones(app: ActquizApp) -> None:
    """Each has its answer; the arrows go both ways, and after the last comes the score."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_the_score(pilot)
        wrong = page.quiz.wrong()
        await pilot.press("enter")
        walk = app.screen
        assert isinstance(walk, QuizWalkPage)
        assert walk.turn is wrong[0]
        await pilot.press("right")
        assert walk.turn is wrong[1]
        await pilot.press("left")
        assert walk.turn is wrong[0]
        await pilot.press("enter", "space", "enter", "enter")
        assert app.screen is page


async def test_answers_at_the_end(app: ActquizApp) -> None:
    """Nothing is given away before the last question; then each answer comes, and the score."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await begin(pilot, number=9, at_end=True)
        while page.quiz.turn is not None:
            turn = page.quiz.turn
            assert isinstance(turn.way, Reveal) or page.turn is turn
            if isinstance(turn.way, PickOne | PickSeveral | PutInOrder):
                await pilot.press(*keys_for(page, right=True))
            else:
                await type_text(pilot, "gradient")
                await pilot.press(*["enter"] * (fields(turn) - 1))
            assert "✓" not in screen_text(app)
            await pilot.press("enter")
        seen = 0
        while isinstance(app.screen, QuizAskingPage):
            turn = page.turn
            assert turn is not None
            if isinstance(turn.way, Reveal):
                assert "You wrote  gradient" in screen_text(app)
            keys = {Reveal: ["y"], OwnWords: ["1", "2", "enter", "enter"]}
            await pilot.press(*keys.get(type(turn.way), ["enter"]))
            seen += 1
        assert seen == 9
        assert isinstance(app.screen, QuizScorePage)


async def test_leaving_in_the_middle_asks_what_becomes_of_the_answers(app: ActquizApp) -> None:
    """Without an answer it leaves at once; with one it can go on, be scored, or be dropped."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await begin(pilot, number=9)
        page.set_focus(None)
        await pilot.press("escape")
        assert isinstance(app.screen, QuizPage)
        page = await begin_again(pilot)
        await answer(pilot, page, right=True)
        page.set_focus(None)
        await pilot.press("escape", "1", "enter")
        assert app.screen is page
        await pilot.press("escape", "2", "enter")
        assert isinstance(app.screen, QuizScorePage)
        assert "8 of 9 not answered" in screen_text(app)


async def begin_again(pilot: Pilot[None]) -> QuizAskingPage:
    """From the choice to the first question."""
    await pilot.press("enter")
    page = pilot.app.screen
    assert isinstance(page, QuizAskingPage)
    return page


async def test_what_is_set_is_what_is_asked(app: ActquizApp) -> None:
    """Arrows and each line's own key change it; the seed can be typed; nonsense is told."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        page = app.screen
        assert isinstance(page, QuizPage)
        await pilot.press("right", "down", "left", "a", "s", "x", "enter")
        assert "whole number" in screen_text(app)
        await pilot.press("backspace", "7", "enter")
        assert page.wish == QuizSetup(("gradients",), 10, 7, True)
        await pilot.press("d", "space", "down", "space", "enter")
        assert page.wish.decks == ("formulas",)
        await pilot.press("n", "2", "enter", "enter")
        asking = app.screen
        assert isinstance(asking, QuizAskingPage)
        assert len(asking.quiz.turns) == 2
        assert asking.quiz.seed == 7


async def test_the_mouse_does_what_the_keys_do(app: ActquizApp) -> None:
    """A line is chosen by a click and changed by another; options and buttons can be clicked."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        page = app.screen
        assert isinstance(page, QuizPage)
        row = page.setup.row_of(2)
        assert row is not None
        for at_end in (False, True):
            await pilot.click(page.setup, offset=(8, row + page.setup.gutter.top))
            await pilot.pause()
            assert page.setup.cursor == 2
            assert page.wish.at_end == at_end
        await pilot.click(page.buttons, offset=(4, 1))
        await pilot.pause()
        assert isinstance(app.screen, QuizAskingPage)


def test_a_deck_that_does_not_exist_is_refused_before_a_screen_is_drawn(desk: Desk) -> None:
    """The nearest name is offered."""
    with pytest.raises(ActquizError, match="gradient"):
        QuizPage(desk, decks=("gradient",))


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> Iterator[ActquizApp]:
    """The app on a deck with a formula."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(Path(__file__).parent / "decks_talk"))
    desk = Desk.open()
    yield ActquizApp(desk)
    desk.close()


async def ask_formula(app: ActquizApp, pilot: Pilot[None]) -> QuizAskingPage:
    """A quiz whose only question is the formula."""
    quiz = Quiz(app.desk.index, count=4, seed=1)
    quiz.turns = tuple(turn for turn in quiz.turns if turn.entry.id == "silu.formula")
    page = QuizAskingPage(app.desk, quiz, at_end=False)
    await app.push_screen(page)
    await pilot.pause()
    return page


async def test_a_formula_is_judged_by_its_values(talking: ActquizApp) -> None:
    """Typed in another form it is right, and no one asks whether it was known."""
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await ask_formula(talking, pilot)
        await pilot.press("i")
        await type_text(pilot, "x/(1+exp(-x))")
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ Right: the same function." in screen_text(talking)
        assert page.quiz.report().total.right == 1


async def test_a_wrong_formula_is_told_where_and_shown_with_the_right_one(
    talking: ActquizApp,
) -> None:
    """What cannot be read is no answer; what is wrong has its x and both curves."""
    async with talking.run_test(size=(80, 40)) as pilot:
        page = await ask_formula(talking, pilot)
        await pilot.press("i", "x", "plus", "enter")
        assert talking.screen is page
        assert page.sheet.doing == "typed"
        await pilot.press("1", "enter")
        await pilot.pause()
        text = screen_text(talking)
        assert "✗ Wrong. Largest gap at x = " in text
        assert "You wrote  x+1" in text
        assert page.sheet.picture is not None
        assert page.sheet.picture.figure is not None
        assert page.quiz.report().total.right == 0


async def test_what_is_no_formula_is_said_under_the_field(
    talking: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is typed and when it is handed in, without a dialog; it goes with the mistake."""
    monkeypatch.setattr(card_page, "_PAUSE", 0.01)
    async with talking.run_test(size=(80, 24)) as pilot:
        page = await ask_formula(talking, pilot)
        await pilot.press("i", "2", "asterisk")
        await pilot.pause(0.1)
        assert "something is missing at the end" in screen_text(talking)
        await pilot.press("enter")
        await pilot.pause()
        assert talking.screen is page
        assert page.sheet.doing == "typed"
        await type_text(pilot, "x")
        await pilot.pause(0.1)
        assert "something is missing" not in screen_text(talking)
