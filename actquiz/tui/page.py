"""What every full screen has: a title line, a body, the footer, and keys from the registry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from actquiz.tui import actions
from actquiz.tui.desk import Desk
from actquiz.tui.keys.action import Action
from actquiz.tui.keys.state import State
from actquiz.tui.program import Program
from actquiz.tui.widgets.bars import KeyBar, TitleBar
from actquiz.tui.widgets.buttons import ButtonRow, Buttons
from actquiz.tui.widgets.cursor_list import CursorList


class Page(Screen[str]):
    """A screen of the app. Subclasses set ``NAME`` (also in the registry) and ``BINDINGS``.

    It may be dismissed with a word for the page below.
    """

    NAME: ClassVar[str]
    TITLE: ClassVar[str | None]
    AUTO_FOCUS = ""
    scroll: ScrollableContainer
    """What the arrows scroll where there is no list."""
    focused = var(None)
    """As every screen's, but the focus moves without the whole screen being drawn again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._known_change = desk.change
        self.title_bar = TitleBar(self.TITLE or "")
        self.key_bar = KeyBar()
        self._buttons: list[ButtonRow] = []
        self._sized = False
        """Whether it had a size before; it opens at its top."""

    @property
    def program(self) -> Program:
        """The app."""
        return cast("Program", self.app)

    def compose(self) -> ComposeResult:
        yield self.title_bar
        for part in self.body():
            if isinstance(part, ButtonRow):
                self._buttons.append(part)
            yield part
        yield self.key_bar

    def body(self) -> Iterable[Widget]:
        """The widgets between the title line and the footer."""
        raise NotImplementedError

    @property
    def listed(self) -> CursorList[Any] | None:
        """The list the keys are about now, if any."""
        return None

    def states(self) -> set[State]:
        """What is true of the screen now."""
        return set()

    def _states(self) -> set[State]:
        """The same, and what is true of every screen."""
        return self.states() | ({State.WRITTEN} if self.desk.change is not None else set())

    def working(self) -> list[Action]:
        """The actions that do something now."""
        states = self._states()
        return [action for action in actions.of(self.NAME) if action.works(states)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        works = actions.works(self.NAME, action, self._states())
        return True if works is None else works

    def refresh_keys(self) -> None:
        """Show the keys that work now; call it after anything that changes ``states``.

        What a button on the screen says is not said again.
        """
        told = {key for row in self._buttons if row.display for key in row.keys}
        self.key_bar.show(
            [action for action in self.working() if action.footer and action.keys[0] not in told]
        )

    async def on_mount(self) -> None:
        self.refresh_keys()

    def on_resize(self) -> None:
        """The row under the cursor stays in sight at the new size."""
        # They begin where the card does, which stands by the screen's classes.
        for row in self.query(ButtonRow):
            self.call_after_refresh(row.redraw)
        first, self._sized = not self._sized, True
        if not first and self.listed is not None and not self.listed.in_text:
            self.call_after_refresh(self.listed.bring_into_view, self.listed.cursor)

    def on_descendant_focus(self) -> None:
        self.refresh_keys()

    def on_descendant_blur(self) -> None:
        self.refresh_keys()

    def on_buttons_pressed(self, event: Buttons.Pressed) -> None:
        """A click on a button is the key it shows."""
        self.app.simulate_key(event.key)

    def move(self, by: int) -> None:
        """An arrow, down (1) or up (-1)."""
        if self.listed is None or not self.listed.move(by):
            self._scrolled.scroll_relative(y=by, animate=False)

    def page(self, by: int) -> None:
        """A page key, down (1) or up (-1)."""
        if self.listed is None or not self.listed.page(by):
            self._scrolled.scroll_relative(y=by * self._scrolled.size.height, animate=False)

    @property
    def _scrolled(self) -> ScrollableContainer:
        frame = self.listed.frame if self.listed is not None else None
        return self.scroll if frame is None else frame

    def action_down(self) -> None:
        self.move(1)

    def action_up(self) -> None:
        self.move(-1)

    def action_page_down(self) -> None:
        self.page(1)

    def action_page_up(self) -> None:
        self.page(-1)

    def action_back(self) -> None:
        self.dismiss()

    def action_leave_field(self) -> None:
        self.set_focus(None)

    def action_help(self) -> None:
        self.program.show_help(self.NAME, self._states())

    def action_keys(self) -> None:
        self.action_help()

    def action_palette(self) -> None:
        self.app.action_command_palette()

    def action_leave(self) -> None:
        self.app.exit()

    def action_add(self) -> None:
        self.program.write_card(self.deck_here)

    @property
    def deck_here(self) -> str:
        """The deck that the screen is about; a card that is added goes there if it may."""
        return ""

    def action_take_back(self) -> None:
        change, self.desk.change = self.desk.change, None
        if change is not None:
            change.take_back()
            self.desk.index.look_again()
            self.program.say(f"Taken back: {change.path.name} is as it was.")
            self.cards_changed()
        self.refresh_keys()

    def cards_changed(self) -> None:
        """A card was written or taken back: show what there is now."""

    def on_screen_resume(self) -> None:
        """At first, and when another screen was closed, on which cards may have been written."""
        if self._known_change is not self.desk.change:
            self._known_change = self.desk.change
            self.cards_changed()
            self.refresh_keys()

    def action_theme(self) -> None:
        self.program.choose_theme()
