"""The review screen: every kind answered by key and by mouse, and nothing lost."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from app_screen import screen_text
from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot
from textual.screen import Screen

from actquiz.engine import formula_judge
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice import answer_ways
from actquiz.practice.review_state import Answered, Asked
from actquiz.practice.turn import Response
from actquiz.tui.app import ActquizApp
from actquiz.tui.browse.screen import BrowsePage
from actquiz.tui.desk import Desk
from actquiz.tui.dialog import ErrorDialog
from actquiz.tui.home.screen import HomePage
from actquiz.tui.quiz.asking import QuizAskingPage
from actquiz.tui.review.screen import ReviewPage

Same = Callable[[ActquizApp, str], None]
HERE = Path(__file__).parent
SIZES = [(40, 12), (80, 24), (160, 50)]


async def skip_to(pilot: Pilot[None], card_id: str) -> ReviewPage:
    """Begin at Home and bury until the card is asked."""
    app = pilot.app
    await pilot.press("enter")
    page = app.screen
    assert isinstance(page, ReviewPage)
    for _ in range(20):
        assert page.session.turn is not None
        if page.session.turn.entry.id == card_id:
            return page
        page.set_focus(None)
        await pilot.press("b")
    raise AssertionError(f"{card_id} was not asked")


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Press one key a character."""
    await pilot.press(*("space" if char == " " else char for char in text))


def digit(page: ReviewPage, *wanted: str) -> list[str]:
    """The keys of the options that say ``wanted``."""
    assert page.session.turn is not None
    return [str(page.session.turn.way.options.index(text) + 1) for text in wanted]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("card", "keys"),
    [
        ("relu-slope", ["space"]),
        ("vanishing-cause", ["1", "enter"]),
        ("debug-flat-loss", ["a", "enter", "2", "enter"]),
    ],
)
async def test_question_and_answer_as_screens(
    app: ActquizApp, same_screen: Same, size: tuple[int, int], card: str, keys: Sequence[str]
) -> None:
    """The question, then the answer with its reasons and the four grades with their intervals."""
    async with app.run_test(size=size, notifications=False) as pilot:
        await skip_to(pilot, card)
        app.clear_notifications()
        await pilot.pause()
        same_screen(app, f"{card}-question-{size[0]}x{size[1]}")
        await pilot.press(*keys)
        await pilot.pause()
        same_screen(app, f"{card}-answer-{size[0]}x{size[1]}")


async def test_a_flashcard_by_keyboard(app: ActquizApp) -> None:
    """Space turns, a digit grades, the grade is in the store before the next card shows."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-slope")
        await pilot.press("space")
        assert "It is exactly 1" in screen_text(app)
        await pilot.press("4")
        assert page.session.turn is not None
        assert page.session.turn.entry.id != "relu-slope"
    assert [review.grade for review in app.desk.store.history("relu-slope")] == [Grade.EASY]


@pytest.mark.parametrize(
    ("card", "chosen", "said", "suggested"),
    [
        ("vanishing-cause", ["Its slope is at most ¼."], "✓ Right", Grade.GOOD),
        ("vanishing-cause", ["Its outputs are bounded."], "✗ Wrong", Grade.AGAIN),
        ("swish-unbounded", ["False"], "✓ Right", Grade.GOOD),
        ("swish-unbounded", ["True"], "✗ Wrong", Grade.AGAIN),
        ("zero-centred", ["tanh", "softsign"], "✓ Right", Grade.GOOD),
        ("zero-centred", ["tanh", "sigmoid"], "✗ Wrong", Grade.AGAIN),
        ("slope-order", ["sigmoid", "tanh", "GELU"], "✓ Right", Grade.GOOD),
        ("slope-order", ["GELU", "tanh", "sigmoid"], "✗ Wrong", Grade.AGAIN),
    ],
)
async def test_options_by_keyboard(
    app: ActquizApp, card: str, chosen: list[str], said: str, suggested: Grade
) -> None:
    """Digits choose, Enter hands in, right and wrong are said in words, Enter takes the grade."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, card)
        await pilot.press(*digit(page, *chosen), "enter")
        text = screen_text(app)
        assert said in text
        assert f"▸{suggested.value} {suggested.name.title()}" in text
        await pilot.press("enter")
    assert [review.grade for review in app.desk.store.history(card)] == [suggested]


async def test_a_digit_and_enter_in_one_frame_hand_in_the_option(app: ActquizApp) -> None:
    """In a small window the option of the digit may be below the edge: Enter still means it."""
    async with app.run_test(size=(40, 12)) as pilot:
        page = await skip_to(pilot, "vanishing-cause")
        page.action_choose(3)
        await page.run_action("check")
        assert page.sheet.doing == "answer"


async def test_options_by_arrows_and_letters(app: ActquizApp) -> None:
    """Arrows and j/k move as far as the ends; space ticks and unticks."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "zero-centred")
        await pilot.press("k", "space", "down", "space", "j", "j", "space", "down", "space")
        assert page.sheet.options.picks == (0, 1)


async def test_a_wrong_option_tells_why(app: ActquizApp) -> None:
    """The chosen one has its reason beside it; the others come with a key."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "vanishing-cause")
        await pilot.press(*digit(page, "Its outputs are bounded."), "enter")
        text = screen_text(app)
        assert "· your answer" in text
        assert "tanh is bounded too." in text
        assert "The slope is what the depth multiplies." not in text
        assert "m More" in text
        await pilot.press("m")
        await pilot.pause()
        assert "The slope is what the depth multiplies." in screen_text(app)
        assert "m More" not in screen_text(app)


async def test_an_unfinished_answer_is_not_judged(app: ActquizApp) -> None:
    """Enter asks for what is missing instead of counting it as wrong."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "slope-order")
        await pilot.press("1", "enter")
        assert isinstance(page.session.state, Asked)
        await pilot.press("backspace", "2", "1", "3", "enter")
        assert isinstance(page.session.state, Answered)


async def test_a_cloze_is_typed(app: ActquizApp) -> None:
    """Enter goes from blank to blank and then hands in; letters are text, not commands."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-cloze")
        await type_text(pilot, "zero")
        await pilot.press("enter")
        await type_text(pilot, "1")
        await pilot.press("enter")
        assert isinstance(page.session.state, Answered)
        assert page.session.state.verdict.right
        assert "ReLU is 0 for negative inputs" in screen_text(app)


async def test_escape_leaves_the_field_and_tab_returns(app: ActquizApp) -> None:
    """Out of the field the plain keys work; the text stays."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-cloze")
        await type_text(pilot, "zero")
        await pilot.press("escape", "f")
        assert app.desk.store.card("relu-cloze").flagged
        assert app.screen is page
        await pilot.press("tab")
        await type_text(pilot, "one")
        assert page.sheet.fields.texts == ("zero", "one")


async def test_an_open_answer_is_typed_and_its_points_ticked(app: ActquizApp) -> None:
    """Points found in the text are ticked already; the learner has the last word."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "debug-flat-loss")
        await type_text(pilot, "the gradient")
        await pilot.press("ctrl+j")
        await type_text(pilot, "norms")
        await pilot.press("enter")
        assert page.sheet.fields.texts == ("the gradient\nnorms",)
        assert page.sheet.options.picks == (0,)
        assert "Did you say it? Correct the ticks" in screen_text(app)
        await pilot.press("2", "enter")
        assert "Did you say it?" not in screen_text(app)
        assert "2 of 2 key points" in screen_text(app)
        assert isinstance(page.session.state, Answered)
        assert page.session.state.verdict.suggested is Grade.GOOD
        await pilot.press("2")
    assert [review.grade for review in app.desk.store.history("debug-flat-loss")] == [Grade.HARD]


async def test_unticking_every_point_counts_as_none(app: ActquizApp) -> None:
    """A proposal that the learner rejects does not come back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await skip_to(pilot, "debug-flat-loss")
        await type_text(pilot, "gradient")
        await pilot.press("enter", "1", "enter")
        assert "0 of 2 key points" in screen_text(app)


async def test_a_review_by_mouse(app: ActquizApp) -> None:
    """Click the option, the button, the grade."""
    async with app.run_test(size=(80, 24)) as pilot:
        await skip_to(pilot, "vanishing-cause")
        await _click_on(pilot, "Its slope is at most ¼.")
        await _click_on(pilot, "⏎  Check")
        assert "✓ Right" in screen_text(app)
        await _click_on(pilot, "2 Hard")
    assert [review.grade for review in app.desk.store.history("vanishing-cause")] == [Grade.HARD]


async def _click_on(pilot: Pilot[None], text: str) -> None:
    app = pilot.app
    assert isinstance(app, ActquizApp)
    for y, line in enumerate(screen_text(app).splitlines()):
        if text in line:
            await pilot.click(offset=(line.index(text) + 1, y))
            await pilot.pause()
            return
    raise AssertionError(f"{text!r} is not on the screen")


async def test_the_interval_shown_is_the_interval_given(app: ActquizApp) -> None:
    """What stands on the button is what is stored."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-slope")
        await pilot.press("space")
        promised = page.session.intervals()[Grade.EASY]
        assert promised.text in screen_text(app)
        await pilot.press("4")
    assert app.desk.store.memory("relu-slope") == promised.memory


async def test_undo_across_cards_and_after_a_restart(app: ActquizApp) -> None:
    """``u`` asks the last graded card again, also in a session begun later."""
    async with app.run_test(size=(80, 24)) as pilot:
        await skip_to(pilot, "relu-slope")
        await pilot.press("space", "4")
    desk = Desk.open()
    again = ActquizApp(desk)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        page = again.screen
        assert isinstance(page, ReviewPage)
        await pilot.press("u")
        assert page.session.turn is not None
        assert page.session.turn.entry.id == "relu-slope"
        assert desk.store.memory("relu-slope") is None
        assert "u Undo" not in screen_text(again)
    desk.close()


async def test_resizing_keeps_what_was_done(app: ActquizApp) -> None:
    """Ticks, typed text and an open answer survive any size."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "zero-centred")
        await pilot.press("2", "3")
        await pilot.resize_terminal(40, 12)
        await pilot.resize_terminal(160, 50)
        assert page.sheet.options.picks == (1, 2)
        await pilot.press("enter")
        await pilot.resize_terminal(33, 9)
        await pilot.pause()
        assert isinstance(page.session.state, Answered)
        assert "▸" in screen_text(app)
        await pilot.press("3")
        assert page.session.turn is not None
        assert page.session.turn.entry.id != "zero-centred"


async def test_typed_text_survives_resizing(app: ActquizApp) -> None:
    """A half-typed blank is still there."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-cloze")
        await type_text(pilot, "ze")
        await pilot.resize_terminal(40, 12)
        await type_text(pilot, "ro")
        assert page.sheet.fields.texts[0] == "zero"


async def test_a_formula_is_drawn_in_two_dimensions_and_on_one_line_when_narrow(
    app: ActquizApp,
) -> None:
    """A fraction has a bar where there is room."""
    async with app.run_test(size=(80, 24)) as pilot:
        await skip_to(pilot, "sigmoid-formula")
        await pilot.press("space")
        await pilot.pause()
        assert any("──" in line and "σ" in line for line in screen_text(app).splitlines())


async def test_a_long_card_scrolls_in_a_small_terminal(app: ActquizApp) -> None:
    """Everything can be reached at 40×12."""
    async with app.run_test(size=(40, 12)) as pilot:
        await skip_to(pilot, "vanishing-cause")
        await pilot.press("1", "enter")
        await pilot.press(*"jjjjjjjj")
        assert "multiplied." in screen_text(app)
        await pilot.press("pageup", "pageup", "pageup", "pageup")
        assert "Why does a 30-layer" in screen_text(app)


async def test_bury_and_suspend_go_on_with_the_next_card(app: ActquizApp) -> None:
    """The card is out of the way, and the store knows why."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        page = app.screen
        assert isinstance(page, ReviewPage)
        assert page.session.turn is not None
        first = page.session.turn.entry.id
        await pilot.press("s")
        second = page.session.turn.entry.id
        await pilot.press("b")
        assert len({first, second, page.session.turn.entry.id}) == 3
    assert app.desk.store.card(first).suspended
    assert app.desk.store.card(second).buried_until is not None


async def test_flag_shows_and_goes(app: ActquizApp) -> None:
    """A flag is a word on the card."""
    async with app.run_test(size=(80, 24)) as pilot:
        await skip_to(pilot, "relu-slope")
        await pilot.press("f")
        assert "· flagged" in screen_text(app)
        await pilot.press("f")
        assert "· flagged" not in screen_text(app)


async def test_a_flag_is_said_where_the_word_is_out_of_sight(app: ActquizApp) -> None:
    """On a card that is scrolled to its answer a notice says what ``f`` did."""
    async with app.run_test(size=(40, 12), notifications=True) as pilot:
        await skip_to(pilot, "relu-slope")
        await pilot.press("space", "f")
        await pilot.pause(0.1)
        assert "Flagged." in screen_text(app)
        app.clear_notifications()
        await pilot.press("f")
        await pilot.pause(0.1)
        assert "The flag is taken away." in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
@pytest.mark.parametrize("length", range(34, 40))
async def test_a_notice_of_any_length_is_seen_whole(
    app: ActquizApp, size: tuple[int, int], length: int
) -> None:
    """A text that needs a second line has one, also where it is a cell too long for the first."""
    async with app.run_test(size=size, notifications=True) as pilot:
        app.say("a " * 15 + "b" * (length - 31) + "!")
        await pilot.pause(0.1)
        assert "!" in screen_text(app)


async def test_evidence_is_offered_once_the_card_is_answered(app: ActquizApp) -> None:
    """``e`` would give the answer away before."""
    async with app.run_test(size=(100, 24)) as pilot:
        await skip_to(pilot, "swish-minimum")
        assert "e Evidence" not in screen_text(app)
        await pilot.press("space")
        assert "e Evidence" in screen_text(app)


async def test_the_end_of_a_session_is_an_account(app: ActquizApp, same_screen: Same) -> None:
    """After the last card: what was done, and when it goes on."""
    page = app.review_page(decks=("formulas",))
    app.opening = page
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "4", "space", "4")
        await pilot.pause()
        same_screen(app, "finished-80x24")
        await pilot.press("enter")
        assert isinstance(app.screen, HomePage)


async def test_ten_more_stay_with_the_deck_that_was_studied(app: ActquizApp) -> None:
    """At the end of a deck's session n goes on with that deck and no other."""
    async with app.run_test(size=(80, 24)) as pilot:
        app.study(decks=("formulas",))
        await pilot.pause()
        page = app.screen
        assert isinstance(page, ReviewPage)
        while page.session.turn is not None:
            page.session.answer(Response())
            await page.action_grade(4)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, ReviewPage)
        assert app.screen is not page
        assert app.screen.session.decks == ("formulas",)


async def test_a_grade_that_cannot_be_stored_becomes_a_dialog(
    app: ActquizApp, monkeypatch: pytest.MonkeyPatch, same_screen: Same
) -> None:
    """The message says what to do; the card stays, and the grade can be given again."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-slope")
        app.clear_notifications()
        await pilot.press("space")
        real = page.session.grade

        def full(grade: Grade) -> None:
            raise ActquizError("the disk is full", fix="make room and grade again")

        monkeypatch.setattr(page.session, "grade", full)
        await pilot.press("3")
        await pilot.pause()
        assert isinstance(app.screen, ErrorDialog)
        same_screen(app, "error-80x24")
        monkeypatch.setattr(page.session, "grade", real)
        await pilot.press("escape", "3")
        assert app.screen is page
    assert len(app.desk.store.history("relu-slope")) == 1


HOSTILE = r"""format: 1
deck: hostile
title: '[red]Hostile[/red] deck'
cards:
  - id: hostile-one
    front: 'Is [bold]x[i][/bold] [/] [link=http://x]here[/link] \[2J \x1b[31m $[ and \u202eevil'
    back: '[@click=app.quit]Quit[/] and [/unopened] {curly} `[x]` $x_[$ \]0;t'
"""


async def test_hostile_deck_text_shows_as_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Markup is text, and so are escapes; a direction override is not shown at all."""
    text = HOSTILE.replace(r"\u202e", "\u202e")
    (tmp_path / "hostile.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path))
    desk = Desk.open()
    app = ActquizApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        home = screen_text(app)
        await pilot.press("enter", "space")
        text = screen_text(app)
        await pilot.press("escape", "b")
        await pilot.pause()
        browse = screen_text(app)
    desk.close()
    assert "[red]Hostile[/red] deck" in home
    assert "[bold]x[i][/bold] [/] [link=http://x]here[/link]" in text
    assert "[@click=app.quit]Quit[/]" in text
    for shown in (home, text, browse):
        assert "\x1b" not in shown
        assert "\u202e" not in shown


async def test_one_key_is_one_redraw(app: ActquizApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turning a card hands the terminal one frame, and so does grading it."""
    async with app.run_test(size=(80, 24), notifications=False) as pilot:
        page = await skip_to(pilot, "relu-slope")
        await pilot.pause(0.3)
        frames: list[object] = []
        display = app._display

        def counted(screen: Screen[object], frame: RenderableType | None) -> None:
            frames.append(frame)
            display(screen, frame)

        monkeypatch.setattr(app, "_display", counted)
        for keys in ("space", "3"):
            frames.clear()
            await pilot.press(keys)
            await pilot.pause(0.3)
            assert len(frames) == 1, keys
        assert page.session.progress.done == 1


async def test_what_is_sent_is_what_is_there(app: ActquizApp) -> None:
    """After scrolled answers, too, nothing of them is left on the terminal."""
    terminal = Terminal(80, 14)
    display = app._display

    def sent(screen: Screen[object], frame: RenderableType | None) -> None:
        display(screen, frame)
        if isinstance(frame, CompositorUpdate):
            terminal.write(frame.render_segments(app.console))

    app._display = sent  # type: ignore[method-assign]
    async with app.run_test(size=(80, 14), notifications=False) as pilot:
        await pilot.press("enter")
        page = app.screen
        assert isinstance(page, ReviewPage)
        while page.session.turn is not None:
            page.set_focus(None)
            await pilot.press(*KEYS[type(page.session.turn.way)])
            await pilot.pause(0.05)
            assert terminal.text() == screen_text(app), page.session.turn.entry.id
            await pilot.press("pagedown", "4")
            await pilot.pause(0.05)
            assert terminal.text() == screen_text(app)


KEYS = {
    answer_ways.Reveal: ("space",),
    answer_ways.PickOne: ("1", "enter"),
    answer_ways.TrueOrFalse: ("1", "enter"),
    answer_ways.PickSeveral: ("1", "enter"),
    answer_ways.PutInOrder: ("1", "2", "3", "4", "enter"),
    answer_ways.OwnWords: ("enter", "enter"),
    answer_ways.FillBlanks: ("enter",),
    answer_ways.TypeNumber: ("enter",),
}
"""What answers a card in each way, rightly or not."""


class Terminal:
    """Writes text where a terminal would; of all sequences it knows the one that moves."""

    def __init__(self, width: int, height: int) -> None:
        self._lines = [[" "] * width for _ in range(height)]

    def write(self, sent: str) -> None:
        x = y = 0
        for move, text in re.findall(r"\x1b\[([\d;]*[A-Za-z])|([^\x1b\n])", sent):
            if move.endswith("H"):
                y, x = (int(number) - 1 for number in move[:-1].split(";"))
            elif text:
                self._lines[y][x] = text
                x += 1

    def text(self) -> str:
        """As ``screen_text`` has it."""
        return "\n".join("".join(line).rstrip() for line in self._lines).rstrip() + "\n"


@pytest.mark.parametrize(("on", "back"), [("tab", "shift+tab"), ("down", "up")])
async def test_keys_go_from_blank_to_blank(app: ActquizApp, on: str, back: str) -> None:
    """Tab and Down reach the next blank, Shift+Tab and Up the one before."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-cloze")
        await type_text(pilot, "zero")
        await pilot.press(on)
        await type_text(pilot, "1")
        assert page.sheet.fields.texts == ("zero", "1")
        await pilot.press(back, "s")
        assert page.sheet.fields.texts == ("zeros", "1")
        assert isinstance(page.session.state, Asked)


async def test_lines_pasted_into_blanks_fill_them(app: ActquizApp) -> None:
    """A line for each blank; the last takes what is left over."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-cloze")
        app.post_message(events.Paste("zero\none\r\nmore\n"))
        await pilot.pause()
        assert page.sheet.fields.texts == ("zero", "one more")


async def test_one_line_pasted_stays_one(app: ActquizApp) -> None:
    """It goes where the cursor is, once."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-cloze")
        app.post_message(events.Paste("zero\n"))
        await pilot.pause()
        assert page.sheet.fields.texts == ("zero", "")


@pytest.mark.parametrize("key", ["b", "f", "u", "s", "?"])
async def test_escape_and_a_key_in_haste_are_two_keys(app: ActquizApp, key: str) -> None:
    """What tmux sends for Esc and a letter leaves the field and then does what the letter does."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "relu-cloze")
        for event in XTermParser().feed(f"\x1b{key}"):
            app.post_message(event)
        await pilot.pause()
        await pilot.pause()
        assert not "".join(page.sheet.fields.texts)
        done = {
            "b": lambda: app.desk.store.card("relu-cloze").buried_until is not None,
            "f": lambda: app.desk.store.card("relu-cloze").flagged,
            "u": lambda: (
                page.session.turn is not None and page.session.turn.entry.id != "relu-cloze"
            ),
            "s": lambda: app.desk.store.card("relu-cloze").suspended,
            "?": lambda: app.screen is not page,
        }
        assert done[key]()


async def test_enter_without_a_choice_is_no_answer(app: ActquizApp) -> None:
    """Nothing is chosen until a key chose; Enter and Space say what to do."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        page = await skip_to(pilot, "vanishing-cause")
        assert "▸" not in screen_text(app)
        app.clear_notifications()
        await pilot.press("enter", "space")
        await pilot.pause()
        assert isinstance(page.session.state, Asked)
        assert "Choose first" in screen_text(app)
        await pilot.press("down")
        assert page.sheet.options.picks == (0,)
        await pilot.press("enter")
        assert isinstance(page.session.state, Answered)


async def test_up_begins_at_the_last_option(app: ActquizApp) -> None:
    """The cursor comes from outside: Up is the last option, Down the first."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "vanishing-cause")
        await pilot.press("up")
        assert page.sheet.options.picks == (2,)


@pytest.mark.parametrize("card", ["relu-cloze", "debug-flat-loss"])
async def test_undo_while_a_field_takes_the_letters(app: ActquizApp, card: str) -> None:
    """Ctrl+Z takes the last thing back without leaving the field first; text of several lines has
    its own undo first."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, card)
        assert "^z Undo" in screen_text(app)
        await pilot.press("ctrl+z")
        assert page.session.turn is not None
        assert page.session.turn.entry.id != card


async def test_the_missed_cards_are_listed_and_can_be_practised(app: ActquizApp) -> None:
    """Enter reads a missed card, ``p`` asks it in a quiz; the schedule hears nothing of that."""
    page = app.review_page(decks=("formulas",), limit=2)
    assert isinstance(page, ReviewPage)
    app.opening = page
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "4", "space", "1")
        await pilot.pause()
        text = screen_text(app)
        assert "Missed" in text
        assert "1 of 2 right from the start" in text
        (missed,) = page.finish.items
        await pilot.press("p")
        quiz = app.screen
        assert isinstance(quiz, QuizAskingPage)
        assert [turn.entry.id for turn in quiz.quiz.turns] == [missed.id]
        await pilot.press("escape", "enter")
        assert isinstance(app.screen, BrowsePage)


async def test_reviews_and_cards_are_told_apart(app: ActquizApp) -> None:
    """A card that came twice is one card and two reviews."""
    page = app.review_page(decks=("formulas",), limit=3)
    assert isinstance(page, ReviewPage)
    app.opening = page
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "1", "space", "1", "space", "4")
        await pilot.pause()
        assert "2 cards, 3 reviews" in screen_text(app)
        assert "0 of 2 right" in screen_text(app)


async def test_a_formula_card_is_looked_at_once_and_beside_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether its formula can be typed is found out in a thread, not at every key."""
    looked: list[threading.Thread] = []

    def difference(*curves: object) -> None:
        looked.append(threading.current_thread())

    monkeypatch.setattr(formula_judge, "difference", difference)
    monkeypatch.setenv("ACTQUIZ_DECKS", str(HERE / "decks_formula"))
    app = ActquizApp(Desk.open())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "j", "k", "question_mark", "escape")
        assert "Tab Type" in screen_text(app)
    app.desk.close()
    assert len(looked) == 1
    assert looked[0] is not threading.main_thread()


async def test_a_formula_is_seen_while_it_is_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stands in two dimensions with its curve; where it goes wrong a mark stands below."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(HERE / "decks_formula"))
    desk = Desk.open()
    app = ActquizApp(desk)
    app.opening = app.review_page()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab")
        await type_text(pilot, "x/(1+e^-x)")
        await asyncio.sleep(0.5)
        for _ in range(3):
            # The formula, then its curve.
            await pilot.pause()
            await app.workers.wait_for_complete()
        await pilot.pause()
        shown = screen_text(app)
        assert "You write" in shown
        assert "1 + e⁻ˣ" in shown
        assert "└" in shown
        assert "Right" not in shown
        await pilot.press("left", "comma", "comma")
        await asyncio.sleep(0.5)
        await pilot.pause()
        lines = screen_text(app).split("\n")
        typed = next(at for at, line in enumerate(lines) if "f(x) =" in line)
        assert lines[typed + 1].index("^") == lines[typed].index(",")
        assert "You write" not in screen_text(app)
    desk.close()
