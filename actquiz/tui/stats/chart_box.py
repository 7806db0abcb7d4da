"""One chart of the statistics: its question, the picture or its numbers, and what it says."""

from __future__ import annotations

from textual.content import Content

from actquiz.practice.statistics.charts import Chart
from actquiz.text.safe import clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

_READABLE = 96
"""Columns of a chart that has the screen to itself."""


class ChartBox(RowsWidget):
    """In a frame among others, or alone with all the room there is."""

    DEFAULT_CSS = """
    ChartBox.-framed {
        height: 1fr; border: round $rule; padding: 0 1; border-title-color: $foreground;
        border-title-style: bold;
    }
    ChartBox.-framed.-here { border: round $accent; border-title-color: $accent; }
    """

    def __init__(self, chart: Chart, number: int) -> None:
        super().__init__()
        self.chart = chart
        self.number = number
        self._framed = False
        self._as_numbers = False
        self._room = 20

    def show_as(self, *, framed: bool, room: int, as_numbers: bool) -> None:
        """``room``: the rows there are."""
        before = self._framed, self._room, self._as_numbers
        self._framed, self._room, self._as_numbers = framed, room, as_numbers
        self.set_class(framed, "-framed")
        if before != (framed, room, as_numbers):
            self.redraw()

    def mark(self, *, here: bool) -> None:
        """``here``: the keys are about this chart."""
        self.set_class(self._framed and here, "-here")
        # Without colours the frames are alike.
        sign = "▸ " if here else ""
        head = Content(f"{sign}{self.number} {self.chart.question}")
        self.border_title = head if self._framed else None

    def rows(self, width: int) -> list[Row]:
        room = self._room
        lines: list[Content] = []
        if not self._framed:
            width = min(width, _READABLE)
            head = f"{self.number}  {self.chart.question}"
            lines += wrapped(Content.styled(head, "bold"), width)
            # Where there are few rows, all of them are for the picture.
            lines += [Content()] if room > 12 else []
        said = wrapped(Content.styled(clean(self.chart.said), "$quiet"), width)
        picture = self._picture(width, room - len(lines) - len(said))
        if self._framed:
            picture, said = _cut(picture, said, room)
        return [Row(line, 0) for line in [*lines, *picture, *said]]

    def _picture(self, width: int, height: int) -> list[Content]:
        from actquiz.tui.stats.drawing import lines

        figure = self.chart.figure
        if figure is None:
            return []
        if self._as_numbers:
            from actquiz.plots.table import as_table

            return [Content(line) for line in clean(as_table(figure, width)).split("\n")]
        return lines(self.chart, width, height)


def _cut(
    picture: list[Content], said: list[Content], room: int
) -> tuple[list[Content], list[Content]]:
    """What fits: of what is said a line at least, the picture before the rest of it."""
    lines = max(room - len(picture), 1)
    if len(said) > lines:
        said = [*said[: lines - 1], said[lines - 1] + "…"]
    if len(picture) + len(said) <= room:
        return picture, said
    keep = max(room - len(said) - 1, 1)
    more = Content.styled(f"… {len(picture) - keep} more rows", "$quiet")
    return [*picture[:keep], more], said
