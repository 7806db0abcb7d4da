"""One discreet line: something in the decks could not be read."""

from __future__ import annotations

from textual.content import Content

from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget
from actquiz.words import counted


class ProblemLine(RowsWidget):
    """Says how many problems there are and which command lists them."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def show(self, count: int) -> None:
        """Hidden at zero."""
        self._count = count
        self.display = count > 0
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        line = Content.assemble(
            ("! ", "bold $warning"),
            (f"{counted(self._count, 'problem')} in your decks: ", "$quiet"),
            ("actquiz check", "bold"),
        )
        return [Row(part) for part in wrapped(line, width)]
