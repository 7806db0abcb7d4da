"""The demonstrations by title; the chosen one asks its question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList

_FURTHER = 2
"""How far in the lines after the first of an item begin."""


class LabList(CursorList[tuple[str, str]]):
    """A row a demonstration: its name and its title."""

    def __init__(self, demos: Sequence[tuple[str, str]], state: Callable[[str], str]) -> None:
        """``state``: the sign of what has been run already, by name."""
        super().__init__(demos)
        self._state = state
        self._question = ""

    def show(self, name: str, question: str, *, active: bool) -> None:
        """Put the cursor on ``name``."""
        self.cursor = [known for known, _ in self.items].index(name)
        self._question, self.active = question, active
        self.redraw()

    def lead(self, place: int) -> Content:
        sign = self._state(self.items[place][0])
        return super().lead(place) + Content.styled(f"{sign} ", "$quiet")

    def lines(self, item: tuple[str, str], width: int, here: bool) -> list[Content]:
        style = "bold" if here else ""
        first = wrapped(Content.styled(item[1], style), width)[0]
        rest = Content.styled(item[1][len(first.plain.rstrip()) :].strip(), style)
        question = Content.styled(self._question, "$quiet") if here else Content("")
        further = [*wrapped(rest, width - _FURTHER), *wrapped(question, width - _FURTHER)]
        return [first, *(Content(" " * _FURTHER) + line for line in further)]
