"""Cards that the engine answers: curves by sight, numbers, predictions judged by a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz.errors import ActquizError
from actquiz.practice.kinds import predict
from actquiz.practice.review_state import Answered
from actquiz.tui.app import ActquizApp
from actquiz.tui.desk import Desk
from actquiz.tui.dialog import ErrorDialog
from actquiz.tui.review.screen import ReviewPage

Same = Callable[[ActquizApp, str], None]


@pytest.fixture
def measuring(monkeypatch: pytest.MonkeyPatch) -> Iterator[ActquizApp]:
    """The app on a deck with one card of each such kind."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(Path(__file__).parent / "decks_measured"))
    desk = Desk.open()
    yield ActquizApp(desk)
    desk.close()


async def skip_to(pilot: Pilot[None], card_id: str) -> ReviewPage:
    """Begin, and bury until the card is asked."""
    await pilot.press("enter")
    page = pilot.app.screen
    assert isinstance(page, ReviewPage)
    while page.session.turn is not None and page.session.turn.entry.id != card_id:
        page.set_focus(None)
        await pilot.press("b")
    assert page.session.turn is not None
    return page


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for something that a thread does."""
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_a_curve_is_drawn_and_named_by_the_learner(
    measuring: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """The picture comes without its name, and with it once it is answered."""
    async with measuring.run_test(size=size, notifications=False) as pilot:
        page = await skip_to(pilot, "which-curve")
        await pilot.pause()
        await until(pilot, lambda: page.sheet.picture is not None and page.sheet.picture.drawn)
        await pilot.pause()
        same_screen(measuring, f"curve-question-{size[0]}x{size[1]}")
        assert page.session.turn is not None
        await pilot.press(
            str(page.session.turn.way.options.index("Hyperbolic tangent") + 1), "enter"
        )
        assert "✓ Right" in screen_text(measuring)


async def test_a_number_is_typed(measuring: ActquizApp) -> None:
    """Any way of writing it counts."""
    async with measuring.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "slope-at-zero")
        await pilot.press("1", "slash", "4", "enter")
        assert isinstance(page.session.state, Answered)
        assert page.session.state.verdict.right
        assert "✓ Right" in screen_text(measuring)


async def test_a_prediction_is_judged_by_the_experiment(measuring: ActquizApp) -> None:
    """Enter commits and runs; the figure decides; the picture stays with the answer."""
    async with measuring.run_test(size=(80, 40)) as pilot:
        page = await skip_to(pilot, "tanh-form-error")
        await pilot.press("1", "enter")
        await until(pilot, lambda: isinstance(page.session.state, Answered))
        text = screen_text(measuring)
        assert "✓ Right" in text
        assert "The run gave" in text
        await pilot.press("enter")
    assert len(measuring.desk.store.history("tanh-form-error")) == 1


async def test_an_experiment_can_be_stopped(
    measuring: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter ends a long run at once; the card's own outcome decides then."""
    import time

    real = predict.run

    def slow(turn):  # type: ignore[no-untyped-def]
        frame = next(iter(real(turn)))
        while True:
            time.sleep(0.01)
            yield frame

    monkeypatch.setattr(predict, "run", slow)
    async with measuring.run_test(size=(80, 40)) as pilot:
        page = await skip_to(pilot, "tanh-form-error")
        await pilot.press("2", "enter")
        assert page.sheet.doing == "running"
        await pilot.press("enter")
        assert isinstance(page.session.state, Answered)
        assert "✗ Wrong: 1 happened." in screen_text(measuring)
        await pilot.press("escape")


async def test_an_experiment_that_fails_is_told_and_the_card_goes_on(
    measuring: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog says why; the answer is judged by the card."""

    def fails(turn):  # type: ignore[no-untyped-def]
        raise ActquizError("there is no such experiment", fix="choose another")
        yield

    monkeypatch.setattr(predict, "run", fails)
    async with measuring.run_test(size=(80, 40)) as pilot:
        page = await skip_to(pilot, "tanh-form-error")
        await pilot.press("1", "enter")
        await until(pilot, lambda: isinstance(measuring.screen, ErrorDialog))
        await pilot.press("escape")
        assert isinstance(page.session.state, Answered)


async def test_a_prediction_opens_its_experiment(measuring: ActquizApp) -> None:
    """``e`` runs in the Lab what the card ran."""
    from actquiz.tui.lab.screen import LabPage

    async with measuring.run_test(size=(80, 24)) as pilot:
        page = await skip_to(pilot, "tanh-form-error")
        await pilot.press("1", "enter")
        await until(pilot, lambda: isinstance(page.session.state, Answered))
        await pilot.press("e")
        assert isinstance(measuring.screen, LabPage)
        await pilot.press("escape")


async def test_without_an_experiment_the_key_says_so(measuring: ActquizApp) -> None:
    """``e`` is never silent."""
    async with measuring.run_test(size=(80, 24), notifications=True) as pilot:
        await skip_to(pilot, "which-curve")
        measuring.clear_notifications()
        await pilot.press("1", "enter", "e")
        await pilot.pause(0.1)
        assert "There is no experiment" in screen_text(measuring)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_the_verdict_stays_in_view_with_its_picture(
    measuring: ActquizApp, size: tuple[int, int]
) -> None:
    """Right or wrong and the named curve are seen together, also after the window shrank."""
    async with measuring.run_test(size=(160, 50), notifications=False) as pilot:
        await skip_to(pilot, "which-curve")
        await pilot.press("1", "enter")
        await pilot.resize_terminal(*size)
        await until(
            pilot,
            lambda: (
                "Hyperbolic" in screen_text(measuring)
                and ("Right" in screen_text(measuring) or "Wrong" in screen_text(measuring))
            ),
        )


async def test_a_small_window_shows_the_curve_and_every_option(measuring: ActquizApp) -> None:
    """By their short names, side by side; a click on the last one picks it."""
    async with measuring.run_test(size=(40, 12), notifications=False) as pilot:
        page = await skip_to(pilot, "which-curve")
        await until(pilot, lambda: "3  Sigmoid" in screen_text(measuring))
        assert "1  tanh" in screen_text(measuring)
        assert "below" not in screen_text(measuring)
        await pilot.click(page.sheet.options, offset=(30, 0))
        assert page.sheet.options.picks == (2,)


async def test_a_curve_has_the_rows_that_are_free(measuring: ActquizApp) -> None:
    """The picture is higher in a larger window."""
    async with measuring.run_test(size=(80, 24), notifications=False) as pilot:
        page = await skip_to(pilot, "which-curve")
        await pilot.pause()
        assert page.sheet.picture is not None
        assert page.sheet.picture.size.height >= 9
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        assert page.sheet.picture.size.height == 20
