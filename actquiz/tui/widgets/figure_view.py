"""A figure in the app: drawn to fit, again whenever the space or the figure changes."""

from __future__ import annotations

import os

from rich.text import Text
from textual import work
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.worker import get_current_worker

from actquiz.plots.figure import Figure


class FigureView(Widget):
    """Shows one figure. ``show`` may be called from any thread, as often as frames come.

    Drawing happens in a thread, one at a time: a frame that arrives while another is drawn
    replaces the one that waits, so a fast experiment never builds up a queue.
    """

    DEFAULT_CSS = """
    FigureView {
        height: 1fr;
        min-height: 4;
    }
    """

    def __init__(
        self, figure: Figure | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._figure = figure
        self._drawn: Figure | None = None
        self._drawn_size: Size | None = None
        self._content = Content("")
        self._drawing = False

    @property
    def figure(self) -> Figure | None:
        """The figure shown last."""
        return self._figure

    @property
    def drawn(self) -> bool:
        """Whether the figure shown last is what is seen, at the size there is."""
        return self._drawn is self._figure and self._drawn_size == self.size

    def show(self, figure: Figure | None) -> None:
        """Show ``figure`` (None clears the view); safe from any thread."""
        self._figure = figure
        if self.is_attached:
            self.app.call_later(self._refresh_drawing)

    def on_resize(self) -> None:
        self._refresh_drawing()

    def render(self) -> Content:
        return self._content

    def _refresh_drawing(self) -> None:
        """Start a drawing unless one is running; that one looks again when it is done."""
        if self._figure is None:
            self._content = Content("")
            self._drawn = None
            self.refresh()
            return
        size = self.size
        fresh = self._drawn is self._figure
        if size and not self._drawing and not (fresh and self._drawn_size == size):
            self._drawing = True
            self._draw(self._figure, size)

    @work(thread=True, group="figure", exit_on_error=True)
    def _draw(self, figure: Figure, size: Size) -> None:
        from actquiz.plots.terminal import draw

        drawn = draw(figure, size.width, size.height, colour=not os.environ.get("NO_COLOR"))
        content = Content.from_rich_text(Text.from_ansi(drawn))
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._arrived, content, figure, size)

    def _arrived(self, content: Content, figure: Figure, size: Size) -> None:
        self._drawing = False
        self._drawn, self._drawn_size = figure, size
        if self._figure is not None:
            self._content = content
            self.refresh()
        self._refresh_drawing()
