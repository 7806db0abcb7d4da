"""What an exercise asks, the hints that were taken, and the solution once it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.practice.exercises.catalogue import Exercise
from actquiz.text.safe import clean
from actquiz.tui.typeset import code_lines, typeset
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang


class ExerciseTask(RowsWidget):
    """Markdown, then the hints, then code as it is written."""

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._hints: Sequence[str] = ()
        self._solution = ""

    def show(self, hints: Sequence[str], solution: str) -> None:
        """``solution``: empty as long as it is not asked for."""
        self._hints, self._solution = hints, solution
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        written = self._exercise.written
        kind = "Mend" if written.kind == "debug" else "Implement"
        rows = [
            Row(Content.styled(f"{kind} · {written.level}", "$quiet")),
            Row(),
            *map(Row, typeset(written.task, width)),
        ]
        for number, hint in enumerate(self._hints, start=1):
            lead = Content.styled(f"Hint {number}  ", "bold $accent")
            rows += [Row(), *hang(lead, typeset(hint, width - lead.cell_length), None)]
        left = len(written.hints) - len(self._hints)
        if self._hints and not left:
            rows += [Row(), Row(Content.styled("That was the last hint.", "$quiet"))]
        if self._solution:
            rows += [Row(), Row(Content.styled("Solution", "bold $accent")), Row()]
            for line in clean(self._solution.expandtabs(4)).rstrip().splitlines():
                rows += map(Row, code_lines(line, width, "$secondary"))
        return rows
