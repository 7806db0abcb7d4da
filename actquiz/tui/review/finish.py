"""The end of a session: what was done, and when it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual.content import Content

from actquiz.bank.card_text import title
from actquiz.bank.studied_card import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.card_filter import in_a_line
from actquiz.tui.home.today import when
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row
from actquiz.words import counted

_BAR = 24


class Finish(CursorList[Entry]):
    """A short account of the session, and the cards that were forgotten at least once."""

    in_text = True

    def __init__(self) -> None:
        super().__init__()
        self._grades: Mapping[Grade, int] = {}
        self._cards = self._streak = 0
        self._seconds = 0.0
        self._next: tuple[datetime, datetime] | None = None

    def show(
        self,
        given: Sequence[tuple[Entry, Grade]],
        seconds: float,
        next_due: tuple[datetime, datetime] | None,
        streak: int,
    ) -> None:
        """``given``: the reviews; ``next_due``: when, and now, both local; ``streak`` in days."""
        grades = [grade for _, grade in given]
        self._grades = {grade: grades.count(grade) for grade in Grade}
        self._cards = len({entry.id for entry, _ in given})
        missed = {entry.id: entry for entry, grade in given if grade is Grade.AGAIN}
        self.cursor = 0
        self._seconds, self._next, self._streak = seconds, next_due, streak
        self.display = True
        self.fill(list(missed.values()))

    def rows(self, width: int) -> list[Row]:
        total = sum(self._grades.values())
        right = self._cards - len(self.items)
        done = f"{counted(self._cards, 'card')} in {_time(self._seconds)}"
        if total > self._cards:
            done = f"{counted(self._cards, 'card')}, {total} reviews, in {_time(self._seconds)}"
        headline = f"Done: {done}. {right} of {self._cards} right from the start."
        if not total:
            headline = "Nothing to review here. c crams what you know least."
        rows = [Row(line) for line in wrapped(Content.styled(headline, "bold"), width)]
        if total:
            rows += [
                Row(),
                *(self._bar(grade, count, total) for grade, count in self._grades.items()),
            ]
        if self.items:
            rows += [Row(), Row(Content.styled("Missed", "bold")), *self.item_rows(width)]
        if self._next is not None:
            said = f"The next card comes {when(*self._next)}. u takes back the last grade."
            if self._streak > 1:
                said = f"{self._streak} days in a row. {said}"
            rows += [Row(), *(Row(line) for line in wrapped(Content.styled(said, "$quiet"), width))]
        return rows

    def lines(self, item: Entry, width: int, here: bool) -> list[Content]:
        asked = Content.styled(in_a_line(title(item.card)), "bold" if here else "")
        return [asked.truncate(width, ellipsis=True)]

    def _bar(self, grade: Grade, count: int, total: int) -> Row:
        filled = round(_BAR * count / total)
        return Row(
            Content.assemble(
                (f"{grade.name.title():<6}", ""),
                (f"{count:>4}  ", "bold"),
                ("━" * filled, "$accent"),
                ("─" * (_BAR - filled), "$rule"),
            )
        )


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{round(seconds)} s" if seconds < 60 else f"{minutes} min"
