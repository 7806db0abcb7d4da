"""Plan: the interview's day, the minutes until then, and what will be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import VerticalScroll
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
from actquiz.tui.plan.forecast import Forecast
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.setup import Setup, SetupLine

if TYPE_CHECKING:
    from actquiz.practice.plan import Plan

_MINUTES = (5, 10, 15, 20, 30, 40, 60, 90, 120)
_MOST_MINUTES = 600


class PlanPage(Page):
    """Two lines to set, and the forecast, which is made in a thread."""

    NAME = "plan"
    TITLE = "Plan"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    PlanPage { align-horizontal: center; }
    PlanPage VerticalScroll {
        width: 100%; max-width: 98; padding: 1 2 0 3; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    PlanPage Setup { margin-bottom: 1; }
    PlanPage.-short VerticalScroll { padding: 0 0 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan: Plan | None = None
        self.setup = Setup(
            "The way to an interview",
            "Until its day, reviews and new cards come in the order that leads to the most recall "
            "on it; afterwards as they are due again.",
        )
        self.forecast = Forecast()
        self.scroll = VerticalScroll(self.setup, self.forecast)
        self.scroll.can_focus = False
        self._titles = {deck.id: deck.title for deck in desk.index.decks()}

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

    def _set(self, settings: Settings) -> None:
        """Go by these settings, and make the plan they ask for."""
        self.desk.settings = settings
        day = interview_day(settings)
        days = (day - self._today).days if day else 0
        when = f"{day}, {days} d" if self._planned else "none"
        if day is not None and not self._planned:
            when = f"{day}: over"
        self.setup.fill(
            (
                SetupLine("d", "Day", when, "The last day of study is the one before."),
                SetupLine(
                    "m", "Minutes a day", str(settings.plan_minutes), "Every day until then."
                ),
            )
        )
        self.plan = None
        self.forecast.show(None, self._titles, waiting=self._planned)
        if self._planned:
            self._make(settings)
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
            self.app.call_from_thread(self._arrived, plan)

    def _arrived(self, plan: Plan) -> None:
        self.plan = plan
        self.forecast.show(plan, self._titles)

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
        from actquiz.tui.dialog import TextDialog

        def check(text: str) -> date:
            try:
                day = date.fromisoformat(text.strip())
            except ValueError as error:
                fix = "write it as YYYY-MM-DD, such as 2027-01-15"
                raise ActquizError(f"“{text}” is no date", fix=fix) from error
            check_date(day, self._today)
            return day

        def typed(text: str | None) -> None:
            if text is not None:
                with self.program.complaining():
                    self._keep(interview_date=check(text).isoformat())

        text = self.desk.settings.interview_date
        about = "The day of the interview, as YYYY-MM-DD."
        self.app.push_screen(TextDialog("Day", about, text, check, fresh=True), typed)

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

    def action_forget(self) -> None:
        with self.program.complaining():
            self._keep(interview_date="")

    def action_more(self) -> None:
        self._turn(1)

    def action_less(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Change the line under the cursor by one step, where it may be changed."""
        settings = self.desk.settings
        day = interview_day(settings)
        with self.program.complaining():
            if self.setup.selected.key == "m":
                beyond = [n for n in _MINUTES if (n - settings.plan_minutes) * by > 0]
                pick = min if by > 0 else max
                self._keep(plan_minutes=pick(beyond, default=settings.plan_minutes))
            elif day is not None:
                days = min(max((day - self._today).days + by, 1), LONGEST)
                self._keep(interview_date=(self._today + timedelta(days=days)).isoformat())

    @property
    def listed(self) -> Setup:
        return self.setup

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.app.simulate_key(self.setup.selected.key)
