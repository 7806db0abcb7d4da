"""Options to pick, to tick or to put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from textual import events
from textual.content import Content

from actquiz.tui.keys.state import State
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.rows import Paper, Row

Mode = Literal[State.PICKING, State.MARKING, State.ORDERING, State.TICKING]


_LEAD = 8
"""Cells before an option, at most."""
_FEW = 2
"""Options that stand one under another however short they are."""


class Options(Paper):
    """A list with a cursor; the screen moves it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._options: Sequence[str] = ()
        self._mode: Mode = State.PICKING
        self.cursor: int | None = None
        """None until a key or a click has put it on an option."""
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
        self._options, self._mode, self._by_twos = options, mode, by_twos
        self.cursor = None if mode == State.PICKING else 0
        self.chosen = list(chosen)
        self.display = True
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self._options = ()
        self.display = False

    def move(self, by: int) -> None:
        """Move the cursor, round at the ends."""
        before = (-1 if by > 0 else 0) if self.cursor is None else self.cursor
        self.cursor = (before + by) % len(self._options)
        self.redraw()

    def choose(self, index: int) -> bool:
        """Put the cursor on an option and, where several count, mark or unmark it."""
        if not 0 <= index < len(self._options):
            return False
        self.cursor = index
        if self._mode != State.PICKING:
            self.mark()
        self.redraw()
        return True

    def click(self, item: int) -> None:
        """The same by the mouse."""
        self.choose(item)

    def mark(self) -> None:
        """Mark the option under the cursor, or take its mark away."""
        if self.cursor is None:
            return
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
            return () if self.cursor is None else (self.cursor,)
        return tuple(self.chosen) if self._mode == State.ORDERING else tuple(sorted(self.chosen))

    @property
    def missing(self) -> str:
        """What must still be done before the answer can be handed in; empty if nothing."""
        if not self.display:
            return ""
        if self._mode == State.PICKING and self.cursor is None:
            return "Choose first: its number, or ↑ ↓ to it."
        left = len(self._options) - len(self.chosen)
        if self._mode == State.ORDERING and left:
            return f"Place every item first: {left} to go."
        if self._mode == State.MARKING and not self.chosen:
            return "Tick at least one."
        return ""

    def on_click(self, event: events.Click) -> None:
        """As every list's; the right half of a row is the second column's."""
        width = self.content_size.width
        offset = event.get_content_offset(self)
        if offset is None or not self._columns(width):
            super().on_click(event)
            return
        item = offset.y + self._half * (offset.x >= width // 2)
        if offset.y < self._half and item < len(self._options):
            self.post_message(self.Clicked(self, item))

    def row_of(self, item: int) -> int | None:
        if self._columns(self.content_size.width):
            return item % self._half
        return super().row_of(item)

    def rows(self, width: int) -> list[Row]:
        if not self._columns(width):
            return self._column(range(len(self._options)), width)
        left = self._column(range(self._half), width // 2)
        right = self._column(range(self._half, len(self._options)), width // 2)
        right += [Row()] * (len(left) - len(right))
        return [
            Row(one.content.pad_right(width // 2 - one.content.cell_length) + two.content, one.item)
            for one, two in zip(left, right, strict=True)
        ]

    @property
    def _half(self) -> int:
        """Options in the first of two columns."""
        return (len(self._options) + 1) // 2

    def _columns(self, width: int) -> bool:
        """Whether there are two columns: where every option is one line of half the width."""
        room = width // 2 - _LEAD
        return (
            self._by_twos
            and len(self._options) > _FEW
            and all(
                len(lines := typeset(option, room + _LEAD)) == 1 and lines[0].cell_length <= room
                for option in self._options
            )
        )

    def _column(self, indices: Iterable[int], width: int) -> list[Row]:
        rows: list[Row] = []
        for index in indices:
            option, here = self._options[index], index == self.cursor
            lead = Content.assemble(
                ("▸ " if here else "  ", "bold $accent"),
                (f"{index + 1} ", "bold $accent" if here else "$quiet"),
                self._box(index),
            )
            style = "bold" if here else ""
            rows += hang(
                lead,
                [line.stylize(style) for line in typeset(option, width - lead.cell_length)],
                index,
            )
        return rows

    def _box(self, index: int) -> tuple[str, str]:
        if self._mode in (State.MARKING, State.TICKING):
            return ("[x] ", "bold $accent") if index in self.chosen else ("[ ] ", "$quiet")
        if self._mode == State.ORDERING:
            if index in self.chosen:
                return (f"[{self.chosen.index(index) + 1}] ", "bold $accent")
            return ("[ ] ", "$quiet")
        return (" ", "")


def hang(lead: Content, text: Sequence[Content], item: int | None) -> list[Row]:
    """``text`` behind ``lead``, its further lines indented by the lead's width."""
    indent = Content(" " * lead.cell_length)
    return [Row((indent if index else lead) + line, item) for index, line in enumerate(text)]
