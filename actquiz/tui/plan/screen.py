"""Plan: the interview's day, the minutes until then, and what will be known."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.worker import get_current_worker

from actquiz import clock
from actquiz.errors import ActquizError
from actquiz.memory.settings import Settings, load_settings, save_settings
from actquiz.practice.agenda import LONGEST, interview_day, plannable
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.plan.forecast import ForecastView, Headline
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.setup import Setup, SetupLine, slider
from actquiz.words import from_now, full_day, short_day

if TYPE_CHECKING:
    from actquiz.practice.plan import Plan

_MINUTES = (5, 10, 15, 20, 30, 40, 60, 90, 120)
_MOST_MINUTES = 600
_IN_FULL = 60
"""Columns from which days are written out."""
_HEADING = (
    "The way to an interview",
    "Until its day, reviews and new cards come in the order that leads to the best score "
    "on it; afterwards as they are due again.",
)


@dataclass(frozen=True, slots=True)
class _Field:
    """Something the plan is made by: a line to set, and what an arrow does on it."""

    line: SetupLine
    turn: Callable[[int], None]
    """Change it by one step, down (-1) or up (1)."""


class PlanPage(Page):
    """A picture of the way, the fields it depends on, and what it leads to.

    The plan is made in a thread; until it is there, the last one stays in sight.
    """

    NAME = "plan"
    TITLE = "Plan"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    PlanPage VerticalScroll {
        width: 100%; padding: 1 2 0 3; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    PlanPage #way, PlanPage #plan { height: auto; }
    PlanPage Headline, PlanPage FigureView, PlanPage Setup { margin-bottom: 1; }
    PlanPage FigureView { height: 11; }
    PlanPage.-high FigureView { height: 20; }
    PlanPage.-short FigureView { height: 5; margin: 0; }
    PlanPage.-wide #plan { layout: horizontal; padding: 1 2; }
    PlanPage.-wide #way { width: 3fr; margin-right: 6; }
    PlanPage.-wide ForecastView { width: 2fr; }
    PlanPage.-short VerticalScroll { padding: 0 0 0 1; }
    PlanPage.-short Headline { margin: 0; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan: Plan | None = None
        self.headline = Headline()
        self.picture = FigureView()
        self.setup = Setup(*_HEADING)
        self.forecast = ForecastView()
        self.scroll = VerticalScroll(
            Vertical(
                Vertical(self.headline, self.picture, self.setup, id="way"),
                self.forecast,
                id="plan",
            )
        )
        self.scroll.can_focus = False
        self._titles = {deck.id: deck.title for deck in desk.index.decks()}
        self._fields: tuple[_Field, ...] = ()

    def body(self) -> Iterable[Widget]:
        yield self.scroll

    def on_screen_resume(self) -> None:
        self._set(self.desk.settings)

    def states(self) -> set[State]:
        return {State.PLANNED if self._planned else State.NO_PLAN}

    @property
    def _today(self) -> date:
        return clock.study_day(clock.now())

    @property
    def _planned(self) -> bool:
        return plannable(self.desk.settings, self._today)

    # what the plan is made by

    def _asked(self, settings: Settings) -> tuple[_Field, ...]:
        minutes = settings.plan_minutes
        share = (bisect(_MINUTES, minutes) - 1) / (len(_MINUTES) - 1)
        return (
            _Field(
                SetupLine(
                    "d",
                    "Day",
                    self._when(settings),
                    "The last day of study is the one before. Arrows: a day; d types it.",
                ),
                self._turn_day,
            ),
            _Field(
                SetupLine(
                    "m",
                    "Minutes a day",
                    slider(share, f"{minutes} min", 8 if self._narrow else 20),
                    "Every day until then. Arrows: fewer or more; m types them.",
                ),
                self._turn_minutes,
            ),
        )

    def _when(self, settings: Settings) -> str:
        day = interview_day(settings)
        if day is None:
            return "none"
        return self._said(day) if self._planned else f"{full_day(day)}: over"

    @property
    def _narrow(self) -> bool:
        return self.size.width < _IN_FULL

    def on_resize(self) -> None:
        """Lines are written in the form that fits."""
        self._fields = self._asked(self.desk.settings)
        self.setup.fill([field.line for field in self._fields])

    def _said(self, day: date) -> str:
        """The day with how far it is."""
        days = (day - self._today).days
        if self._narrow:
            return f"{short_day(day)}, {days} d"
        return f"{full_day(day)}, {from_now(days)}"

    def _turn_day(self, by: int) -> None:
        day = interview_day(self.desk.settings)
        if day is not None:
            days = min(max((day - self._today).days + by, 1), LONGEST)
            self._keep(interview_date=(self._today + timedelta(days=days)).isoformat())

    def _turn_minutes(self, by: int) -> None:
        now = self.desk.settings.plan_minutes
        beyond = [n for n in _MINUTES if (n - now) * by > 0]
        if beyond:
            self._keep(plan_minutes=min(beyond) if by > 0 else max(beyond))

    # making the plan

    def _set(self, settings: Settings) -> None:
        """Go by these settings, and make the plan they ask for."""
        self.desk.settings = settings
        self._fields = self._asked(settings)
        # The heading teaches who has no plan yet; with one the picture is in its place.
        self.setup.entitle(*(("", "") if self._planned else _HEADING))
        self.setup.fill([field.line for field in self._fields])
        if self._planned:
            self.title_bar.show(Content.styled("planning…", "$quiet"))
            self._make(settings)
        else:
            self._show(None)
        self.refresh_keys()

    @work(thread=True, exclusive=True, group="plan")
    def _make(self, settings: Settings) -> None:
        """Plan with a connection of this thread's own; what nobody waits for is dropped."""
        from actquiz.memory.store import Store
        from actquiz.practice.plan import make_plan

        worker = get_current_worker()
        try:
            with Store.open(self.desk.store.path) as store:
                plan = make_plan(
                    store,
                    self.desk.index.path,
                    settings,
                    stopped=lambda: worker.is_cancelled,
                )
        except ActquizError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.program.complain, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, plan)

    def _show(self, plan: Plan | None) -> None:
        from actquiz.practice.plan_figure import course_figure

        self.plan = plan
        self.title_bar.show()
        self.headline.show(plan)
        self.forecast.show(plan, self._titles)
        self.picture.display = plan is not None
        # The heading above says what the picture's title would.
        figure = replace(course_figure(plan), title="") if plan is not None else None
        self.picture.show(figure)

    def _keep(self, **changes: object) -> None:
        """Write the change into the settings, and plan by it."""
        settings = replace(load_settings(), **changes)  # type: ignore[arg-type]
        save_settings(settings)
        self._set(settings)

    # what can be done

    def action_begin(self) -> None:
        self.program.study()

    def action_date(self) -> None:
        self.action_day()

    def action_day(self) -> None:
        from actquiz.practice.plan import check_date
        from actquiz.text.dates import FORMS, read_day
        from actquiz.tui.dialog import TextDialog

        def check(text: str) -> date:
            day = read_day(text, self._today)
            check_date(day, self._today)
            return day

        def typed(text: str | None) -> None:
            if text is not None:
                with self.program.complaining():
                    self._keep(interview_date=check(text).isoformat())

        ask = TextDialog(
            "Day",
            f"The day of the interview: {FORMS}.",
            self.desk.settings.interview_date,
            check,
            fresh=True,
            understood=lambda text: self._said(check(text)),
        )
        self.app.push_screen(ask, typed)

    def action_minutes(self) -> None:
        from actquiz.tui.dialog import TextDialog

        def check(text: str) -> int:
            if not text.strip().isdecimal() or not 1 <= int(text) <= _MOST_MINUTES:
                fix = f"type a whole number from 1 to {_MOST_MINUTES}"
                raise ActquizError(f"“{text}” will not do", fix=fix)
            return int(text)

        def typed(text: str | None) -> None:
            if text is not None:
                with self.program.complaining():
                    self._keep(plan_minutes=check(text))

        text = str(self.desk.settings.plan_minutes)
        about = "How many minutes a day, until the interview?"
        self.app.push_screen(TextDialog("Minutes", about, text, check, fresh=True), typed)

    def action_sheet(self) -> None:
        from actquiz.practice.sheet import make_sheet
        from actquiz.tui.plan.sheet_screen import SheetPage

        desk = self.desk
        page = make_sheet(desk.store, desk.index, desk.settings)
        self.app.push_screen(SheetPage(desk, page.sections()))

    def action_forget(self) -> None:
        with self.program.complaining():
            self._keep(interview_date="")

    def action_more(self) -> None:
        self._turn(1)

    def action_less(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Change the field under the cursor by one step, where it may be changed."""
        with self.program.complaining():
            self._fields[self.setup.cursor].turn(by)

    @property
    def listed(self) -> Setup:
        return self.setup

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.app.simulate_key(self.setup.selected.key)
