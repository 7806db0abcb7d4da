"""Settings: everything in ``settings.json``, what it means, and changing it at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from actquiz import paths
from actquiz.memory.setting import Setting
from actquiz.memory.settings import load_settings
from actquiz.practice import choosing
from actquiz.tui import themes
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.settings.setting_list import Details, SettingList
from actquiz.tui.widgets.cursor_list import CursorList


class SettingsPage(Page):
    """The list, and beside or below it the setting under the cursor."""

    NAME = "settings"
    TITLE = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    SettingsPage #settings { height: 1fr; padding: 0 2 0 3; }
    SettingsPage VerticalScroll { scrollbar-size-vertical: 1; height: 1fr; }
    SettingsPage Details { border-top: solid $rule; height: 7; }
    SettingsPage.-wide #settings { layout: horizontal; padding: 2 4; }
    SettingsPage.-wide VerticalScroll { width: 3fr; }
    SettingsPage.-wide Details {
        width: 2fr; height: 1fr; border: none; border-left: solid $rule; margin: 0; padding-left: 3;
    }
    SettingsPage.-short #settings { padding: 0 0 0 1; }
    SettingsPage.-short Details { height: 4; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = SettingList(desk.settings)
        self.details = Details()
        self.scroll = VerticalScroll(self.list)
        self.scroll.can_focus = False

    def body(self) -> Iterable[Widget]:
        yield Container(self.scroll, self.details, id="settings")

    def on_screen_resume(self) -> None:
        with self.program.complaining():
            self.desk.settings = load_settings()
        self._show()

    def states(self) -> set[State]:
        one, states = self.list.selected, set()
        if one.steps or one.name == "theme":
            states.add(State.STEPS)
        if self._value(one) != one.standard:
            states.add(State.CHOSEN)
        return states

    @property
    def listed(self) -> SettingList:
        return self.list

    def _value(self, one: Setting) -> object:
        return getattr(self.desk.settings, one.name)

    def _show(self) -> None:
        self.list.show(self.desk.settings)
        one = self.list.selected
        self.details.show(one, chosen=self._value(one) != one.standard)
        self.title_bar.show(Content.styled(str(paths.settings_file()), "$quiet"))
        self.refresh_keys()

    @on(CursorList.Moved)
    def _moved(self) -> None:
        self._show()

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.app.simulate_key("enter")

    # changing

    def _set(self, one: Setting, value: object) -> None:
        """It holds from now on."""
        with self.program.complaining():
            self.desk.settings = choosing.change(one.name, value)
            if one.name == "theme":
                self.app.theme = self.desk.settings.theme or themes.DEFAULT
        self._show()

    def action_change(self) -> None:
        one = self.list.selected
        if one.name == "theme":
            self.program.choose_theme()
            return
        from actquiz.tui.dialog import TextDialog

        def read(text: str) -> object:
            index = self.desk.index
            return choosing.read(
                one, text, themes=themes.names, topics=lambda: choosing.topics_of(index)
            )

        def understood(text: str) -> str:
            return f"= {one.shown(read(text))}. Enter takes it."

        def typed(text: str | None) -> None:
            if text is not None:
                with self.program.complaining():
                    self._set(one, read(text))

        ask = TextDialog(
            one.label,
            f"{one.meaning} It may be {one.valid}.",
            one.text(self._value(one)),
            read,
            fresh=True,
            understood=understood,
        )
        self.app.push_screen(ask, typed)

    def action_more(self) -> None:
        self._turn(1)

    def action_less(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        one, now = self.list.selected, self._value(self.list.selected)
        if one.name == "theme":
            names = themes.names()
            at = names.index(self.app.theme) if self.app.theme in names else 0
            self._set(one, names[(at + by) % len(names)])
        elif isinstance(now, int | float):
            beyond = [step for step in one.steps if (step - now) * by > 0]
            if beyond:
                self._set(one, min(beyond) if by > 0 else max(beyond))

    def action_standard(self) -> None:
        one = self.list.selected
        self._set(one, one.standard)

    def action_file(self) -> None:
        if not paths.settings_file().exists():
            self._set(self.list.selected, self._value(self.list.selected))
        self.program.open_file(paths.settings_file())
        self.on_screen_resume()
