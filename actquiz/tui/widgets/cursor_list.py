"""Lists with a cursor: one rule for its moves, one look, one way to click.

- An arrow moves the cursor by an item. It stops at the ends: there the arrow scrolls instead, so
  that what stands above and below the list can be read.
- Page keys move it by as many items as there are lines in sight; Home and End to the ends.
- A digit moves it to the item of that number, and no further: Enter takes the item. Where items are
  ticked, the digit ticks as well.
- A click moves it; a click on the item under the cursor opens the item.
- Wherever it goes, it is brought into sight.

In a list with text around it (``in_text``) the page keys scroll, and so do the arrows while the
cursor is out of sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual

from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

T = TypeVar("T")
NOWHERE = -1
"""The cursor before a key or a click has put it on an item, where a list begins without one."""


class CursorList(RowsWidget, Generic[T]):
    """Items under one another. Subclasses say in ``lines`` how one is drawn."""

    in_text: ClassVar[bool] = False
    """Whether there is text to read around the list."""

    class Moved(Message):
        """The cursor is on another item."""

        def __init__(self, listed: CursorList[Any]) -> None:
            super().__init__()
            self.list = listed

    class Opened(Moved):
        """The item under the cursor was clicked."""

    def __init__(self, items: Sequence[T] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items = items
        self.cursor = 0
        self.active = True
        """Whether the keys are about this list; the cursor is pale if not."""

    def fill(self, items: Sequence[T]) -> None:
        """Show these, the cursor where it was."""
        self.items = items
        self.cursor = min(self.cursor, max(len(items) - 1, 0))
        self.redraw()

    @property
    def selected(self) -> T:
        """The item under the cursor; IndexError if there is none."""
        return self.items[self.cursor]

    # moving

    def go(self, place: int) -> bool:
        """Move to the item at ``place``, or the nearest there is; False: the cursor is there."""
        place = max(min(place, len(self.items) - 1), 0)
        if place == self.cursor:
            return False
        before, self.cursor = self.cursor, place
        self.redraw_moved(before)
        self.bring_into_view(place)
        self.post_message(self.Moved(self))
        return True

    def redraw_moved(self, before: int) -> None:
        """The cursor has left the item ``before``."""
        self.redraw()

    def move(self, by: int) -> bool:
        """An arrow; False: scroll instead."""
        if self.in_text and self.out_of_sight:
            return False
        before = len(self.items) if self.cursor == NOWHERE and by < 0 else self.cursor
        return self.go(before + by)

    def page(self, by: int) -> bool:
        """A page key, down (1) or up (-1); False: scroll instead."""
        if self.in_text or self.frame is None:
            return False
        self.go(self.cursor + by * max(self.frame.size.height - 1, 1))
        return True

    def jump(self, place: int) -> bool:
        """A digit for the item at ``place``; False: there is none."""
        if not 0 <= place < len(self.items):
            return False
        self.go(place)
        self.bring_into_view(self.cursor)
        return True

    def click(self, item: int) -> None:
        if item == self.cursor:
            self.post_message(self.Opened(self))
        else:
            self.go(item)

    @property
    def out_of_sight(self) -> bool:
        """Whether the cursor's row is scrolled away."""
        row, frame = self.row_of(self.cursor), self.frame
        return (
            row is not None
            and frame is not None
            and not (
                frame.content_region.y <= self.content_region.y + row < frame.content_region.bottom
            )
        )

    # drawing

    def lead(self, place: int) -> Content:
        """What stands before an item: the cursor, or room for it."""
        sign = "▸ " if place == self.cursor else "  "
        return Content.styled(sign, "bold $accent" if self.active else "$quiet")

    def lines(self, item: T, width: int, here: bool) -> Sequence[Content]:
        """An item in lines of ``width`` cells; ``here``: the cursor is on it."""
        raise NotImplementedError

    def rows_of(self, place: int, width: int) -> list[Row]:
        """One item."""
        lead = self.lead(place)
        lines = self.lines(self.items[place], width - lead.cell_length, place == self.cursor)
        return hang(lead, lines, place)

    def item_rows(self, width: int) -> list[Row]:
        """All items."""
        return [row for place in range(len(self.items)) for row in self.rows_of(place, width)]

    def rows(self, width: int) -> list[Row]:
        return self.item_rows(width)


class LongList(CursorList[T]):
    """A list of any length, a line an item: only the lines in sight are looked up and drawn.

    Subclasses say in ``line`` how one is drawn, or in ``lines`` if its place does not matter.
    """

    def line(self, place: int, width: int) -> Content:
        """The item at a place in a line of ``width`` cells."""
        return self.lines(self.items[place], width, place == self.cursor)[0]

    def redraw(self) -> None:
        self.refresh(layout=self.size.height != len(self.items))

    def redraw_moved(self, before: int) -> None:
        width = self.size.width
        self.refresh(*(Region(0, line, width, 1) for line in (before, self.cursor) if line >= 0))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.items)

    def item_at(self, line: int) -> int | None:
        return line if 0 <= line < len(self.items) else None

    def row_of(self, item: int) -> int | None:
        return self.item_at(item)

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        if self.item_at(y) is None:
            return Strip.blank(width, self.rich_style)
        lead = self.lead(y)
        line = lead + self.line(y, width - lead.cell_length)
        strips = Visual.to_strips(self, line, width, 1, self.visual_style, apply_selection=False)
        return strips[0].adjust_cell_length(width, self.rich_style)
