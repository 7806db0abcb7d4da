"""Widgets one under another, as high as they are together."""

from __future__ import annotations

from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.reactive import var


class Column(Vertical):
    """A ``Vertical`` that is laid out, and drawn, once when what is in it grows or shrinks."""

    DEFAULT_CSS = """
    Column { height: auto; }
    """
    virtual_size = var(Size(0, 0))
    """As every widget's, but a change, which a layout leads to, asks for no second layout."""


class Scroll(VerticalScroll):
    """The same for what is scrolled when it is too high. Its bar is seen only then.

    Textual works out what a layout changed from where things stood before they were scrolled; so
    all of it is drawn again.
    """

    DEFAULT_CSS = """
    Scroll { scrollbar-size-vertical: 1; overflow-y: scroll; }
    """
    virtual_size = var(Size(0, 0))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def watch_virtual_size(self) -> None:
        if self.scroll_offset.y:
            self.refresh()
