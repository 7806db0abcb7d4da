"""Options to pick, to tick or to put in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual.content import Content

from actquiz.tui.keys.state import State
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.rows import Paper, Row

Mode = Literal[State.PICKING, State.MARKING, State.ORDERING, State.TICKING]


class Options(Paper):
    """A list with a cursor; the screen moves it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._options: Sequence[str] = ()
        self._mode: Mode = State.PICKING
        self.cursor: int | None = None
        """None until a key or a click has put it on an option."""
        self.chosen: list[int] = []

    def ask(self, options: Sequence[str], mode: Mode, chosen: Sequence[int] = ()) -> None:
        """Offer ``options``; ``chosen`` are marked already.

        Where one is picked none is to begin with: Enter pressed without a look is no answer.
        """
        self._options, self._mode = options, mode
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

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for index, option in enumerate(self._options):
            here = index == self.cursor
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
