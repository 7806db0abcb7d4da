"""The settings as a list, and what there is to know of the one under the cursor."""

from __future__ import annotations

from textual.content import Content

from actquiz.memory.setting import Setting
from actquiz.memory.settings import SETTINGS, Settings
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_FEW_ROWS = 3


class SettingList(CursorList[Setting]):
    """A line a setting: its name and its value; what was chosen has a mark."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(SETTINGS)
        self._settings = settings

    def show(self, settings: Settings) -> None:
        """They have changed."""
        self._settings = settings
        self.redraw()

    def lines(self, item: Setting, width: int, here: bool) -> list[Content]:
        column = max(len(one.label) for one in self.items) + 2
        value = getattr(self._settings, item.name)
        chosen = value != item.standard
        line = Content.assemble(
            (item.label.ljust(column), "bold" if here else ""),
            ("• " if chosen else "  ", "bold $accent"),
            (item.shown(value), "bold $accent" if chosen else "bold" if here else "$quiet"),
        )
        return [line.truncate(width, ellipsis=True)]


class Details(RowsWidget):
    """What the setting means, what it may be, and its standard."""

    def __init__(self) -> None:
        super().__init__()
        self._setting = SETTINGS[0]
        self._chosen = False

    def show(self, one: Setting, *, chosen: bool) -> None:
        """``chosen``: it is not the standard value."""
        self._setting, self._chosen = one, chosen
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        one = self._setting
        meaning = wrapped(Content(one.meaning), width)
        standard = one.shown(one.standard)
        if self.screen.has_class("-short"):
            lines = [*meaning, *wrapped(Content.styled(one.valid, "$quiet"), width)]
            return [Row(line) for line in lines[:_FEW_ROWS]]
        facts = [("may be", one.valid)]
        if one.nothing:
            empty = "0" if not one.textual and not one.many else "nothing"
            facts.append((empty, f"means {one.nothing}"))
        facts.append(
            ("standard", standard + ("; • says it is another, ⌫ goes back" if self._chosen else ""))
        )
        facts.append(("in the file", one.name))
        margin = max(len(name) for name, _ in facts) + 2
        # Below the list every row counts, and its own line says what it is called.
        wide = self.screen.has_class("-wide")
        head = [Row(Content.styled(one.label, "bold"))] if wide else []
        rows = [*head, *map(Row, meaning), *([Row()] if wide else [])]
        for name, text in facts:
            lines = wrapped(Content(text), max(width - margin, 8))
            rows += hang(Content.styled(name.ljust(margin), "$quiet"), lines, None)
        if self._chosen and wide:
            rows += [Row(), Row(Content.styled("• is not the standard value", "$quiet"))]
        return rows
