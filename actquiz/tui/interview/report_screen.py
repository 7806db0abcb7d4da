"""The report of an interview: just held, or opened from the list; and against another one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from actquiz import clock
from actquiz.bank.card_text import title
from actquiz.errors import ActquizError
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.memory.wanted import forget, wanted
from actquiz.practice import interview_files, interview_report
from actquiz.practice.card_filter import in_a_line
from actquiz.practice.interview_files import Earlier
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.interview.report_view import InterviewView, to_review
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.cursor_list import CursorList

_SHOWN = 6
"""Interviews that are set beside each other."""


class InterviewReportPage(Page):
    """Reads; the cards to review open in Browse."""

    NAME = "interview report"
    TITLE = "Report"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    InterviewReportPage VerticalScroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    InterviewReportPage InterviewView { max-width: 94; padding: 1 2 1 3; }
    InterviewReportPage.-short InterviewView { padding: 0 1; }
    """

    def __init__(self, desk: Desk, this: Earlier, text: str) -> None:
        """``text``: the report as Markdown."""
        super().__init__(desk)
        every = interview_files.earlier()
        self.others = [each for each in every if each.path != this.path][::-1]
        self.this = this
        self.view = InterviewView()
        before = [each for each in every if each.path != this.path and each.day <= this.day]
        self.view.show(this, text, [*before[1 - _SHOWN :], this], self._titles())
        self.scroll = VerticalScroll(self.view)
        self.scroll.can_focus = False

    def body(self) -> Iterable[Widget]:
        yield self.scroll

    async def on_mount(self) -> None:
        self.title_bar.show(Content.styled(self.this.day, "$quiet"))
        self._show_first()

    # what can be done

    def states(self) -> set[State]:
        states = {State.CARDS} if self.view.items else set()
        states |= {State.OTHERS} if self.others else set()
        if to_review(self.this):
            states.add(State.FIRST if self._is_first() else State.TO_REVIEW)
        return states | {State.KEPT} if self.this.path else states

    def action_open(self) -> None:
        card = self.view.selected.card
        if card.startswith(EXERCISE_PREFIX):
            self._open_exercise(card.removeprefix(EXERCISE_PREFIX))
            return
        self.desk.index.entry(card)  # A report may name a card that its deck has lost since.
        self.program.show_card(card)

    def _open_exercise(self, name: str) -> None:
        from actquiz.practice.exercises.catalogue import get
        from actquiz.tui.exercises.exercise_screen import ExercisePage

        self.app.push_screen(ExercisePage(self.desk, get(name)))

    def action_first(self) -> None:
        interview_report.put_first(self.desk.store, to_review(self.this))
        self._show_first()

    def action_not_first(self) -> None:
        forget(self.desk.store, to_review(self.this))
        self._show_first()

    def _is_first(self) -> bool:
        """Whether all cards to review are to come first tomorrow."""
        tomorrow = clock.study_day(clock.now()) + timedelta(days=1)
        return set(to_review(self.this)) <= set(wanted(self.desk.store, tomorrow))

    def _show_first(self) -> None:
        self.view.show_first(bool(to_review(self.this)) and self._is_first())
        self.refresh_keys()

    def _titles(self) -> dict[str, str]:
        """What the cards ask, by id."""
        from actquiz.practice.exercises.catalogue import exercises

        titles = {EXERCISE_PREFIX + one.id: one.written.title for one in exercises()}
        for answer in self.this.answers:
            if (entry := self.desk.index.get(answer.card)) is not None:
                titles[answer.card] = in_a_line(title(entry.card))
        return titles

    def action_compare(self) -> None:
        from actquiz.tui.dialog import Picker

        choices = [
            (str(place), f"{each.day}  {each.share:.0%}") for place, each in enumerate(self.others)
        ]
        self.app.push_screen(Picker("Compare with", choices), self._compare)

    def _compare(self, place: str | None) -> None:
        if place is not None:
            self.view.compare_with(self.others[int(place)])
            self.scroll.scroll_home(animate=False)

    def action_source(self) -> None:
        assert self.this.path is not None
        self.program.open_file(self.this.path)

    @property
    def listed(self) -> InterviewView:
        return self.view

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.action_open()


def open_report(desk: Desk, report: Earlier) -> InterviewReportPage:
    """The page of an earlier report; raise ``ActquizError`` if it cannot be read any more."""
    assert report.path is not None
    try:
        text = report.path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ActquizError(
            f"{report.path} cannot be read ({error.strerror})", fix="look whether it was moved"
        ) from None
    return InterviewReportPage(desk, report, text)
