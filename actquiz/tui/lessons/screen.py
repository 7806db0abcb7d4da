"""The lessons in reading order: which is read, which comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from actquiz.lessons import shelf
from actquiz.practice.lesson_path import LessonStop, next_lesson, path
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.cursor_list import CursorList

_ROOMY = 60
"""Columns from which minutes and standing stand beside the title."""


class LessonList(CursorList[LessonStop]):
    """A row a lesson."""

    def lead(self, place: int) -> Content:
        stop = self.items[place]
        sign, style = ("✓", "$success") if stop.read else ("▸", "$accent") if stop.begun else (
            "·", "$quiet")  # fmt: skip
        return super().lead(place) + Content.assemble(
            (f"{stop.number:>2} ", "$quiet"), (f"{sign} ", style)
        )

    def lines(self, item: LessonStop, width: int, here: bool) -> list[Content]:
        title = Content.styled(item.lesson.title, "bold" if here else "")
        facts = f"{item.lesson.head.minutes} min" + (f" · {item.standing}" if item.standing else "")
        if width + 8 < _ROOMY:
            lines = [title.truncate(width, ellipsis=True)]
            return [*lines, Content.styled(facts, "$quiet")] if here else lines
        column = min(max(len(each.lesson.title) for each in self.items), width - 26)
        title = title.truncate(column, ellipsis=True, pad=True)
        return [(title + Content.styled(f"  {facts}", "$quiet")).truncate(width, ellipsis=True)]


def _import_engine() -> None:
    """What a lesson with a picture or a table in it takes, while the list is looked at."""
    import actquiz.lessons.facts  # noqa: F401


class LessonsPage(Page):
    """A list; Enter reads one."""

    NAME = "lessons"
    TITLE = "Lessons"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    LessonsPage VerticalScroll {
        align-horizontal: center; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    LessonsPage LessonList { max-width: 100; padding: 1 2 1 2; }
    LessonsPage.-short LessonList { padding: 0 1; }
    """

    def __init__(self, desk: Desk, begin: str | None = None, section: int | None = None) -> None:
        """``begin``: open this lesson at once, at ``section`` (from 1)."""
        super().__init__(desk)
        self.list = LessonList()
        self._begin, self._section = begin, section
        self._at_first = True

    def body(self) -> Iterable[Widget]:
        self.scroll = VerticalScroll(self.list)
        self.scroll.can_focus = False
        yield self.scroll

    async def on_mount(self) -> None:
        self.run_worker(_import_engine, thread=True, exit_on_error=False)
        if self._begin is not None:
            self._read(self._begin, self._section)

    def on_screen_resume(self) -> None:
        stops = path(self.desk.store)
        if self._at_first:
            self._at_first = False
            coming = next_lesson(stops)
            self.list.cursor = coming.number - 1 if coming else 0
        self.list.fill(stops)
        read = sum(stop.read for stop in stops)
        self.title_bar.show(Content.styled(f"{read} of {len(stops)} read", "$quiet"))
        self.call_after_refresh(self.list.bring_into_view, self.list.cursor)
        self.refresh_keys()

    def _read(self, name: str, section: int | None = None) -> None:
        from actquiz.tui.lessons.lesson_screen import LessonPage

        start = None if section is None else section - 1
        self.app.push_screen(LessonPage(self.desk, shelf.get(name), section=start))

    # what can be done

    def states(self) -> set[State]:
        return {State.LIST} if self.list.items else set()

    def action_open(self) -> None:
        self._read(self.list.selected.lesson.id)

    def action_study(self) -> None:
        self.program.study(decks=self.list.selected.lesson.decks, new=5)

    def action_source(self) -> None:
        self.program.open_file(self.list.selected.lesson.path)

    def action_jump(self, place: int) -> None:
        self.list.jump(place - 1)

    @property
    def listed(self) -> LessonList:
        return self.list

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.action_open()
