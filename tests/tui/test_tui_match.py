"""Pairs to match in the app: one digit a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz.practice.answer_ways import MatchPairs
from actquiz.tui.app import ActquizApp
from actquiz.tui.desk import Desk
from actquiz.tui.review.screen import ReviewPage

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]
RANGES = ("$(0, 1)$", "$(-1, 1)$", r"$[0, \infty)$")


@pytest.fixture
def matching(monkeypatch: pytest.MonkeyPatch) -> Iterator[ActquizApp]:
    """The app on a deck with one card, of three pairs and a distractor."""
    monkeypatch.setenv("ACTQUIZ_DECKS", str(Path(__file__).parent / "decks_match"))
    desk = Desk.open()
    yield ActquizApp(desk)
    desk.close()


async def begin(pilot: Pilot[None]) -> tuple[ReviewPage, list[str]]:
    """The card, and the keys of the three right sides that belong to the left ones."""
    await pilot.press("enter")
    page = pilot.app.screen
    assert isinstance(page, ReviewPage)
    assert page.turn is not None
    assert isinstance(page.turn.way, MatchPairs)
    rights = page.turn.way.rights
    return page, [str(rights.index(text) + 1) for text in RANGES]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_pairs_as_screens(
    matching: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """The right sides stand open under the cursor, which goes on by itself; then the verdict."""
    async with matching.run_test(size=size) as pilot:
        _, keys = await begin(pilot)
        await pilot.press(keys[1])
        await pilot.pause()
        same_screen(matching, f"match-question-{size[0]}x{size[1]}")
        await pilot.press(keys[0], keys[2], "enter")
        await pilot.pause()
        same_screen(matching, f"match-answer-{size[0]}x{size[1]}")


async def test_pairs_can_be_changed_before_they_are_handed_in(matching: ActquizApp) -> None:
    """A right side leaves its line for another, a pair is taken back, and all must be there."""
    async with matching.run_test(size=(80, 24)) as pilot:
        page, (first, second, third) = await begin(pilot)
        await pilot.press(first, second, first)
        places = [int(key) - 1 for key in (first, second, third)]
        assert page.sheet.chooser.picks == (-1, places[1], places[0])
        assert page.sheet.chooser.missing == "Pair every line first: 1 to go."
        await pilot.press("enter")
        assert page.sheet.doing == "pairing"
        await pilot.press("backspace", third)
        assert page.sheet.chooser.picks == (-1, places[1], places[2])
        await pilot.press(first, "enter")
        assert "✓ Right." in screen_text(matching)
