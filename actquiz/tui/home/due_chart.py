"""How many cards come up in the days ahead, as bars with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from actquiz.tui.widgets.columns import columns
from actquiz.tui.widgets.rows_widget import BLANK, Row, RowsWidget

_COLUMN = 5
_HEIGHT = 2
"""Rows of a bar."""


class DueChart(RowsWidget):
    """Bars for today and the days after it; as many days as fit."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._days: Sequence[tuple[date, int]] = ()

    def show(self, days: Sequence[tuple[date, int]]) -> None:
        """``days``: from today on, each with the number of cards that come up."""
        self._days = days
        self.display = any(count for _, count in days)
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self.screen.has_class("-short"):
            return []
        days = self._days[: max(width // _COLUMN, 1)]
        bars = columns([count for _, count in days], _HEIGHT, step=_COLUMN, gap=2, now=0)
        return [
            # In the middle of the column, as the numbers are.
            *(Row(Content(" ") + line) for line in bars),
            Row(self._labels([_short(count) for _, count in days], "bold")),
            Row(self._labels([_name(place, day) for place, (day, _) in enumerate(days)], "$quiet")),
        ]

    def _labels(self, texts: Sequence[str], style: str) -> Content:
        parts = [
            (text.center(_COLUMN), "$quiet" if text == "·" or index else style)
            for index, text in enumerate(texts)
        ]
        return Content.assemble(*parts) if parts else BLANK


def _short(count: int) -> str:
    """A count in at most four cells."""
    if count == 0:
        return "·"
    return str(count) if count < 10_000 else f"{count // 1000}k"


def _name(place: int, day: date) -> str:
    return "today" if place == 0 else f"{day:%a}"
