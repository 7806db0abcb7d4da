"""Options to pick, to tick or to put in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual.content import Content
from textual.geometry import Offset

from actquiz.tui.keys.state import State
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.cursor_list import NOWHERE, CursorList
from actquiz.tui.widgets.rows_widget import Row, hang

Mode = Literal[State.PICKING, State.MARKING, State.ORDERING, State.TICKING]

_LEAD = 8
"""Cells before an option, at most."""
_FEW = 2
"""Options that stand one under another however short they are."""


class AnswerOptions(CursorList[str]):
    """Markdown texts; a digit or a click picks one, or ticks it where several count."""

    in_text = True

    def __init__(self) -> None:
        super().__init__()
        self._mode: Mode = State.PICKING
        self.chosen: list[int] = []
        self._in_columns = False
        self._short: Sequence[str] = ()

    def ask(
        self,
        options: Sequence[str],
        mode: Mode,
        chosen: Sequence[int] = (),
        *,
        in_columns: bool = False,
        short: Sequence[str] = (),
    ) -> None:
        """Offer ``options``; ``chosen`` are marked already.

        ``in_columns``: short ones side by side; ``short``: what they are called in a small window.

        Where one is picked none is to begin with: Enter pressed without a look is no answer.
        """
        self._mode, self.chosen = mode, list(chosen)
        self._in_columns, self._short = in_columns, short
        self.cursor = NOWHERE if mode == State.PICKING else 0
        self.display = True
        self.fill(options)

    def clear(self) -> None:
        """Show nothing."""
        self.items = ()
        self.display = False

    def jump(self, place: int) -> bool:
        if not super().jump(place):
            return False
        if self._mode != State.PICKING:
            self.mark()
        return True

    def click(self, item: int) -> None:
        self.jump(item)

    def mark(self) -> None:
        """Mark the option under the cursor, or take its mark away."""
        if self.cursor in self.chosen:
            self.chosen.remove(self.cursor)
        else:
            self.chosen.append(self.cursor)
        self.redraw()

    def unplace(self) -> None:
        """Take back the last mark."""
        if self.chosen:
            self.chosen.pop()
            self.redraw()

    @property
    def picks(self) -> tuple[int, ...]:
        """The learner's answer: the marked options, or the one under the cursor."""
        if self._mode == State.PICKING:
            return () if self.cursor == NOWHERE else (self.cursor,)
        return tuple(self.chosen) if self._mode == State.ORDERING else tuple(sorted(self.chosen))

    @property
    def missing(self) -> str:
        """What must still be done before the answer can be handed in; empty if nothing."""
        if not self.display:
            return ""
        if self._mode == State.PICKING and self.cursor == NOWHERE:
            return "Choose first: its number, or ↑ ↓ to it."
        left = len(self.items) - len(self.chosen)
        if self._mode == State.ORDERING and left:
            return f"Place every item first: {left} to go."
        if self._mode == State.MARKING and not self.chosen:
            return "Tick at least one."
        return ""

    def item_under(self, offset: Offset) -> int | None:
        """What is right in a row is a further column's."""
        width = self.content_size.width
        columns = self._columns(width)
        if columns == 1:
            return super().item_under(offset)
        high = self._high(columns)
        item = offset.y + high * min(offset.x // (width // columns), columns - 1)
        return item if offset.y < high and item < len(self.items) else None

    def row_of(self, item: int) -> int | None:
        columns = self._columns(self.content_size.width)
        return super().row_of(item) if columns == 1 else item % self._high(columns)

    def rows(self, width: int) -> list[Row]:
        columns = self._columns(width)
        if columns == 1:
            return self.item_rows(width)
        high, column = self._high(columns), width // columns
        parts = [self.rows_of(place, column)[0].content for place in range(len(self.items))]
        parts = [part.pad_right(column - part.cell_length) for part in parts]
        return [Row(Content("").join(parts[row::high]), row) for row in range(high)]

    def _high(self, columns: int) -> int:
        """Options in the first of so many columns."""
        return -(-len(self.items) // columns)

    def _columns(self, width: int) -> int:
        """How many there are: more than one where every option is one line in its column."""
        if not self._in_columns or len(self.items) <= _FEW:
            return 1
        small = self._small
        lead = self.lead(0).cell_length if small else _LEAD
        for columns in (len(self.items), 2) if small else (2,):
            room = width // columns - lead
            lines = [typeset(self._said(place), width) for place in range(len(self.items))]
            if all(len(each) == 1 and each[0].cell_length <= room for each in lines):
                return columns
        return 1

    @property
    def _small(self) -> bool:
        """Whether rows are few, with a picture among them."""
        return self._in_columns and self.screen.has_class("-short")

    def _said(self, place: int) -> str:
        """An option, by its short name where rows are few."""
        return (self._short if self._short and self._small else self.items)[place]

    def rows_of(self, place: int, width: int) -> list[Row]:
        lead = self.lead(place)
        lines = self.lines(self._said(place), width - lead.cell_length, place == self.cursor)
        return hang(lead, lines, place)

    def lead(self, place: int) -> Content:
        number = (f"{place + 1} ", "bold $accent" if place == self.cursor else "$quiet")
        return Content.assemble(super().lead(place), number, self._box(place))

    def lines(self, item: str, width: int, here: bool) -> list[Content]:
        style = "bold" if here else ""
        return [line.stylize(style) for line in typeset(item, width)]

    def _box(self, index: int) -> tuple[str, str]:
        if self._mode in (State.MARKING, State.TICKING):
            return ("[x] ", "bold $accent") if index in self.chosen else ("[ ] ", "$quiet")
        if self._mode == State.ORDERING:
            if index in self.chosen:
                return (f"[{self.chosen.index(index) + 1}] ", "bold $accent")
            return ("[ ] ", "$quiet")
        return (" ", "")
