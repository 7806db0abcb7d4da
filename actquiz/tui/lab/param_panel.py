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
from actquiz.tui.lab.param_knob import SEED, SEEDS, SPEED, shown
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row, hang

_LEAD = 2
_GAP = 2


class ParamPanel(CursorList[Param]):
    """A row a knob; the screen turns them."""

    class Turned(Message):
        """An arrow beside a value was clicked."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._values: Mapping[str, Any] = {}

    def show(self, knobs: Sequence[Param], values: Mapping[str, Any], *, active: bool) -> None:
        """Show these; ``active``: whether the keys turn them now."""
        if [knob.name for knob in knobs] != [knob.name for knob in self.items]:
            self.cursor = 0
        self._values, self.active = dict(values), active
        self.fill(knobs)

    def rows(self, width: int) -> list[Row]:
        if not self.items:
            return []
        knob = self.selected
        text = f"{knob.help} Takes {accepts(knob)}; {shown(knob, knob.default)} by default."
        if knob.kind == "choices":
            more = ", or formulas" if knob.functions else ""
            text = f"{knob.help} {len(knob.options)} to choose from{more}; Enter opens them."
        elif knob.kind in ("choice", "bool"):
            text = f"{knob.help} By default: {shown(knob, knob.default)}."
        about = wrapped(Content.styled(text, "$quiet"), width - _LEAD)
        return [*self.item_rows(width), Row(), *hang(Content(" " * _LEAD), about, None)]

    def rows_of(self, place: int, width: int) -> list[Row]:
        """A knob; a gap stands above those that every run has."""
        rows = super().rows_of(place, width)
        first = self.items[place].name in (SEEDS, SPEED) and self.items[place - 1].name != SEED
        return [Row(), *rows] if place and first else rows

    def lead(self, place: int) -> Content:
        column = max(cells(knob.name) for knob in self.items) + _GAP
        style = "" if place == self.cursor else "$quiet"
        return super().lead(place) + Content.styled(self.items[place].name.ljust(column), style)

    def lines(self, item: Param, width: int, here: bool) -> list[Content]:
        value = self._values[item.name]
        style = "bold" if here or value != item.default else ""
        text = wrapped(Content.styled(shown(item, value), style), max(width - 4, 4))
        arrow = "bold $accent" if self.active else "$quiet"
        if here and item.kind != "choices":
            text[0] = Content.assemble(("‹ ", arrow), text[0], (" ›", arrow))
        elif here:
            text[-1] = text[-1] + Content.styled(" …", "$accent" if self.active else "$quiet")
        return text

    def on_click(self, event: events.Click) -> None:
        """The arrows beside the value under the cursor turn it; else it is a click on a row."""
        offset = event.get_content_offset(self)
        if offset is None or self.item_at(offset.y) != self.cursor:
            return
        sign = self.laid(self.content_size.width)[offset.y].content.plain[offset.x : offset.x + 1]
        if sign in ("‹", "›"):
            event.prevent_default()
            self.post_message(self.Turned(1 if sign == "›" else -1))
