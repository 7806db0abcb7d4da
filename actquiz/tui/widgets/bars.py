"""The first and the last line of every page: where one is, and the keys that work now."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from actquiz.text.safe import cells
from actquiz.tui.keys.action import Action

_GAP = 2


class TitleBar(Widget):
    """A title at the left; what matters now at the right, in the longest form that fits."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1; dock: top; padding: 0 1; background: $surface;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._detail = ""
        self._standing: tuple[Content, ...] = ()

    def show(self, *standing: Content, title: str | None = None, detail: str = "") -> None:
        """``standing``: the right side's forms, longest first; ``detail`` follows the title."""
        title = self._title if title is None else title
        # Contents compare by their text, which is enough: here the colours follow from it.
        if (title, detail, standing) != (self._title, self._detail, self._standing):
            self._title, self._detail, self._standing = title, detail, standing
            self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        left = Content.assemble((self._title, "bold $accent"))
        right = self._right(width - cells(self._title) - 2)
        room = width - left.cell_length - right.cell_length - 4
        if self._detail and room >= 8:
            left += Content.styled("  " + self._detail, "$quiet").truncate(room + 2, ellipsis=True)
        space = max(width - left.cell_length - right.cell_length, 1)
        return Content.assemble(left, " " * space, right)

    def _right(self, room: int) -> Content:
        for form in self._standing:
            if form.cell_length <= room:
                return form
        return Content("")


class KeyBar(Widget):
    """The keys that work now, as many as fit, the important ones first; they can be clicked."""

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
