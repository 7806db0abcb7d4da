"""A formula while it is typed: set in two dimensions, and its curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

if TYPE_CHECKING:
    from actquiz.practice.formula_answer import FormulaLook

_LOWEST, _HIGHEST = 5, 14
"""Rows of a curve: in fewer it cannot be recognised."""


class _Written(RowsWidget):
    def __init__(self) -> None:
        super().__init__()
        self.latex = ""

    def rows(self, width: int) -> list[Row]:
        if not self.latex:
            return []
        head = Row(Content.styled("You write", "$quiet"))
        return [head, *map(Row, typeset(f"$${self.latex}$$", width))]


class FormulaView(Column):
    """Under the field; hidden while there is nothing to see."""

    DEFAULT_CSS = """
    FormulaView FigureView { margin-top: 1; max-width: 72; }
    """

    def __init__(self) -> None:
        self._written = _Written()
        self._curve = FigureView()
        super().__init__(self._written, self._curve)
        self.display = False

    def show(self, look: FormulaLook, room: int) -> None:
        """``room``: the rows there are for it."""
        self.display = bool(look.latex)
        self._written.latex = look.latex
        self._written.redraw()
        rows = room - len(self._written.laid(max(self.content_size.width, 40))) - 3
        self._curve.display = look.curve is not None and rows >= _LOWEST
        self._curve.styles.height = min(rows, _HIGHEST)
        self._curve.show(look.curve)

    def clear(self) -> None:
        """Show nothing."""
        self.display = False
