"""Settings: everything that can be chosen, changed at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from app_screen import screen_text

from actquiz.memory.settings import load_settings
from actquiz.tui import themes
from actquiz.tui.app import ActquizApp
from actquiz.tui.dialog import TextDialog
from actquiz.tui.settings.screen import SettingsPage

SIZES = [(40, 12), (80, 24), (160, 50)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_settings_read_well_at_every_size(
    app: ActquizApp,
    size: tuple[int, int],
    same_screen: Callable[[ActquizApp, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line a setting; of the one under the cursor what it means and may be."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma", "down", "right")
        await pilot.pause()
        assert isinstance(app.screen, SettingsPage)
        # The folder is another one each time.
        app.screen.title_bar.show()
        await pilot.pause()
        same_screen(app, f"settings-{size[0]}x{size[1]}")


async def test_a_change_holds_at_once_and_can_be_taken_back(app: ActquizApp) -> None:
    """Arrows go through values, Enter types one, backspace brings the standard back."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "down", "right")
        assert load_settings().new_per_day == 15
        assert app.desk.settings.new_per_day == 15
        await pilot.press("left", "left")
        assert load_settings().new_per_day == 5
        await pilot.press("enter", *"7", "enter")
        assert load_settings().new_per_day == 7
        await pilot.press("backspace")
        assert load_settings().new_per_day == 10


async def test_bad_input_is_said_under_the_field(app: ActquizApp) -> None:
    """The field stays open with what would do; nothing is written."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "down", "down", "enter", *"2", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TextDialog)
        assert "type a number from 0.7 to 0.97" in screen_text(app)
        assert load_settings().retention == 0.9
        await pilot.press("backspace", *"0.8")
        await pilot.pause()
        assert "= 80%" in screen_text(app)
        await pilot.press("enter")
        assert load_settings().retention == 0.8


async def test_themes_are_seen_before_they_are_taken(app: ActquizApp) -> None:
    """In the list the cursor shows each; Esc leaves the old one, Enter keeps the new one."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "enter", "down")
        await pilot.pause()
        assert app.theme == themes.PAPER.name
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == themes.INK.name
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert load_settings().theme == "paper"
        await pilot.press("backspace")
        assert app.theme == themes.INK.name


async def test_a_damaged_file_is_said(app: ActquizApp) -> None:
    """It opens with the settings there were, and a dialog says what is wrong with the file."""
    from actquiz import paths

    async with app.run_test(size=(80, 24)) as pilot:
        paths.settings_file().write_text('{"new_per_day": -1}')
        await pilot.press("comma")
        await pilot.pause()
        assert "'new_per_day' must be a whole number from 0 to 9999" in screen_text(app)
