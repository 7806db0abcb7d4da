"""The statistics in a few lines; where there are none, what will stand here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_PROMISES = (
    "what comes up when, and how much you did on which day",
    "how much you recall when a card comes back",
    "whether the schedule foresees it",
    "what you know by topic and level, and what you keep forgetting",
)


class StatsSummary(RowsWidget):
    """Names and values under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: Sequence[tuple[str, str]] = ()
        self._empty = False

    def show(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these; none at all: nothing was ever studied."""
        self._pairs, self._empty = pairs, not pairs
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._empty:
            return self._teaching(width)
        if not self._pairs:
            return [Row(Content.styled("Counting…", "$quiet"))]
        margin = max(len(name) for name, _ in self._pairs) + 2
        rows: list[Row] = []
        for name, value in self._pairs:
            lines = wrapped(Content(value), max(width - margin, 8))
            rows += hang(Content.styled(name.ljust(margin), "$quiet"), lines, None)
        return rows

    def _teaching(self, width: int) -> list[Row]:
        rows = [
            Row(line)
            for line in wrapped(Content.styled("No reviews yet. Soon this shows", "bold"), width)
        ]
        for promise in _PROMISES:
            rows += hang(Content.styled("· ", "$quiet"), wrapped(Content(promise), width - 2), None)
        return [*rows, Row(), Row(Content.styled(" ⏎ Begin ", self.chip), 0)]
