"""The end of a session: what was done, and when it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from textual.content import Content

from actquiz.memory.grade import Grade
from actquiz.tui.home.today import when
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row
from actquiz.words import counted

_BAR = 24


class Finish(Paper):
    """A short account of the session."""

    def __init__(self) -> None:
        super().__init__()
        self._grades: Mapping[Grade, int] = {}
        self._seconds = 0.0
        self._next: tuple[datetime, datetime] | None = None

    def show(
        self,
        grades: Mapping[Grade, int],
        seconds: float,
        next_due: tuple[datetime, datetime] | None,
    ) -> None:
        """``grades``: how often each was given; ``next_due``: when, and now, both local."""
        self._grades, self._seconds, self._next = grades, seconds, next_due
        self.display = True
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        total = sum(self._grades.values())
        headline = f"Done: {counted(total, 'card')} in {_time(self._seconds)}."
        if not total:
            headline = "Nothing to review here."
        rows = [Row(line) for line in wrapped(Content.styled(headline, "bold"), width)]
        if total:
            rows += [
                Row(),
                *(self._bar(grade, count, total) for grade, count in self._grades.items()),
            ]
        if self._next is not None:
            said = f"The next card comes {when(*self._next)}. u takes back the last grade."
            rows += [Row(), *(Row(line) for line in wrapped(Content.styled(said, "$quiet"), width))]
        return rows

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
