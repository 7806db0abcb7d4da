"""``?``: every key of the screen it was asked on, from the registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from actquiz.text.safe import cells
from actquiz.tui import actions
from actquiz.tui.keys.action import Action
from actquiz.tui.keys.everywhere import EVERYWHERE
from actquiz.tui.keys.state import State
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row


class Keys(Paper):
    """The actions of one screen, those that work now standing out."""

    def __init__(self, screen: str, states: set[State]) -> None:
        super().__init__()
        self._screen = screen
        self._states = states

    def rows(self, width: int) -> list[Row]:
        listed = {self._screen: actions.SCREENS[self._screen], "everywhere": EVERYWHERE}
        column = max(cells(action.all_keys()) for action in actions.of(self._screen)) + 2
        rows: list[Row] = []
        for where, own in listed.items():
            rows += [Row(), Row(Content.styled(where.title(), "bold $accent"))]
            rows += self._lines(own, column, width)
        return rows[1:]

    def _lines(self, listed: Sequence[Action], column: int, width: int) -> list[Row]:
        rows = []
        for action in listed:
            works = action.works(self._states)
            text = wrapped(Content.styled(action.help, "" if works else "$quiet"), width - column)
            keys = Content.styled(action.all_keys().ljust(column), "bold" if works else "$quiet")
            rows.append(Row(keys + text[0]))
            rows += [Row(Content(" " * column) + line) for line in text[1:]]
        return rows


class HelpScreen(ModalScreen[None]):
    """A window with the keys; any of ``?``, Esc, q or Enter closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,f1", "close", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 78; max-width: 96%; height: auto; max-height: 94%; padding: 1 2;
        background: $surface; border: round $rule;
        border-title-color: $accent; border-subtitle-color: $quiet;
        scrollbar-size-vertical: 1;
    }
    """
    AUTO_FOCUS = ""

    def __init__(self, screen: str, states: set[State]) -> None:
        super().__init__()
        self._keys = Keys(screen, states)

    def compose(self) -> ComposeResult:
        self.frame = VerticalScroll(self._keys)
        self.frame.can_focus = False
        self.frame.border_title = "Keys"
        self.frame.border_subtitle = "Esc closes"
        yield self.frame

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        self.frame.scroll_relative(y=by, animate=False)
