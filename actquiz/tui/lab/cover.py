"""What stands where the picture will be: the question, and the key that answers it."""

from __future__ import annotations

from textual.content import Content

from actquiz.demos.demo import Demo
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget


class LabCover(RowsWidget):
    """A demonstration before its first run."""

    def __init__(self) -> None:
        super().__init__()
        self._demo: Demo | None = None
        self._starting = False

    def show(self, demo: Demo, *, starting: bool) -> None:
        """``starting``: it was asked for, and has not shown anything yet."""
        self._demo, self._starting = demo, starting
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._demo is None:
            return []
        title = Content.styled(self._demo.title, "bold $accent")
        rows = [Row(line) for line in wrapped(title, width)]
        question = Content.styled(self._demo.question, "bold")
        rows += [Row(), *(Row(line) for line in wrapped(question, width)), Row()]
        if self._starting:
            return [*rows, Row(Content.styled("It begins …", "$quiet"))]
        rows.append(Row(Content.styled("  Space  Run it  ", self.chip), 0))
        if self._demo.prediction is not None:
            offer = Content.assemble(
                ("p", "bold $accent"), (" asks first what you expect to see.", "$quiet")
            )
            rows += [Row(), *(Row(line, 1) for line in wrapped(offer, width))]
        return rows
