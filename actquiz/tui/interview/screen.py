"""Before an interview: how long, which seed; and the reports of those that were held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import SystemRandom
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from actquiz.errors import ActquizError
from actquiz.practice import interview_files
from actquiz.practice.interview import Interview
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.interview.report_list import ReportList
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.buttons import Buttons
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.setup import Setup, SetupLine

_MINUTES = (10.0, 15.0, 20.0, 30.0, 45.0, 60.0)
_LEAST, _MOST = 1.0, 240.0
_SEEDS = 100_000


@dataclass(frozen=True, slots=True)
class InterviewSetup:
    """The interview that is wanted."""

    minutes: float = 30.0
    seed: int | None = None
    """None: another one every time."""


class InterviewPage(Page):
    """One obvious key begins; the reports are below."""

    NAME = "interview"
    TITLE = "Interview"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    InterviewPage VerticalScroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    InterviewPage Setup { max-width: 94; padding: 1 2 0 3; }
    InterviewPage ReportList { max-width: 94; padding: 0 2 1 3; }
    InterviewPage.-short Setup, InterviewPage.-short ReportList { padding: 0 1; }
    """

    def __init__(
        self,
        desk: Desk,
        *,
        minutes: float = 30.0,
        role: str | None = None,
        seed: int | None = None,
    ) -> None:
        super().__init__(desk)
        self._role = role
        self.wish = InterviewSetup(minutes, seed)
        self.setup = Setup(
            "A mock interview",
            "Answer in your own words, as you would aloud. It opens easy, stays with what you "
            "missed and goes deeper where you were strong. The schedule is left alone.",
        )
        self.reports = ReportList()
        self.reports.active = False
        self.scroll = VerticalScroll(self.setup, self.reports)
        self.scroll.can_focus = False
        self.buttons = Buttons()

    def body(self) -> Iterable[Widget]:
        yield self.scroll
        yield self.buttons

    def on_screen_resume(self) -> None:
        self.reports.fill(interview_files.earlier()[::-1])
        self._show()

    def _show(self) -> None:
        seed = "another every time" if self.wish.seed is None else str(self.wish.seed)
        self.setup.fill(
            (
                SetupLine("m", "Minutes", f"{self.wish.minutes:g}", "The clock is on top; it can "
                       "be paused, and the answer you are giving may always be finished."),
                SetupLine("s", "Seed", seed, "With the same seed it begins with the same question; "
                       "with the same answers it goes on alike."),
            )
        )  # fmt: skip
        listed = self.reports.active
        self.buttons.offer(("enter", "⏎", "Read the report" if listed else "Start the clock"))
        self.refresh_keys()

    # what can be done

    def states(self) -> set[State]:
        states = {State.LIST} if self.reports.active else {State.SETUP}
        return states | {State.REPORTS} if self.reports.items else states

    def action_begin(self) -> None:
        from actquiz.practice.exercises.catalogue import exercises
        from actquiz.practice.interview_choice import likely
        from actquiz.tui.interview.asking import InterviewAskingPage

        seed = SystemRandom().randrange(1, _SEEDS) if self.wish.seed is None else self.wish.seed
        desk = self.desk
        interview = Interview(
            desk.index,
            minutes=self.wish.minutes,
            seed=seed,
            exercises=exercises(),
            likely=likely(desk.store, desk.index, desk.settings, self._role),
        )
        self.app.push_screen(InterviewAskingPage(self.desk, interview))

    def action_open(self) -> None:
        from actquiz.tui.interview.report_screen import open_report

        self.app.push_screen(open_report(self.desk, self.reports.selected))

    def action_reports(self) -> None:
        self._turn_to_list(not self.reports.active)

    def _turn_to_list(self, listed: bool) -> None:
        self.reports.active, self.setup.active = listed, not listed
        self.reports.redraw()
        self._show()
        self.call_after_refresh(lambda: self.listed.bring_into_view(self.listed.cursor))

    @property
    def listed(self) -> Setup | ReportList:
        return self.reports if self.reports.active else self.setup

    def move(self, by: int) -> None:
        """At the end of one list the arrow leads to the other."""
        if not self.listed.move(by):
            if self.reports.items and self.reports.active == (by < 0):
                self._turn_to_list(by > 0)
            else:
                self.scroll.scroll_relative(y=by, animate=False)

    def action_more(self) -> None:
        self._change(1)

    def action_less(self) -> None:
        self._change(-1)

    def _change(self, by: int) -> None:
        if self.setup.selected.key == "m":
            beyond = [n for n in _MINUTES if (n - self.wish.minutes) * by > 0]
            minutes = (min if by > 0 else max)(beyond, default=self.wish.minutes)
            self.wish = replace(self.wish, minutes=minutes)
        else:
            seed = SystemRandom().randrange(1, _SEEDS) if by > 0 else None
            self.wish = replace(self.wish, seed=seed)
        self._show()

    def action_minutes(self) -> None:
        from actquiz.tui.dialog import TextDialog

        def check(typed: str) -> float:
            fix = f"type a number from {_LEAST:g} to {_MOST:g}"
            try:
                minutes = float(typed)
            except ValueError:
                raise ActquizError(f"“{typed}” is no number", fix=fix) from None
            if not _LEAST <= minutes <= _MOST:
                raise ActquizError(f"{typed} will not do", fix=fix)
            return minutes

        def typed(text: str | None) -> None:
            if text is not None:
                self.wish = replace(self.wish, minutes=check(text))
                self._show()

        text = f"{self.wish.minutes:g}"
        self.app.push_screen(
            TextDialog("Minutes", "How long it takes.", text, check, fresh=True), typed
        )

    def action_seed(self) -> None:
        from actquiz.tui.dialog import TextDialog

        def check(typed: str) -> int:
            if not typed.strip().isdecimal():
                raise ActquizError(f"“{typed}” will not do", fix="type a whole number")
            return int(typed)

        def typed(text: str | None) -> None:
            if text is not None:
                self.wish = replace(self.wish, seed=check(text))
                self._show()

        text = "" if self.wish.seed is None else str(self.wish.seed)
        about = "The seed of an interview that somebody else sat."
        self.app.push_screen(TextDialog("Seed", about, text, check, fresh=True), typed)

    @on(CursorList.Moved)
    def _moved(self, event: CursorList.Moved) -> None:
        if event.list is not self.listed:
            self._turn_to_list(event.list is self.reports)

    @on(CursorList.Opened)
    def _opened(self, event: CursorList.Opened) -> None:
        if event.list is self.setup:
            self.app.simulate_key(self.setup.selected.key)
        else:
            self.action_open()
