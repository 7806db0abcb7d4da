"""The footer: the keys that work now, as many as fit, the important ones first."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from actquiz.text.safe import cells
from actquiz.tui.keys.action import Action

_GAP = 2


class KeyBar(Widget):
    """One line of keys and labels; a click does what the key does."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1; dock: bottom; padding: 0 1; background: $surface;
        text-wrap: nowrap; text-overflow: clip;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._actions: tuple[Action, ...] = ()
        self._spans: list[tuple[int, int, Action]] = []

    def show(self, actions: Sequence[Action]) -> None:
        """Show these, unless they are already shown."""
        if tuple(actions) != self._actions:
            self._actions = tuple(actions)
            self.refresh()

    def render(self) -> Content:
        """Fill the line from the left; Help and the way out keep their place at its end."""
        fixed = [action for action in self._actions if action.id in _ALWAYS]
        room = self.content_size.width - sum(_width(action) + _GAP for action in fixed)
        chosen: list[Action] = []
        for action in self._actions:
            if action in fixed:
                continue
            if _width(action) + _GAP > room:
                continue
            room -= _width(action) + _GAP
            chosen.append(action)
        return self._draw([*chosen, *fixed])

    def _draw(self, actions: Sequence[Action]) -> Content:
        parts: list[tuple[str, str]] = []
        self._spans = []
        column = 0
        for action in actions:
            key = action.shown_keys()
            self._spans.append((column, column + _width(action), action))
            parts += [(key, "bold $accent"), (f" {action.label}", "$quiet"), (" " * _GAP, "")]
            column += _width(action) + _GAP
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, action in self._spans:
            if start <= offset.x < end and not action.numbered:
                await self.screen.run_action(action.call())


_ALWAYS = ("help", "keys", "back", "leave", "leave_field")


def _width(action: Action) -> int:
    return cells(action.shown_keys()) + 1 + cells(action.label)
