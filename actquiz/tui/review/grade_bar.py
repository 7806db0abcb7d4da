"""The four grades with what each gives, or the one button that leads to them."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.message import Message

from actquiz.memory.grade import Grade
from actquiz.text.safe import cells
from actquiz.tui.keys.action import shown
from actquiz.tui.widgets.buttons import ButtonRow
from actquiz.tui.widgets.rows_widget import Row

_WIDEST = 18
_GAP = 1
_CARD, _WITH_PICTURE = 94, 150
"""Columns of the card above, at most, also with a picture beside it; it stands in the middle."""


class GradeBar(ButtonRow):
    """Four buttons in two rows: the grade, and the interval it gives."""

    DEFAULT_CSS = """
    GradeBar { height: 3; width: 100%; border-top: solid $rule; padding: 0 3; margin-bottom: 1; }
    """

    class Chosen(Message):
        """A grade was clicked; None: the single button."""

        def __init__(self, grade: Grade | None) -> None:
            super().__init__()
            self.grade = grade

    def __init__(self) -> None:
        super().__init__()
        self._grades: Mapping[Grade, str] = {}
        self._suggested: Grade | None = None
        self._prompt = ("", "")
        self._below = ""

    @property
    def keys(self) -> frozenset[str]:
        if self._grades:
            return frozenset(str(grade.value) for grade in self._grades)
        return frozenset(name for name in ("enter", "space") if shown(name) == self._prompt[0])

    def note(self, below: str) -> None:
        """Say ``below`` under the single button."""
        if below != self._below:
            self._below = below
            self.redraw()

    def prompt(self, key: str, label: str) -> None:
        """Show one button."""
        self._grades = {}
        self._prompt = (key, label)
        self.redraw()

    def offer(self, intervals: Mapping[Grade, str], suggested: Grade) -> None:
        """Show the grades with their intervals, one of them suggested."""
        self._grades = intervals
        self._suggested = suggested
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if not self._grades:
            key, label = self._prompt
            button = Content.styled(f"  {key}  {label}  ", self.chip) if label else Content("")
            below = Content.styled(f"{self._indent(width)}  {self._below}", "$quiet")
            return [Row(self._indent(width) + button), Row(below.truncate(width))]
        size = self._button_width(width)
        return [Row(self._indent(width) + self._line(size, first=each)) for each in (True, False)]

    def _indent(self, width: int) -> str:
        """So that the buttons begin where the card above them does."""
        whole = width + self.gutter.width - 1
        wide = self.screen.has_class("-wide") and self.screen.has_class("-pictured")
        return " " * max((whole - (_WITH_PICTURE if wide else _CARD)) // 2, 0)

    def _button_width(self, width: int) -> int:
        return min((width - _GAP * (len(Grade) - 1)) // len(Grade), _WIDEST)

    def _line(self, size: int, *, first: bool) -> Content:
        parts: list[Content] = []
        for grade, interval in self._grades.items():
            suggested = grade is self._suggested
            mark = "▸" if suggested else " "
            text = f"{mark}{grade.value} {grade.name.title()}" if first else f"   {interval}"
            text += " " * (size - cells(text))
            parts.append(Content.styled(text, self.chip if suggested else self.plain_chip))
        return Content(" " * _GAP).join(parts)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if not self._grades:
            self.post_message(self.Chosen(None))
            return
        size = self._button_width(self.content_size.width)
        place, within = divmod(offset.x - len(self._indent(self.content_size.width)), size + _GAP)
        if 0 <= place < len(Grade) and within < size:
            self.post_message(self.Chosen(Grade(place + 1)))
