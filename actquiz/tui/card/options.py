"""Options to pick, to tick or to put in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual.content import Content
from textual.geometry import Offset

from actquiz.tui.keys.state import State
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.cursor_list import NOWHERE, CursorList
from actquiz.tui.widgets.rows_widget import Row

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
        self._by_twos = False

    def ask(
        self,
        options: Sequence[str],
        mode: Mode,
        chosen: Sequence[int] = (),
        *,
        by_twos: bool = False,
    ) -> None:
        """Offer ``options``; ``chosen`` are marked already. ``by_twos``: short ones in two columns.

        Where one is picked none is to begin with: Enter pressed without a look is no answer.
        """
        self._mode, self.chosen, self._by_twos = mode, list(chosen), by_twos
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
        """The right half of a row is the second column's."""
        width = self.content_size.width
        if not self._columns(width):
            return super().item_under(offset)
        item = offset.y + self._half * (offset.x >= width // 2)
        return item if offset.y < self._half and item < len(self.items) else None

    def row_of(self, item: int) -> int | None:
        if self._columns(self.content_size.width):
            return item % self._half
        return super().row_of(item)

    def rows(self, width: int) -> list[Row]:
        if not self._columns(width):
            return self.item_rows(width)
        half = width // 2
        column = [self.rows_of(place, half)[0] for place in range(len(self.items))]
        left, right = column[: self._half], [*column[self._half :], Row()]
        return [
            Row(one.content.pad_right(half - one.content.cell_length) + two.content, one.item)
            for one, two in zip(left, right, strict=False)
        ]

    @property
    def _half(self) -> int:
        """Options in the first of two columns."""
        return (len(self.items) + 1) // 2

    def _columns(self, width: int) -> bool:
        """Whether there are two columns: where every option is one line of half the width."""
        room = width // 2 - _LEAD
        return (
            self._by_twos
            and len(self.items) > _FEW
            and all(
                len(lines := typeset(option, room + _LEAD)) == 1 and lines[0].cell_length <= room
                for option in self.items
            )
        )

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
