"""The cards that were found, of which only the pages in sight are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from textual.content import Content

from actquiz import clock
from actquiz.practice.card_filter import FoundCards, Hit
from actquiz.text.alike import ToldApart
from actquiz.tui.marks import CARD_MARKS, legend, sign
from actquiz.tui.widgets.cursor_list import LongList
from actquiz.tui.widgets.rows_widget import Row, RowsWidget
from actquiz.words import short_day

_PAGE = 100
_KEPT = 20
"""Pages kept before the oldest is forgotten."""
_ROOMY, _WIDE = 48, 64
"""Columns from which the day stands beside a card, else only in how many days; from which the kind
does too.
"""
_KIND, _DAY, _DAYS = 9, 8, 4


class _Hits(Sequence[Hit]):
    def __init__(self, found: FoundCards) -> None:
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
    """A card a line: its mark, its question, its kind where there is room, and when it is due."""

    def show(self, found: FoundCards) -> None:
        """Show these, from the first."""
        self._found = found
        self.cursor = 0
        self.look_again()
        if self.frame is not None:
            self.frame.scroll_home(animate=False, force=True)

    def look_again(self) -> None:
        """Look the cards in sight up anew."""
        hits = _Hits(self._found)
        self._titles = ToldApart(hits, lambda hit: hit.title)
        self._today = clock.study_day(clock.now())
        self.fill(hits)

    def line(self, place: int, width: int) -> Content:
        hit, here = self.items[place], place == self.cursor
        mark = sign(hit.standing, flagged=hit.flagged)
        aside = _aside(hit.kind, *_due(hit, self._today), width)
        room = width - mark.cell_length - len(aside)
        title = Content.styled(self._titles.at(place, room), "bold" if here else "")
        return Content.assemble(mark, title.truncate(room, pad=True), (aside, "$quiet"))


class CardListHead(RowsWidget):
    """What stands in the columns of the list."""

    DEFAULT_CSS = """
    CardListHead { padding: 0 1; height: 1; }
    .-short CardListHead { display: none; }
    """
    SCOPED_CSS = False

    def rows(self, width: int) -> list[Row]:
        # As far in as a title: the cursor and the mark stand before it.
        room = width - 4
        aside = _aside("kind", "due", "due", width - 2)
        words = Content("card").truncate(room - len(aside), pad=True)
        return [Row(Content.styled("    ") + Content.styled(words.plain + aside, "$quiet"))]


class CardListLegend(RowsWidget):
    """What the marks mean, below the list."""

    DEFAULT_CSS = """
    CardListLegend { padding: 0 3; height: 1; }
    .-short CardListLegend { display: none; }
    """
    SCOPED_CSS = False

    def rows(self, width: int) -> list[Row]:
        return [Row(legend(CARD_MARKS).truncate(width, ellipsis=True))]


def _aside(kind: str, day: str, days: str, width: int) -> str:
    """What stands right of the titles."""
    if width < _ROOMY:
        return f" {days:>{_DAYS}}"
    named = f"{kind:<{_KIND}} " if width >= _WIDE else ""
    return f"  {named}{day:>{_DAY}}"


def _due(hit: Hit, today: date) -> tuple[str, str]:
    """When it is asked, as a day and in how many days."""
    if hit.due is None:
        word = "new" if hit.standing == "new" else "–"
        return word, word
    days = (hit.due - today).days
    if days <= 0:
        return "now", "now"
    day = short_day(hit.due) if hit.due.year == today.year else f"{hit.due:%b %Y}"
    return day, f"{days}d" if days < 1000 else f"{days // 365}y"
