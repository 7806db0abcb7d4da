"""What can be set before something begins: a line each, changed by arrows or by its own key."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from actquiz.text.safe import clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row


@dataclass(frozen=True, slots=True)
class SetupLine:
    """One line."""

    key: str
    """The key that changes it."""
    label: str
    value: str | Content
    about: str
    """A sentence, shown while the cursor is on the line."""


class Setup(CursorList[SetupLine]):
    """A heading, if any, a line a choice, and a sentence on the one under the cursor."""

    in_text = True

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self._title, self._about = title, about

    def entitle(self, title: str, about: str) -> None:
        """Another heading; ``fill`` draws it."""
        self._title, self._about = title, about

    def rows(self, width: int) -> list[Row]:
        rows = [Row(Content.styled(self._title, "bold"))] if self._title else []
        if self._about and not self.screen.has_class("-short"):
            about = wrapped(Content.styled(self._about, "$quiet"), width)
            rows += [*map(Row, about), Row()]
        rows += self.item_rows(width)
        if self.active:
            rows.append(Row())
            rows += map(Row, wrapped(Content.styled(self.selected.about, "$quiet"), width))
        return rows

    def lead(self, place: int) -> Content:
        return super().lead(place) + Content.styled(self.items[place].key, "bold $accent")

    def lines(self, item: SetupLine, width: int, here: bool) -> list[Content]:
        column = max(len(choice.label) for choice in self.items) + 2
        line = Content.assemble(
            ("  " + item.label.ljust(column), "" if here and self.active else "$quiet"),
            Content.styled(clean(item.value), "bold")
            if isinstance(item.value, str)
            else item.value,
        )
        return [line.truncate(width, ellipsis=True)]


def slider(share: float, text: str, length: int = 20) -> Content:
    """A knob ``share`` (0 to 1) of the way along a line, and what it stands at."""
    at = round(min(max(share, 0.0), 1.0) * (length - 1))
    return Content.assemble(
        ("━" * at, "$accent"),
        ("●", "bold $accent"),
        ("─" * (length - 1 - at), "$rule"),
        (f"  {text}", "bold"),
    )
