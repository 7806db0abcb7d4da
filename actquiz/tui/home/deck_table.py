"""The decks with what is new, due and learned in each; the cursor says what Enter reviews."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.practice.today import DeckToday
from actquiz.text.safe import cells
from actquiz.tui.widgets.rows import Paper, Row

_BAR = 6
_BARS_FROM = 60
"""From this width on there is room for the bars."""
_COUNT = 9
"""Cells for "learned/total"."""


class DeckTable(Paper):
    """A row a deck, all decks together first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._decks: Sequence[DeckToday] = ()
        self.cursor = 0

    def show(self, decks: Sequence[DeckToday]) -> None:
        """Show these; the cursor stays on its row."""
        self._decks = decks
        self.cursor = min(self.cursor, max(len(decks) - 1, 0))
        self.display = bool(decks)
        self.redraw()

    @property
    def selected(self) -> DeckToday | None:
        """The deck under the cursor."""
        return self._decks[self.cursor] if self._decks else None

    def go(self, place: int) -> bool:
        """Put the cursor on row ``place`` (0: all decks); False if there is none."""
        if not 0 <= place < len(self._decks):
            return False
        self.cursor = place
        self.redraw()
        return True

    def move(self, by: int) -> None:
        """Move the cursor, round at the ends."""
        self.go((self.cursor + by) % max(len(self._decks), 1))

    def rows(self, width: int) -> list[Row]:
        wide = width >= _BARS_FROM
        columns = "   due   new" + ("   " + "learned".ljust(_BAR + _COUNT) if wide else "")
        head = "    Decks".ljust(width - len(columns)) + columns
        return [Row(Content.styled(head, "$quiet"))] + [
            Row(self._line(place, deck, width, wide), place)
            for place, deck in enumerate(self._decks)
        ]

    def _line(self, place: int, deck: DeckToday, width: int, wide: bool) -> Content:
        here = place == self.cursor
        counts = [
            (f"{deck.due or '·':>6}", "bold" if deck.due else "$quiet"),
            (f"{deck.new or '·':>6}", "" if deck.new else "$quiet"),
        ]
        if wide:
            learned = f" {deck.learned}/{deck.total}".ljust(_COUNT)
            counts += [("   ", ""), *bar(deck, _BAR), (learned, "$quiet")]
        room = width - 4 - sum(cells(text) for text, _ in counts)
        title = Content.styled(deck.title, "bold" if here else "").truncate(room, ellipsis=True)
        return Content.assemble(
            ("▸ " if here else "  ", "bold $accent"),
            (f"{place} " if 0 < place < 10 else "  ", "$quiet"),
            title,
            " " * (room - title.cell_length),
            *counts,
        )


def bar(deck: DeckToday, length: int) -> list[tuple[str, str]]:
    """How much of a deck is learned, in ``length`` cells; any card at all shows."""
    filled = round(length * deck.learned / deck.total) if deck.total else 0
    if deck.learned and not filled:
        filled = 1
    return [("━" * filled, "$accent"), ("─" * (length - filled), "$rule")]
