"""The keys that go on from here, as buttons above the footer, and a line of how it stands."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from actquiz.text.safe import cells
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

_GAP = 1
_WITH_PICTURE = 150
"""Columns of a card with a picture beside it."""


class ButtonRow(RowsWidget):
    """A row of keys with what each does; the footer does not say them again."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys that are shown, by Textual's names."""
        raise NotImplementedError


class Buttons(ButtonRow):
    """One to three buttons, the first of them the obvious one."""

    # The screen's classes say how much room there is.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    Buttons { height: 3; width: 100%; border-top: solid $rule; padding: 0 3; margin-bottom: 1; }
    .-short Buttons { height: 2; border-top: none; padding: 0 1; margin: 0; }
    """

    class Pressed(Message):
        """A button was clicked; ``key`` is the key that does the same."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, room: int = 94) -> None:
        """``room``: the columns of what is above, centred; the buttons begin where it does."""
        super().__init__()
        self._room = room
        self._buttons: tuple[tuple[str, str, str], ...] = ()
        self._below = Content("")

    @property
    def keys(self) -> frozenset[str]:
        told = {key for key, _, _ in self._buttons}
        return frozenset(told | {"space" for _, shown, _ in self._buttons if shown == "Space"})

    def offer(self, *buttons: tuple[str, str, str], below: Content | None = None) -> None:
        """``buttons``: the key as Textual names it, as it is shown, and what it does."""
        self._buttons = buttons
        if below is not None:
            self._below = below
        self.redraw()

    def note(self, below: Content) -> None:
        """Change the line below the buttons."""
        self._below = below
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        indent = " " * self._indent(width)
        parts = [
            Content.styled(text, self.plain_chip if place else self.chip)
            for place, text in enumerate(self._texts(width))
        ]
        buttons = Content(" " * _GAP).join(parts)
        return [Row(indent + buttons), Row((indent + self._below).truncate(width))]

    def _indent(self, width: int) -> int:
        """Half of what is left beside the room, without the scroll bar's column."""
        whole = width + self.gutter.width - 1
        beside = self.screen.has_class("-wide") and self.screen.has_class("-pictured")
        return max((whole - (_WITH_PICTURE if beside else self._room)) // 2, 0)

    def _texts(self, width: int) -> list[str]:
        """The buttons in full where they fit, else without their margins, else cut."""
        for margin, gap in (("  ", "  "), (" ", "  "), ("", " ")):
            texts = [f"{margin}{key}{gap}{label}{margin}" for _, key, label in self._buttons]
            if sum(map(cells, texts)) + _GAP * (len(texts) - 1) <= width:
                return texts
        room = width // max(len(texts), 1) - _GAP
        return [text if cells(text) <= room else text[: room - 1] + "…" for text in texts]

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y:
            return
        start = self._indent(self.content_size.width)
        for (key, _, _), text in zip(
            self._buttons, self._texts(self.content_size.width), strict=True
        ):
            if start <= offset.x < start + cells(text):
                self.post_message(self.Pressed(key))
            start += cells(text) + _GAP
