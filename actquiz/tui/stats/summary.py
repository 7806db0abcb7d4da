"""The statistics in a few lines; where there are none, what will stand here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.text.safe import cells
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

Pairs = Sequence[tuple[str, str]]
_PROMISES = (
    "what comes up when, and how much you did on which day",
    "how much you recall when a card comes back",
    "whether the schedule foresees it",
    "what you know by topic and level, and what you keep forgetting",
)
_GAP = 4
_IN_FULL = 56
"""Columns from which every number is told with what belongs to it."""


class StatsSummary(RowsWidget):
    """A sentence, then names and values: under each other, or side by side over the charts."""

    def __init__(self) -> None:
        super().__init__()
        self._headline = ""
        self._pairs: Pairs = ()
        self._figures: Pairs = ()
        self._empty = False
        self._side_by_side = False

    def show(self, headline: str, pairs: Pairs, figures: Pairs) -> None:
        """``pairs``: name and value; ``figures``: the same in short, the value first. None at all:
        nothing was ever studied.
        """
        self._headline, self._pairs, self._figures = headline, pairs, figures
        self._empty = not pairs
        self.redraw()

    def show_as(self, *, side_by_side: bool) -> None:
        """Over a dashboard, or a page of its own."""
        if side_by_side != self._side_by_side:
            self._side_by_side = side_by_side
            self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._empty:
            return self._teaching(width)
        if not self._pairs:
            return [Row(Content.styled("Counting…", "$quiet"))]
        if self._side_by_side:
            return self._strip(width)
        rows = [Row(line) for line in wrapped(Content.styled(self._headline, "bold"), width)]
        if not self.screen.has_class("-short"):
            rows.append(Row())
        if width < _IN_FULL:
            margin = max(len(value) for value, _ in self._figures) + 2
            return rows + [
                Row(Content.assemble((value.ljust(margin), "bold $accent"), (name, "$quiet")))
                for value, name in self._figures
            ]
        margin = max(len(name) for name, _ in self._pairs) + 2
        for name, value in self._pairs:
            lines = wrapped(Content(value), max(width - margin, 8))
            rows += hang(Content.styled(name.ljust(margin), "$quiet"), lines, None)
        return rows

    def _strip(self, width: int) -> list[Row]:
        above: list[tuple[str, str]] = []
        below: list[tuple[str, str]] = []
        used = 0
        for value, name in self._figures:
            column = max(cells(value), cells(name)) + _GAP
            if used + column - _GAP > width:
                break
            used += column
            above.append((value.ljust(column), "bold $accent"))
            below.append((name.ljust(column), "$quiet"))
        said = Content.styled(self._headline, "").truncate(width, ellipsis=True)
        return [Row(Content.assemble(*above)), Row(Content.assemble(*below)), Row(said)]

    def _teaching(self, width: int) -> list[Row]:
        rows = [
            Row(line)
            for line in wrapped(Content.styled("No reviews yet. Soon this shows", "bold"), width)
        ]
        for promise in _PROMISES:
            rows += hang(Content.styled("· ", "$quiet"), wrapped(Content(promise), width - 2), None)
        return [*rows, Row(), Row(Content.styled(" ⏎ Begin ", self.chip), 0)]
