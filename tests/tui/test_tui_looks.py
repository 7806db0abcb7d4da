"""Themes, terminals without colour, and what goes wrong before the first frame."""

from __future__ import annotations

import pytest
from app_screen import screen_text

from actquiz import paths
from actquiz.errors import ActquizError
from actquiz.memory.settings import load_settings
from actquiz.tui.app import ActquizApp, run_app
from actquiz.tui.desk import Desk


async def test_a_theme_is_shown_while_choosing_and_remembered(app: ActquizApp) -> None:
    """The next start has the colours of the last."""
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "ink"
        await pilot.press("t", "down")
        assert app.theme == "paper"
        await pilot.press("enter")
        assert app.theme == "paper"
    assert load_settings().theme == "paper"
    desk = Desk.open()
    assert ActquizApp(desk).theme == "paper"
    desk.close()


async def test_a_theme_that_is_not_taken_changes_nothing(app: ActquizApp) -> None:
    """Esc brings the colours back that were there before."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "down", "down", "escape")
        await pilot.pause()
        assert app.theme == "ink"
    assert not paths.settings_file().exists()


async def test_a_theme_that_no_longer_exists_is_replaced(desk: Desk) -> None:
    """Old settings never stop the app."""
    from dataclasses import replace

    desk.settings = replace(desk.settings, theme="gone")
    assert ActquizApp(desk).theme == "ink"


async def test_every_theme_can_draw_every_screen(app: ActquizApp) -> None:
    """No theme lacks a colour that a widget names."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "space")
        before = screen_text(app)
        for name in app.available_themes:
            app.theme = name
            await pilot.pause()
            assert screen_text(app) == before, name


async def test_without_colour_no_colour_is_sent_and_signs_remain(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under NO_COLOR the suggestion is marked by a sign and reversed, nothing is coloured."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = ActquizApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "space")
        strips = app.screen._compositor.render_strips()
        text = screen_text(app)
        filters = app.get_line_filters()
        reversed_text = ""
        for strip in strips:
            segments = list(strip)
            for line_filter in filters:
                segments = line_filter.apply(segments, app.screen.background_colors[1])
            for segment in segments:
                if segment.style is None:
                    continue
                for colour in (segment.style.color, segment.style.bgcolor):
                    assert colour is None or colour.is_default, segment
                if segment.style.reverse:
                    reversed_text += segment.text
    assert "▸3 Good" in text
    assert "▸3 Good" in reversed_text


def test_damaged_progress_is_told_before_anything_is_drawn(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The message is an error for the command line; the screen was never touched."""
    paths.store_file().parent.mkdir(parents=True)
    paths.store_file().write_bytes(b"not a database, but long enough to look like one" * 40)
    with pytest.raises(ActquizError):
        run_app()
    assert capsys.readouterr().out == ""


def test_a_deck_that_does_not_exist_is_told_before_anything_is_drawn(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A wrong name is answered with the nearest one."""
    with pytest.raises(ActquizError) as caught:
        run_app(screen="review", decks=("gradient",))
    assert "gradients" in caught.value.fix
    assert capsys.readouterr().out == ""
