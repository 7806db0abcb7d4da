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
        self._starting = self._untold = False

    def show(self, demo: Demo, *, starting: bool, untold: bool) -> None:
        """``starting``: it was asked for, and has not shown anything yet; ``untold``: its outcome
        can be predicted, and nothing has given it away.
        """
        self._demo, self._starting, self._untold = demo, starting, untold
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
        run = Content.styled("  Space  Run it  ", self.plain_chip if self._untold else self.chip)
        if not self._untold:
            return [*rows, Row(run, 0)]
        ask = Content.styled("  p  Say what you expect, then run it  ", self.chip)
        return [*rows, Row(ask.truncate(width, ellipsis=True), 1), Row(), Row(run, 0)]
