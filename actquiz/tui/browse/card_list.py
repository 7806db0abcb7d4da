"""A list of any length: only the rows in sight are looked up and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

T = TypeVar("T")

_PAGE = 100
_KEPT = 20
"""Pages kept before the oldest is forgotten."""


class CardList(ScrollView, Generic[T]):
    """Rows come from ``fetch(offset, limit)`` a page at a time; ``draw`` makes one into a line."""

    DEFAULT_CSS = """
    CardList { scrollbar-size-vertical: 1; overflow-x: hidden; text-wrap: nowrap; }
    """

    class Moved(Message):
        """The cursor is on another row."""

    class Opened(Message):
        """The row under the cursor was clicked again."""

    def __init__(self, draw: Callable[[T, int, bool], Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.can_focus = False
        self._draw = draw
        self._fetch: Callable[[int, int], Sequence[T]] = lambda offset, limit: ()
        self._pages: dict[int, Sequence[T]] = {}
        self.total = 0
        self.cursor = 0

    def fill(self, total: int, fetch: Callable[[int, int], Sequence[T]]) -> None:
        """Show ``total`` rows from the first."""
        self.total, self._fetch = total, fetch
        self.cursor = 0
        self.virtual_size = Size(0, total)
        self.scroll_to(y=0, animate=False, force=True)
        self.look_again()

    def look_again(self) -> None:
        """Fetch the rows in sight anew."""
        self._pages.clear()
        self.refresh()

    def item(self, place: int) -> T | None:
        """The row at ``place``, looked up with its page."""
        if not 0 <= place < self.total:
            return None
        number, within = divmod(place, _PAGE)
        if number not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = self._fetch(number * _PAGE, _PAGE)
        page = self._pages[number]
        return page[within] if within < len(page) else None

    @property
    def selected(self) -> T | None:
        """The row under the cursor."""
        return self.item(self.cursor)

    def move(self, by: int) -> None:
        """Move the cursor, no further than the ends."""
        self.go(self.cursor + by)

    def go(self, place: int) -> None:
        """Put the cursor on the row at ``place``, or on the nearest there is."""
        place = max(min(place, self.total - 1), 0)
        if place == self.cursor:
            return
        self.cursor = place
        top, height = self.scroll_offset.y, self.size.height
        if not top <= place < top + height:
            y = place if place < top else place - height + 1
            self.scroll_to(y=y, animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        place = y + self.scroll_offset.y
        item = self.item(place)
        width = self.scrollable_content_region.width
        if item is None:
            return Strip.blank(width, self.rich_style)
        line = self._draw(item, width, place == self.cursor)
        strips = Visual.to_strips(self, line, width, 1, self.visual_style, apply_selection=False)
        return strips[0].adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        place = event.y + self.scroll_offset.y
        if place >= self.total:
            return
        if place == self.cursor:
            self.post_message(self.Opened())
        else:
            self.go(place)
