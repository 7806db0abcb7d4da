"""One chart of the statistics: its question, the picture or its numbers, and what it says."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from actquiz.plots.figure import Figure
from actquiz.practice.statistics.charts import Chart
from actquiz.text.safe import clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.rows_widget import Row, RowsWidget


class _Words(RowsWidget):
    """Lines of one text."""

    def __init__(self, text: str, style: str = "") -> None:
        super().__init__()
        self._text, self._style = text, style

    def rows(self, width: int) -> list[Row]:
        return [Row(line) for line in wrapped(Content.styled(self._text, self._style), width)]


class _Numbers(RowsWidget):
    """A figure as a table as wide as there is room."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._figure = figure

    def rows(self, width: int) -> list[Row]:
        from actquiz.plots.table import as_table

        return [Row(Content(line)) for line in clean(as_table(self._figure, width)).split("\n")]


class ChartView(Vertical):
    """As high as the chart reads well, whatever the terminal's height."""

    DEFAULT_CSS = """
    ChartView { height: auto; margin-bottom: 1; }
    ChartView FigureView { min-height: 1; }
    """

    def __init__(self, chart: Chart, number: int, *, width: int, as_numbers: bool) -> None:
        """``width``: how wide it will be, as far as is known before it is laid out."""
        super().__init__()
        self.chart = chart
        # The question is the title.
        self._figure = replace(chart.figure, title="") if chart.figure is not None else None
        self._question = _Words(f"{number}  {chart.question}", "bold")
        self._said = _Words(clean(chart.said), "$quiet")
        self._as_numbers = as_numbers
        self._picture = FigureView(self._figure)
        self._fit(width)

    def compose(self) -> ComposeResult:
        yield self._question
        if self._figure is not None and self._as_numbers:
            yield _Numbers(self._figure)
        elif self._figure is not None:
            yield self._picture
        yield self._said

    def on_resize(self) -> None:
        self._fit(self.content_size.width)

    def _fit(self, width: int) -> None:
        """Give the picture the rows it needs at this width."""
        if self._figure is not None and not self._as_numbers:
            from actquiz.plots.terminal import natural_height

            self._picture.styles.height = natural_height(self._figure, width)
