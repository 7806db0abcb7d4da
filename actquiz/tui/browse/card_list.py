"""The cards that were found, of which only the pages in sight are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from actquiz.practice.catalogue import Found, Hit
from actquiz.tui.widgets.cursor_list import LongList

_PAGE = 100
_KEPT = 20
"""Pages kept before the oldest is forgotten."""


class _Hits(Sequence[Hit]):
    def __init__(self, found: Found) -> None:
        self._found = found
        self._pages: dict[int, Sequence[Hit]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, place: Any) -> Any:
        number, within = divmod(place, _PAGE)
        if number not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = self._found.fetch(number * _PAGE, _PAGE)
        return self._pages[number][within]


class CardList(LongList[Hit]):
    """A card a line: its mark, its question, and its kind where there is room."""

    def show(self, found: Found) -> None:
        """Show these, from the first."""
        self._found = found
        self.cursor = 0
        self.look_again()
        if self.frame is not None:
            self.frame.scroll_home(animate=False, force=True)

    def look_again(self) -> None:
        """Look the cards in sight up anew."""
        self.fill(_Hits(self._found))

    def lines(self, item: Hit, width: int, here: bool) -> list[Content]:
        sign = Content.styled(f"{item.sign} ", "$accent" if item.sign in "!#" else "$quiet")
        aside = f"  {item.kind}" if width >= 54 else ""
        room = width - sign.cell_length - len(aside)
        title = Content.styled(item.title, "bold" if here else "")
        title = title.truncate(room, ellipsis=True, pad=True)
        return [Content.assemble(sign, title, (aside, "$quiet"))]
