"""The sheet for the day before, on screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.page import Page
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.rows_widget import Row, RowsWidget


class _Text(RowsWidget):
    """Markdown, as wide as it may be."""

    def __init__(self, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._sections = sections

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for head, listed in self._sections:
            rows += [Row(Content.styled(head, "bold $accent")), Row()]
            rows += [*(Row(line) for line in typeset(listed, width)), Row()]
        return rows


class SheetPage(Page):
    """One page to read; 'actquiz sheet' writes and prints it."""

    NAME = "sheet"
    TITLE = "The day before"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    SheetPage VerticalScroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    SheetPage _Text { max-width: 94; padding: 1 2 0 3; }
    SheetPage.-short _Text { padding: 0 1; }
    """

    def __init__(self, desk: Desk, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__(desk)
        self._text = _Text(sections)

    def body(self) -> Iterable[Widget]:
        self.scroll = VerticalScroll(self._text)
        self.scroll.can_focus = False
        yield self.scroll

    async def on_mount(self) -> None:
        await super().on_mount()
        self.title_bar.show(Content.styled("actquiz sheet --format html prints it", "$quiet"))
