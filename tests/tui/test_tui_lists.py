"""Lists with a cursor: one rule for all of them, in pages and in dialogs."""

from __future__ import annotations

import pytest
from app_screen import screen_text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from actquiz.tui.app import ActquizApp
from actquiz.tui.dialog import Checklist, Picker
from actquiz.tui.page import Page
from actquiz.tui.widgets.cursor_list import CursorList, LongList
from actquiz.tui.widgets.rows_widget import Row

TEN = [f"item {number}" for number in range(10)]


class Plain(CursorList[str]):
    """Items of two lines."""

    def lines(self, item: str, width: int, here: bool) -> list[Content]:
        return [Content(item), Content("more")]


class InText(Plain):
    """Ten lines above the list and ten below."""

    in_text = True

    def rows(self, width: int) -> list[Row]:
        text = [Row(Content("text"))] * 10
        return [*text, *self.item_rows(width), *text]


class Lazy(LongList[int]):
    """Draws numbers, and keeps which."""

    def __init__(self) -> None:
        super().__init__(range(100_000))
        self.drawn: set[int] = set()

    def lines(self, item: int, width: int, here: bool) -> list[Content]:
        self.drawn.add(item)
        return [Content(f"number {item}")]


class Around(App[None]):
    """A list in eight lines."""

    CSS = "VerticalScroll { height: 8; }"

    def __init__(self, listed: CursorList[str] | Lazy) -> None:
        super().__init__()
        self.list = listed
        self.seen: list[str] = []

    def compose(self) -> ComposeResult:
        yield VerticalScroll(self.list)

    def on_cursor_list_moved(self, event: CursorList.Moved) -> None:
        self.seen.append(type(event).__name__)

    def on_cursor_list_opened(self, event: CursorList.Opened) -> None:
        self.seen.append(type(event).__name__)


async def test_the_cursor_stops_at_the_ends_and_stays_in_sight() -> None:
    """What cannot move says so; pages go by what is in sight, digits to an item there is."""
    listed = Plain(TEN)
    app = Around(listed)
    async with app.run_test(size=(40, 12)) as pilot:
        assert not listed.move(-1)
        assert listed.page(1)
        await pilot.pause()
        assert listed.cursor == 7
        assert not listed.out_of_sight
        assert listed.page(1)
        assert not listed.move(1)
        assert listed.cursor == 9
        assert not listed.jump(10)
        assert listed.jump(0)
        await pilot.pause()
        assert screen_text(app).splitlines()[0].startswith("▸ item 0")


async def test_a_click_moves_and_a_click_on_the_cursor_opens() -> None:
    """Any of an item's lines may be clicked."""
    app = Around(Plain(TEN))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(offset=(4, 3))
        assert (app.list.cursor, app.seen) == (1, ["Moved"])
        await pilot.click(offset=(4, 2))
        assert (app.list.cursor, app.seen) == (1, ["Moved", "Opened"])


async def test_text_around_a_list_can_be_read() -> None:
    """The arrows scroll to the cursor and beyond the ends; page keys scroll."""
    listed = InText(TEN[:2])
    app = Around(listed)
    async with app.run_test(size=(40, 12)) as pilot:
        frame = listed.frame
        assert frame is not None
        assert not listed.move(1)
        assert not listed.page(1)
        frame.scroll_to(y=4, animate=False)
        await pilot.pause()
        assert listed.move(1)
        assert not listed.move(1)
        frame.scroll_end(animate=False)
        await pilot.pause()
        assert not listed.move(-1)
        assert listed.cursor == 1


async def test_a_long_list_draws_what_is_in_sight() -> None:
    """A hundred thousand items are one screen of work."""
    listed = Lazy()
    app = Around(listed)
    async with app.run_test(size=(40, 12)) as pilot:
        listed.go(10**9)
        await pilot.pause()
        assert "▸ number 99999" in screen_text(app)
        assert len(listed.drawn) < 40


async def test_a_digit_in_a_dialog_moves_and_enter_takes(app: ActquizApp) -> None:
    """As on a card; the screen below stays in sight."""
    taken: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Picker("One", [(item, item) for item in TEN]), taken.append)
        await pilot.press("3")
        assert "▸ 3  item 2" in screen_text(app)
        assert "All decks" in screen_text(app)
        assert taken == []
        await pilot.press("up", "enter")
        assert taken == ["item 1"]


async def test_a_digit_ticks_where_several_count(app: ActquizApp) -> None:
    """The order of ticking is kept; without a tick there is nothing to take."""
    taken: list[tuple[str, ...] | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Checklist("Some", TEN, ["item 0"]), taken.append)
        await pilot.press("1", "enter")
        assert "! Tick at least one." in screen_text(app)
        await pilot.press("4", "2", "enter")
        assert taken == [("item 3", "item 1")]


@pytest.mark.parametrize("keys", [("b",), ("x",), ("1", "d"), ("l",)], ids="".join)
async def test_the_cursor_stays_in_sight_when_the_window_changes(
    app: ActquizApp, keys: tuple[str, ...]
) -> None:
    """Smaller or larger, the row under the cursor is one of those that are seen."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.app.workers.wait_for_complete()
        await pilot.press(*["down"] * 7)
        for size in ((40, 12), (80, 24), (160, 50), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert isinstance(app.screen, Page)
            assert app.screen.listed is not None
            assert not app.screen.listed.out_of_sight, size
