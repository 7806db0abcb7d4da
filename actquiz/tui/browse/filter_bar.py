"""The filters of Browse in a line: what each is set to, and the key that changes it."""

from __future__ import annotations

from textual import events
from textual.content import Content

from actquiz.practice.card_filter import Filter
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

_GAP = 2


class FilterBar(RowsWidget):
    """Chips in as many lines as they need; a click on one asks for its value."""

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self._places: list[tuple[int, int, int]] = []

    def show(self, chosen: Filter) -> None:
        """Show these values."""
        self._filter = chosen
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        chosen = self._filter
        values = [
            ("d", "deck", ", ".join(chosen.decks)),
            ("t", "tag", ", ".join(chosen.tags)),
            ("l", "level", ", ".join(chosen.levels)),
            ("m", "state", chosen.state),
        ]
        lines: list[list[Content]] = [[]]
        self._places = []
        column = 0
        for item, (key, name, value) in enumerate(values):
            chip = Content.assemble(
                (key, "bold $accent"),
                (f" {name}", "$quiet"),
                (f" {value}" if value else "", "bold"),
            )
            if column and column + chip.cell_length > width:
                lines.append([])
                column = 0
            self._places.append((len(lines) - 1, column, item))
            lines[-1].append(chip)
            column += chip.cell_length + _GAP
        return [Row(Content(" " * _GAP).join(line)) for line in lines]

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        hit = [item for line, start, item in self._places if line == offset.y and start <= offset.x]
        if hit:
            self.post_message(self.Clicked(self, hit[-1]))
