"""The knobs of an experiment, one under another; the one under the cursor explains itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual import events
from textual.content import Content
from textual.message import Message

from actquiz.demos.demo import Param
from actquiz.demos.runner import accepts
from actquiz.text.safe import cells
from actquiz.tui.card.options import hang
from actquiz.tui.lab.param_knob import SEEDS, SPEED, shown
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row

_LEAD = 2
_GAP = 2


class ParamPanel(Paper):
    """Rows with a cursor; the screen turns the knobs."""

    class Turned(Message):
        """An arrow beside a value was clicked."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._knobs: Sequence[Param] = ()
        self._values: Mapping[str, Any] = {}
        self._active = False
        self.cursor = 0

    def show(self, knobs: Sequence[Param], values: Mapping[str, Any], *, active: bool) -> None:
        """Show these; ``active``: whether the keys turn them now."""
        if [knob.name for knob in knobs] != [knob.name for knob in self._knobs]:
            self.cursor = 0
        self._knobs, self._values, self._active = knobs, dict(values), active
        self.redraw()

    @property
    def selected(self) -> Param | None:
        """The knob under the cursor."""
        return self._knobs[self.cursor] if self._knobs else None

    def go(self, place: int) -> None:
        """Put the cursor on a knob."""
        self.cursor = place % max(len(self._knobs), 1)
        self.redraw()
        self.bring_into_view(self.cursor)

    def rows(self, width: int) -> list[Row]:
        if not self._knobs:
            return []
        column = self._column
        rows: list[Row] = []
        for place, knob in enumerate(self._knobs):
            if place and knob.name in (SEEDS, SPEED) and self._knobs[place - 1].name != "seed":
                rows.append(Row())
            rows += self._knob(place, knob, column, width)
        knob = self._knobs[self.cursor]
        told = f"{knob.help} Takes {accepts(knob)}; {shown(knob, knob.default)} by default."
        if knob.kind == "choices":
            told = f"{knob.help} {len(knob.options)} to choose from; Enter opens them."
        elif knob.kind in ("choice", "bool"):
            told = f"{knob.help} By default: {shown(knob, knob.default)}."
        about = [Row(line) for line in wrapped(Content.styled(told, "$quiet"), width - _LEAD)]
        return [*rows, Row(), *(Row(Content(" " * _LEAD) + row.content) for row in about)]

    @property
    def _column(self) -> int:
        """Where values begin."""
        return _LEAD + max(cells(knob.name) for knob in self._knobs) + _GAP

    def _knob(self, place: int, knob: Param, column: int, width: int) -> list[Row]:
        here = place == self.cursor
        lead = Content.assemble(
            ("▸ " if here else "  ", "bold $accent" if self._active else "$quiet"),
            (knob.name.ljust(column - _LEAD), "" if here else "$quiet"),
        )
        value = self._values[knob.name]
        style = "bold" if here or value != knob.default else ""
        text = wrapped(Content.styled(shown(knob, value), style), max(width - column - 4, 4))
        if here and knob.kind != "choices":
            arrow = "bold $accent" if self._active else "$quiet"
            text[0] = Content.assemble(("‹ ", arrow), text[0], (" ›", arrow))
        elif here:
            text[-1] = text[-1] + Content.styled(" …", "$accent" if self._active else "$quiet")
        return hang(lead, text, place)

    def on_click(self, event: events.Click) -> None:
        """A row takes the cursor; the arrows turn it; the value under the cursor opens it."""
        offset = event.get_content_offset(self)
        place = self.item_at(offset.y) if offset is not None else None
        if offset is None or place is None:
            return
        # The click is not just one on a row, as it is for other papers.
        event.prevent_default()
        line = self.laid(self.content_size.width)[offset.y].content.plain
        sign = line[offset.x : offset.x + 1]
        if place == self.cursor and sign in ("‹", "›"):
            self.post_message(self.Turned(1 if sign == "›" else -1))
        else:
            self.post_message(self.Clicked(self, place))
