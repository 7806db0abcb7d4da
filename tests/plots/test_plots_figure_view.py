"""The app's widget for figures."""

from __future__ import annotations

import asyncio

import figures
from textual.app import App, ComposeResult

from actquiz.plots.figure import Figure, Line, Panel
from actquiz.tui.widgets.figure_view import FigureView


class _Host(App[None]):
    def compose(self) -> ComposeResult:
        yield FigureView(figures.curves())


async def _shown(app: App[None]) -> str:
    """The text of the view once nothing is being drawn any more."""
    view = app.query_one(FigureView)
    for _ in range(200):
        await asyncio.sleep(0.01)
        await app.workers.wait_for_complete()
        if str(view.render()):
            break
    return str(view.render())


async def test_a_figure_is_drawn_to_fit() -> None:
    """The figure fills the widget, and is drawn anew when the terminal changes its size."""
    app = _Host()
    async with app.run_test(size=(60, 20)) as pilot:
        assert max(map(len, (await _shown(app)).split("\n"))) <= 60
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        wide = await _shown(app)
        assert 60 < max(map(len, wide.split("\n"))) <= 90


async def test_a_frame_from_a_thread_is_shown() -> None:
    """Another thread can show a new figure; None clears the view."""
    app = _Host()
    async with app.run_test(size=(60, 20)) as pilot:
        await _shown(app)
        view = app.query_one(FigureView)
        figure = Figure([Panel([Line("new one", [0, 1], [0, 1])], title="Fresh")])
        await asyncio.to_thread(view.show, figure)
        await pilot.pause()
        assert "Fresh" in await _shown(app)
        view.show(None)
        await pilot.pause()
        assert str(view.render()) == ""


async def test_many_frames_end_with_the_last() -> None:
    """However fast frames come, the last one is what stays."""
    app = _Host()
    async with app.run_test(size=(60, 20)) as pilot:
        view = app.query_one(FigureView)
        for number in range(30):
            view.show(Figure([Panel([Line("f", [0, 1], [0, number])], title=f"frame {number}")]))
        await pilot.pause()
        for _ in range(100):
            if "frame 29" in await _shown(app):
                break
        assert "frame 29" in await _shown(app)
