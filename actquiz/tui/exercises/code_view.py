"""The learner's file beside what was found in it, the line that matters marked."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from actquiz.text.safe import clean
from actquiz.tui.typeset import code_lines
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_MOST = 1 << 16
"""Characters that are shown; an exercise takes a hundredth of it."""


class ExerciseCode(RowsWidget):
    """Numbered lines, where there is room for them beside the report."""

    # The screen's classes say how much room there is.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    ExerciseCode { display: none; border-left: solid $rule; padding-left: 1; }
    .-wide ExerciseCode { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._marked = 0

    def show(self, path: Path, marked: int) -> None:
        """Show the file as it is, if it is there; ``marked``: a line from 1, or 0."""
        try:
            text = path.read_text(encoding="utf-8", errors="replace")[:_MOST]
        except OSError:
            text = ""
        if (text, marked) != (self._text, self._marked):
            self._text, self._marked = text, marked
            self.redraw()

    def rows(self, width: int) -> list[Row]:
        lines = clean(self._text.expandtabs(4)).rstrip().splitlines()
        digits = len(str(len(lines)))
        rows = []
        for number, line in enumerate(lines, start=1):
            here = number == self._marked
            lead = Content.assemble(
                ("✗ " if here else "  ", "bold $error"),
                (f"{number:>{digits}}  ", "bold $error" if here else "$quiet"),
            )
            style = "bold" if here else "$secondary"
            rows += hang(lead, code_lines(line, width - lead.cell_length, style), number)
        return rows
