"""Left sides to be paired with right ones, by one key a pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row, hang


class PairList(CursorList[str]):
    """A list of left sides; under the one with the cursor the right sides stand open, numbered.

    Rows on a small screen are few, so what is chosen from is beside what it is chosen for.
    """

    in_text = True

    def __init__(self) -> None:
        super().__init__()
        self._rights: Sequence[str] = ()
        self._chosen: dict[int, int] = {}
        """The right side of each left one that has one, in the order they were paired."""

    def ask(self, lefts: Sequence[str], rights: Sequence[str]) -> None:
        """Offer the sides, none of them paired."""
        self._rights, self._chosen = rights, {}
        self.cursor = 0
        self.display = True
        self.fill(lefts)

    def clear(self) -> None:
        """Show nothing."""
        self.items = self._rights = ()
        self.display = False

    def jump(self, place: int) -> bool:
        """Pair the left side under the cursor with the right one of this number, and go to the next
        one that has none.

        A right side that had another left one leaves it; chosen again it is taken away.
        """
        if not 0 <= place < len(self._rights):
            return False
        taken = self._chosen.pop(self.cursor, None) == place
        self._chosen = {left: one for left, one in self._chosen.items() if one != place}
        if not taken:
            self._chosen[self.cursor] = place
            count = len(self.items)
            after = ((self.cursor + step) % count for step in range(1, count))
            self.cursor = next((left for left in after if left not in self._chosen), self.cursor)
        self.redraw()
        self.bring_into_view(self.cursor)
        return True

    def click(self, item: int) -> None:
        """Go to a left side, or choose a right one."""
        if item < len(self.items):
            self.go(item)
        else:
            self.jump(item - len(self.items))

    def mark(self) -> None:
        """Nothing is ticked here."""

    def unplace(self) -> None:
        """Take back the last pair, and go there."""
        if self._chosen:
            self.cursor, _ = self._chosen.popitem()
            self.redraw()

    @property
    def picks(self) -> tuple[int, ...]:
        """The place of each left side's right one; -1 for none."""
        return tuple(self._chosen.get(left, -1) for left in range(len(self.items)))

    @property
    def missing(self) -> str:
        """What must still be done before the answer can be handed in; empty if nothing."""
        left = len(self.items) - len(self._chosen)
        return f"Pair every line first: {left} to go." if left else ""

    def bring_into_view(self, item: int, rows: int = 1) -> bool:
        """Scroll so that a left side is seen with its right ones, or as many of them as fit."""
        wanted = [place for place, row in enumerate(self.laid(self.content_size.width))
                  if row.item == item or (row.item or 0) >= len(self.items)]  # fmt: skip
        return super().bring_into_view(item, wanted[-1] - wanted[0] + 1)

    def rows_of(self, place: int, width: int) -> list[Row]:
        rows = super().rows_of(place, width)
        return [*rows, *self._open(width)] if place == self.cursor else rows

    def lines(self, item: str, width: int, here: bool) -> list[Content]:
        right = self._chosen.get(self.items.index(item))
        text = f"{item} →" if right is None else f"{item} → {self._rights[right]}"
        return typeset(text, width, style="bold" if here else "")

    def _open(self, width: int) -> Iterator[Row]:
        """The right sides: ● is this line's, – belongs to another line already."""
        for place, text in enumerate(self._rights):
            mine = self._chosen.get(self.cursor) == place
            used = place in self._chosen.values()
            sign = "●" if mine else "–" if used else " "
            lead = Content.assemble(
                (f"  {sign} ", "bold $accent" if mine else "$quiet"), (f"{place + 1}  ", "$accent")
            )
            lines = typeset(text, width - lead.cell_length)
            shown = [line.stylize("$quiet") for line in lines] if used and not mine else lines
            yield from hang(lead, shown, len(self.items) + place)
