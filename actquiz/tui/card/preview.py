"""A card as it will look, question and answer under one another; nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.bank.studied_card import Entry
from actquiz.practice import card_asking
from actquiz.practice.turn import Turn
from actquiz.tui.card.question_view import QuestionView
from actquiz.tui.card.solution import solution
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

if TYPE_CHECKING:
    from actquiz.tui.widgets.figure_view import FigureView

_SEED = 0


class CardPreview(Column):
    """Both sides of one card."""

    # The screen's classes say how much room there is.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    CardPreview > FigureView { height: 8; margin-top: 1; }
    .-high CardPreview > FigureView { height: 14; }
    .-short CardPreview > FigureView { height: 5; margin-top: 0; }
    """

    def __init__(self) -> None:
        self.face = QuestionView()
        self.answer = _Solution()
        self.picture: FigureView | None = None
        super().__init__(self.face, self.answer)

    def show(self, entry: Entry, *notes: str) -> None:
        """Show this card; ``notes`` are short words about it."""
        turn = card_asking.ask(entry, _SEED)
        self.face.show(turn, notes)
        self.answer.show(turn)
        figure = card_asking.picture(turn, named=True)
        if figure is not None and self.picture is None:
            from actquiz.tui.widgets.figure_view import FigureView

            self.picture = FigureView(figure)
            self.mount(self.picture, after=self.face)
        elif self.picture is not None:
            self.picture.show(figure)
        if self.picture is not None:
            self.picture.display = figure is not None


class _Solution(RowsWidget):
    def __init__(self) -> None:
        super().__init__()
        self._turn: Turn | None = None

    def show(self, turn: Turn) -> None:
        self._turn = turn
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        return solution(self._turn, width) if self._turn else []
