"""The side of a card that asks."""

from __future__ import annotations

from textual.content import Content

from actquiz.practice.card_asking import kind_of
from actquiz.practice.turn import Turn
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

_LEVELS = {"screen": "phone screen", "core": "core", "deep": "deep"}
"""A level in words; its id alone reads like a name for the terminal's screen."""


class QuestionView(RowsWidget):
    """The question, under a line that says what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._turn: Turn | None = None
        self._notes: tuple[str, ...] = ()

    def show(self, turn: Turn, notes: tuple[str, ...]) -> None:
        """``notes`` are short words about the card: new, flagged."""
        self._turn, self._notes = turn, notes
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._turn is None:
            return []
        level = _LEVELS[self._turn.entry.card.level]
        said = (kind_of(self._turn.entry.card).task, level, *self._notes)
        task = Content.styled(" · ".join(said), "$quiet")
        question = typeset(self._turn.question, width, style="bold")
        if self.screen.has_class("-short"):
            if self.screen.has_class("-pictured"):
                # The picture needs the row more.
                return list(map(Row, question))
            return [Row(task.truncate(width, ellipsis=True)), *map(Row, question)]
        return [Row(line) for line in wrapped(task, width)] + [Row()] + [Row(q) for q in question]
