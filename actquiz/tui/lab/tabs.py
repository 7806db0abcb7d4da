"""The parts of the Lab by name, where they are not all in sight."""

from __future__ import annotations

from typing import Literal, get_args

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from actquiz.text.safe import cells
from actquiz.tui.keys.state import State

Pane = Literal[State.LIST, State.PICTURE, State.KNOBS, State.FINDINGS]
PANES: tuple[Pane, ...] = get_args(Pane)
NAMES: dict[Pane, str] = {
    State.LIST: "Experiments",
    State.PICTURE: "Picture",
    State.KNOBS: "Knobs",
    State.FINDINGS: "Findings",
}
_GAP = 2


class LabTabs(Widget):
    """One line; a click goes to a part."""

    DEFAULT_CSS = """
    LabTabs { height: 1; padding: 0 2; text-wrap: nowrap; text-overflow: clip; }
    """

    class Chosen(Message):
        """A part's name was clicked."""

        def __init__(self, pane: Pane) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self) -> None:
        super().__init__()
        self._here: Pane = State.LIST

    def show(self, here: Pane) -> None:
        """``here`` is the part the keys are about."""
        self._here = here
        self.refresh()

    def render(self) -> Content:
        parts: list[tuple[str, str]] = []
        for pane in PANES:
            here = pane == self._here
            parts.append((f"{'▸' if here else ' '}{NAMES[pane]}", "bold" if here else "$quiet"))
            parts.append((" " * _GAP, ""))
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        column = offset.x if offset is not None else -1
        for pane in PANES:
            width = 1 + cells(NAMES[pane])
            if 0 <= column < width:
                self.post_message(self.Chosen(pane))
            column -= width + _GAP
