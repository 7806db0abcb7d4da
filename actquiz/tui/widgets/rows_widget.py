"""A widget that draws rows of styled text, laid out for the width there is.

The rows are laid out by hand, because a card needs what a wrapped string cannot give: formulas over
several rows, hanging indents, columns. Text is always ``Content``, never markup, so ``[red]`` in a
deck is five characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from textual import events
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

BLANK = Content("")


@dataclass(frozen=True, slots=True)
class Row:
    """One screen line; ``item`` is the number of what it shows, for clicks and scrolling."""

    content: Content = BLANK
    item: int | None = None


def hang(lead: Content, text: Sequence[Content], item: int | None) -> list[Row]:
    """``text`` behind ``lead``, its further lines indented by the lead's width."""
    indent = Content(" " * lead.cell_length)
    return [Row((indent if index else lead) + line, item) for index, line in enumerate(text)]


class RowsWidget(Widget):
    """A widget that draws the rows its ``rows`` method lays out for a width."""

    virtual_size = var(Size(0, 0))
    """As every widget's, but a change, which a layout leads to, asks for no second layout."""
    DEFAULT_CSS = """
    RowsWidget { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    class Clicked(Message):
        """A row with an item was clicked."""

        def __init__(self, widget: RowsWidget, item: int) -> None:
            super().__init__()
            self.widget = widget
            self.item = item

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._laid: dict[int, Sequence[Row]] = {}

    @property
    def chip(self) -> str:
        """The style of the one thing to press; reversed where there are no shades."""
        return "bold reverse" if self._plain_colours else "bold $on-accent on $accent"

    @property
    def plain_chip(self) -> str:
        """The style of what can be pressed as well."""
        return "" if self._plain_colours else "on $surface"

    @property
    def _plain_colours(self) -> bool:
        return self.app.no_color or self.app.native_ansi_color

    def rows(self, width: int) -> Sequence[Row]:
        """What to draw in ``width`` cells; no row may be wider."""
        raise NotImplementedError

    def laid(self, width: int) -> Sequence[Row]:
        """``rows`` for this width, laid out once."""
        if width not in self._laid:
            self._laid[width] = self.rows(width)
        return self._laid[width]

    def redraw(self) -> None:
        """Lay out again: what is shown has changed. The screen is arranged anew only if the number
        of rows has.
        """
        width = self.content_size.width
        before = self._laid.get(width)
        self._laid.clear()
        self.refresh(layout=before is None or len(before) != len(self.laid(width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.laid(width))

    def render(self) -> Content:
        return Content("\n").join(row.content for row in self.laid(self.content_size.width))

    def item_at(self, line: int) -> int | None:
        """What the row at ``line`` stands for."""
        rows = self.laid(self.content_size.width)
        return rows[line].item if 0 <= line < len(rows) else None

    def row_of(self, item: int) -> int | None:
        """The first line that stands for ``item``."""
        rows = self.laid(self.content_size.width)
        return next((line for line, row in enumerate(rows) if row.item == item), None)

    @property
    def frame(self) -> ScrollableContainer | None:
        """What this is scrolled in."""
        around = (node for node in self.ancestors if isinstance(node, ScrollableContainer))
        return next(around, None)

    def bring_into_view(self, item: int, rows: int = 1) -> bool:
        """Scroll so that the row of ``item`` is seen, with as many of the ``rows`` from there on as
        fit; False if they are already.
        """
        row, frame = self.row_of(item), self.frame
        if row is None or frame is None:
            return False
        # Where it is on the screen is known only after the next frame: so, where it is in there.
        inside = takewhile(lambda node: node is not frame, self.ancestors_with_self)
        top = row + sum(node.virtual_region.y for node in inside if isinstance(node, Widget))
        region = Region(0, top, 1, min(rows, frame.content_size.height))
        return bool(frame.scroll_to_region(region, animate=False, immediate=True))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and (item := self.item_under(offset)) is not None:
            self.click(item)

    def item_under(self, offset: Offset) -> int | None:
        """The item that is drawn at ``offset``."""
        return self.item_at(offset.y)

    def click(self, item: int) -> None:
        """The row of ``item`` was clicked."""
        self.post_message(self.Clicked(self, item))
