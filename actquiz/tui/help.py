"""``?``: every key of the screen it was asked on, from the registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from actquiz.text.safe import cells
from actquiz.tui import actions
from actquiz.tui.dialog import Dialog
from actquiz.tui.keys.action import Action
from actquiz.tui.keys.everywhere import EVERYWHERE
from actquiz.tui.keys.state import State
from actquiz.tui.marks import LEGENDS, legend
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget


class Keys(RowsWidget):
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
        if self._screen in LEGENDS:
            rows += [Row(), Row(Content.styled("Marks", "bold $accent"))]
            rows += [Row(line) for line in wrapped(legend(LEGENDS[self._screen]), width)]
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


class HelpScreen(Dialog[None]):
    """A window with the keys; any of ``?``, Esc, q or Enter closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,question_mark,f1", "cancel", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen > VerticalScroll { width: 78; max-width: 96%; max-height: 94%; }
    """

    def __init__(self, screen: str, states: set[State]) -> None:
        super().__init__("Keys", Keys(screen, states))
        self.frame.border_subtitle = "Esc closes"

    def action_scroll(self, by: int) -> None:
        self.frame.scroll_relative(y=by, animate=False)
