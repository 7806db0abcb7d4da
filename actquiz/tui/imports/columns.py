"""What a table's columns are: the guess, with a row of the table, to be changed or confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from actquiz.errors import ActquizError
from actquiz.exchange.foreign_table import ROLES, Columns, roles_in
from actquiz.text.safe import clean
from actquiz.tui.dialog import ListDialog, TextLines
from actquiz.tui.widgets.cursor_list import CursorList

_LEFT_OUT = "-"


class ColumnsDialog(ListDialog[tuple[str, ...]]):
    """A line a column; arrows change what it is, Enter takes them all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
    ]
    DEFAULT_CSS = """
    ColumnsDialog > VerticalScroll { width: 64; }
    ColumnsDialog TextLines { margin-bottom: 1; }
    """

    def __init__(self, columns: Columns, row: Sequence[str]) -> None:
        self._hint = TextLines("← and → change a column, Enter takes them.", "$quiet")
        self._columns = _ColumnList(list(columns.roles), row)
        super().__init__("Columns", self._columns, self._hint)

    def action_turn(self, by: int) -> None:
        self._columns.turn(by)

    def action_take(self) -> None:
        try:
            self.dismiss(roles_in(",".join(self._columns.roles)))
        except ActquizError:
            self._hint.say("! Make one column the front and one the back, and neither twice.")
            self.frame.scroll_home(animate=False)


class _ColumnList(CursorList[int]):
    def __init__(self, roles: list[str], row: Sequence[str]) -> None:
        super().__init__(range(len(roles)))
        self.roles, self._row = roles, row

    def turn(self, by: int) -> None:
        """Make the column under the cursor the next thing that a column can be."""
        place = (ROLES.index(self.roles[self.cursor]) + by) % len(ROLES)
        self.roles[self.cursor] = ROLES[place]
        self.redraw()

    def lines(self, item: int, width: int, here: bool) -> list[Content]:
        role = self.roles[item]
        shown = "left out" if role == _LEFT_OUT else role
        cell = self._row[item] if item < len(self._row) else ""
        line = Content.assemble(
            (f"{item + 1}  ", "$quiet"),
            (f"‹ {shown:<8} › ", "bold" if here else ""),
            (clean(" ".join(cell.split())), "$quiet"),
        )
        return [line.truncate(width, ellipsis=True)]
