"""What is wrong with the card, under its text: the line, what it is, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.errors import Problem
from actquiz.text.safe import clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang
from actquiz.words import counted

_FULL = 6
"""Problems that are listed; more of them are counted."""


class ProblemList(RowsWidget):
    """Errors before warnings; a line of praise where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: Sequence[Problem] = ()
        self._said = ""

    def show(self, problems: Sequence[Problem], said: str = "") -> None:
        """``said``: what to say where there is no problem."""
        self.problems, self._said = problems, said
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if not self.problems:
            return [Row(Content.styled(self._said, "$quiet").truncate(width, ellipsis=True))]
        short = self.screen.has_class("-short")
        rows: list[Row] = []
        for place, problem in enumerate(self.problems[: 1 if short else _FULL]):
            sign, style = ("✗ ", "$error") if problem.severity == "error" else ("! ", "$warning")
            text = f"line {problem.where.line}: " if problem.where else ""
            fix = "" if short else f" — {problem.fix}" if problem.fix else ""
            said = Content.assemble((text, "$quiet"), clean(problem.what + fix))
            lines = wrapped(said, width - 2)[: 2 if short else None]
            rows += hang(Content.styled(sign, f"bold {style}"), lines, place)
        if (more := len(self.problems) - _FULL) > 0:
            rows.append(Row(Content.styled(f"  and {counted(more, 'more')}", "$quiet")))
        return rows
