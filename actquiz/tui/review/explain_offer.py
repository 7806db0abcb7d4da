"""Under an answer that was missed again: the key for the text that explains it."""

from __future__ import annotations

from textual.content import Content

from actquiz.tui.widgets.rows_widget import Row, RowsWidget


class ExplainOffer(RowsWidget):
    """A line; hidden while there is nothing to offer."""

    DEFAULT_CSS = """
    ExplainOffer { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lesson = ""

    def show(self, lesson: str) -> None:
        """``lesson``: the title of the lesson that explains the card; empty: none."""
        self._lesson = lesson
        self.display = bool(lesson)
        if lesson:
            self.redraw()

    def rows(self, width: int) -> list[Row]:
        label = f"  l  Forgotten before: read it in “{self._lesson}”  "
        return [
            Row(),
            Row(Content.styled(label, self.plain_chip).truncate(width, ellipsis=True), 0),
        ]

    def click(self, item: int) -> None:
        self.app.simulate_key("l")
