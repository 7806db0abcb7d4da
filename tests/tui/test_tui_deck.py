"""A deck's page: its path, how far one is, and the next step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actquiz.tui.app import ActquizApp
from actquiz.tui.browse.screen import BrowsePage
from actquiz.tui.deck.screen import DeckPage
from actquiz.tui.home.screen import HomePage
from actquiz.tui.review.screen import ReviewPage

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_page_shows_the_path_and_the_next_step(
    app: ActquizApp, same_screen: Same, size: tuple[int, int]
) -> None:
    """The deck's cards stand in order under what to take next."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("1", "d")
        assert isinstance(app.screen, DeckPage)
        same_screen(app, f"deck-{size[0]}x{size[1]}")


async def test_space_reviews_this_deck_and_comes_back(app: ActquizApp) -> None:
    """Only this deck's cards are asked; leaving the review shows the page, changed."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "d")
        page = app.screen
        assert isinstance(page, DeckPage)
        assert page.course is not None
        new = page.course.counts.new
        await pilot.press("space")
        assert isinstance(app.screen, ReviewPage)
        assert app.screen.session.turn is not None
        assert app.screen.session.turn.entry.deck == page.deck
        await pilot.press("enter", "enter", "4", "escape")
        assert app.screen is page
        assert page.course.counts.new < new


async def test_a_card_of_the_path_can_be_read(app: ActquizApp) -> None:
    """Enter opens the card under the cursor, among the deck's; Escape leads back, then to Home."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "d", "down")
        page = app.screen
        assert isinstance(page, DeckPage)
        card = page.list.selected.card_id
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, BrowsePage)
        assert app.screen.list.selected.id == card
        assert len(app.screen.list.items) == len(page.list.items)
        await pilot.press("escape")
        assert isinstance(app.screen, DeckPage)
        await pilot.press("escape")
        assert isinstance(app.screen, HomePage)
