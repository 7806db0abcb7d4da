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
from actquiz.tui.keys.moments import moment
from actquiz.tui.keys.state import State
from actquiz.tui.marks import LEGENDS, legend
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_LATER = "At other times"


class Keys(RowsWidget):
    """The actions of one screen: those that work now, then the others, dimmed, and when they do."""

    def __init__(self, screen: str, states: set[State]) -> None:
        super().__init__()
        self._screen = screen
        self._states = states

    def rows(self, width: int) -> list[Row]:
        own = actions.SCREENS[self._screen]
        now, always = (
            [action for action in listed if action.works(self._states)]
            for listed in (own, EVERYWHERE)
        )
        later = [each for each in (*own, *EVERYWHERE) if each not in (*now, *always)]
        column = max(cells(action.all_keys()) for action in (*own, *EVERYWHERE)) + 2
        rows: list[Row] = []
        for title, listed in (("Now", now), ("Everywhere", always), (_LATER, later)):
            if listed:
                rows += [Row(), Row(Content.styled(title, "bold $accent"))]
                rows += self._lines(listed, column, width, when=title == _LATER)
        if self._screen in LEGENDS:
            rows += [Row(), Row(Content.styled("Marks", "bold $accent"))]
            rows += [Row(line) for line in wrapped(legend(LEGENDS[self._screen]), width)]
        return rows[1:]

    def _lines(self, listed: Sequence[Action], column: int, width: int, *, when: bool) -> list[Row]:
        """What each key does; ``when``: with the words for when it does."""
        rows = []
        for action in listed:
            works = action.works(self._states)
            said = moment(action) if when else ""
            help = f"{action.help[:-1]} ({said})." if said else action.help
            text = wrapped(Content.styled(help, "" if works else "$quiet"), width - column)
            style = "bold" if works else "$quiet"
            keys = Content.styled(action.all_keys().ljust(column), style)
            rows += hang(keys, text, None)
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
