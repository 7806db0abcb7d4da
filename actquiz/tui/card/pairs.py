"""Left sides to be paired with right ones, by one key a pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from actquiz.tui.card.options import hang
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.rows import Paper, Row


class Pairs(Paper):
    """A list of left sides; under the one with the cursor the right sides stand open, numbered.

    Rows on a small screen are few, so what is chosen from is beside what it is chosen for.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lefts: Sequence[str] = ()
        self._rights: Sequence[str] = ()
        self._chosen: dict[int, int] = {}
        """The right side of each left one that has one, in the order they were paired."""
        self.cursor = 0

    def ask(self, lefts: Sequence[str], rights: Sequence[str]) -> None:
        """Offer the sides, none of them paired."""
        self._lefts, self._rights, self._chosen = lefts, rights, {}
        self.cursor = 0
        self.display = True
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self._lefts = self._rights = ()
        self.display = False

    def move(self, by: int) -> None:
        """Move the cursor, round at the ends."""
        self.cursor = (self.cursor + by) % len(self._lefts)
        self.redraw()

    def choose(self, right: int) -> bool:
        """Pair the left side under the cursor, and go to the next one that has no right side.

        A right side that had another left one leaves it; chosen again it is taken away.
        """
        if not 0 <= right < len(self._rights):
            return False
        taken = self._chosen.pop(self.cursor, None) == right
        self._chosen = {left: one for left, one in self._chosen.items() if one != right}
        if not taken:
            self._chosen[self.cursor] = right
            count = len(self._lefts)
            after = ((self.cursor + step) % count for step in range(1, count))
            self.cursor = next((left for left in after if left not in self._chosen), self.cursor)
        self.redraw()
        return True

    def click(self, item: int) -> None:
        """Go to a left side, or choose a right one."""
        if item < len(self._lefts):
            self.move(item - self.cursor)
        else:
            self.choose(item - len(self._lefts))

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
        return tuple(self._chosen.get(left, -1) for left in range(len(self._lefts)))

    @property
    def missing(self) -> str:
        """What must still be done before the answer can be handed in; empty if nothing."""
        left = len(self._lefts) - len(self._chosen)
        return f"Pair every line first: {left} to go." if left else ""

    def bring_into_view(self, item: int, rows: int = 1) -> bool:
        """Scroll so that a left side is seen with its right ones, or as many of them as fit."""
        wanted = [place for place, row in enumerate(self.laid(self.content_size.width))
                  if row.item == item or (row.item or 0) >= len(self._lefts)]  # fmt: skip
        return super().bring_into_view(item, wanted[-1] - wanted[0] + 1)

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for index, left in enumerate(self._lefts):
            here = index == self.cursor
            right = self._chosen.get(index)
            text = f"{left} →" if right is None else f"{left} → {self._rights[right]}"
            lead = Content.styled("▸ " if here else "  ", "bold $accent")
            rows += hang(lead, typeset(text, width - 2, style="bold" if here else ""), index)
            rows += self._open(width) if here else ()
        return rows

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
            yield from hang(lead, shown, len(self._lefts) + place)
