"""The head of a deck's page: the next step, how far one is, and what lies before and after."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.practice.deck_path import Course
from actquiz.practice.lesson_path import LessonStop
from actquiz.practice.today import DeckToday
from actquiz.tui.home.deck_table import bar
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

_BAR = 20


class DeckHead(RowsWidget):
    """Lines above the list of cards; fewer where the screen is short."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._course: Course | None = None
        self._lessons: Sequence[LessonStop] = ()

    def show(self, course: Course, lessons: Sequence[LessonStop] = ()) -> None:
        """Show this deck; ``lessons``: those that prepare for it."""
        self._course, self._lessons = course, lessons
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._course is None:
            return []
        course, short = self._course, self.screen.has_class("-short")
        label = Content.styled(f"  Space  {course.next}  ", self.chip)
        button = Row(label.truncate(width, ellipsis=True), 0)
        standing = _standing(course.counts, width)
        if short:
            return [button, Row(standing)]
        about = " ".join(course.info.about.split())
        lines = [*typeset(about, width, "$quiet"), Content("")] if about else []
        lines += [standing, *wrapped(_levels(course), width)]
        lines += wrapped(_lesson_words(self._lessons), width)
        lines += wrapped(_decks("Builds on", course.before), width)
        lines += wrapped(_decks("Leads to", course.after), width)
        return [*(Row(line) for line in lines), Row(), button, Row()]


def _standing(counts: DeckToday, width: int) -> Content:
    """The bar and the counts, as many as fit."""
    parts = [f"{counts.learned} of {counts.total} learned"]
    parts += [f"{counts.due} due"] if counts.due else []
    parts += [f"{counts.new} new"] if counts.new else []
    words = Content(" · ".join(parts))
    cells = min(_BAR, width - words.cell_length - 2)
    if cells < 4:
        return words.truncate(width, ellipsis=True)
    return Content.assemble(*bar(counts, cells), "  ", words)


def _levels(course: Course) -> Content:
    parts = [f"{level} {learned}/{total}" for level, learned, total in course.by_level()]
    return Content.styled("By level: " + " · ".join(parts), "$quiet")


def _lesson_words(lessons: Sequence[LessonStop]) -> Content:
    """The lessons before its cards, and how one stands with each."""
    if not lessons:
        return Content("")
    names = [
        f"{stop.lesson.title} ({stop.standing or f'{stop.lesson.head.minutes} min'})"
        for stop in lessons
    ]
    return Content.styled(f"Lesson: {', '.join(names)}: press l", "$quiet")


def _decks(words: str, decks: Sequence[DeckToday]) -> Content:
    if not decks:
        return Content("")
    names = ", ".join(f"{deck.title} ({deck.learned}/{deck.total})" for deck in decks)
    return Content.styled(f"{words}: {names}", "$quiet")
