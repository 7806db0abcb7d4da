"""The decks with what is new, in learning, due and learned; the cursor says what Enter reviews."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.practice.today import DeckToday
from actquiz.text.safe import cells
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row

_BAR = 6
_BARS_FROM = 60
"""From this width on there is room for the bars."""
_COUNT = 9
"""Cells for "learned/total"."""


class DeckTable(CursorList[DeckToday]):
    """A row a deck, all decks together first."""

    def show(self, decks: Sequence[DeckToday]) -> None:
        """Show these; the cursor stays on its row."""
        self.display = bool(decks)
        self.fill(decks)

    def rows(self, width: int) -> list[Row]:
        columns = "   new learn   due"
        if width >= _BARS_FROM:
            columns += "   " + "learned".ljust(_BAR + _COUNT)
        head = "    Decks".ljust(width - len(columns)) + columns
        return [Row(Content.styled(head, "$quiet")), *self.item_rows(width)]

    def lead(self, place: int) -> Content:
        number = f"{place} " if 0 < place < 10 else "  "
        return super().lead(place) + Content.styled(number, "$quiet")

    def lines(self, item: DeckToday, width: int, here: bool) -> list[Content]:
        counts = [
            (f"{item.new or '·':>6}", "" if item.new else "$quiet"),
            (f"{item.learning or '·':>6}", "" if item.learning else "$quiet"),
            (f"{item.due or '·':>6}", "bold" if item.due else "$quiet"),
        ]
        if width + 4 >= _BARS_FROM:
            learned = f" {item.learned}/{item.total}".ljust(_COUNT)
            counts += [("   ", ""), *bar(item, _BAR), (learned, "$quiet")]
        room = width - sum(cells(text) for text, _ in counts)
        title = Content.styled(item.title, "bold" if here else "")
        return [Content.assemble(title.truncate(room, ellipsis=True, pad=True), *counts)]


def bar(deck: DeckToday, length: int) -> list[tuple[str, str]]:
    """How much of a deck is learned, in ``length`` cells; any card at all shows."""
    filled = round(length * deck.learned / deck.total) if deck.total else 0
    if deck.learned and not filled:
        filled = 1
    return [("━" * filled, "$accent"), ("─" * (length - filled), "$rule")]
