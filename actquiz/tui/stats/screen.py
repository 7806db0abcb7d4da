"""Statistics: how the learning goes, one chart a question, under each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.worker import get_current_worker

from actquiz.errors import ActquizError
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.stats.summary import StatsSummary
from actquiz.tui.widgets.rows_widget import RowsWidget
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.practice.statistics.charts import Chart
    from actquiz.practice.statistics.gathering import Statistics
    from actquiz.tui.stats.chart_view import ChartView

_DAYS: tuple[int | None, ...] = (None, 7, 30, 90, 365)
"""What the days can be narrowed to, in turn; None: all."""


class StatsPage(Page):
    """The summary, then every chart. It is counted in a thread: nothing waits for it."""

    NAME = "stats"
    TITLE = "Stats"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    StatsPage { align-horizontal: center; }
    StatsPage VerticalScroll {
        width: 100%; max-width: 112; padding: 1 2 0 3; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    StatsPage StatsSummary { margin-bottom: 1; }
    StatsPage.-short VerticalScroll { padding: 0 0 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.statistics: Statistics | None = None
        self.views: list[ChartView] = []
        self.cursor = 0
        self.days: int | None = None
        self.as_numbers = False
        self.summary = StatsSummary()
        self.scroll = VerticalScroll(self.summary)
        self.scroll.can_focus = False
        self._charts: Sequence[Chart] = ()

    def body(self) -> Iterable[Widget]:
        yield self.scroll

    async def on_mount(self) -> None:
        self._gather(self.days)
        self.refresh_keys()

    # counting

    @work(thread=True, exclusive=True, group="statistics")
    def _gather(self, days: int | None) -> None:
        """Count with a connection of this thread's own; stop where nobody waits any more."""
        from actquiz.memory.store import Store
        from actquiz.practice.statistics import charts, gathering

        worker = get_current_worker()
        try:
            with Store.open(self.desk.store.path) as store:
                statistics = gathering.gather(
                    store,
                    self.desk.index.path,
                    self.desk.settings,
                    days=days,
                    stopped=lambda: worker.is_cancelled,
                )
        except gathering.CountingStopped:
            return
        except ActquizError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.program.complain, error)
            return
        drawn = [charts.chart(name, statistics) for name in charts.names()]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._arrived, statistics, drawn)

    def _arrived(self, statistics: Statistics, drawn: Sequence[Chart]) -> None:
        from actquiz.practice.statistics import summary

        if not self.is_attached:
            return
        self.statistics = statistics
        self._charts = () if statistics.empty else drawn
        self.summary.show(() if statistics.empty else summary.rows(statistics))
        self.call_next(self._lay_out)

    async def _lay_out(self) -> None:
        """Every chart anew; the one the keys are about stays at the top."""
        from actquiz.tui.stats.chart_view import ChartView

        width = self.scroll.scrollable_content_region.width
        views = [
            ChartView(chart, number, width=width, as_numbers=self.as_numbers)
            for number, chart in enumerate(self._charts, 1)
        ]
        async with self.batch():
            await self.scroll.remove_children(ChartView)
            await self.scroll.mount_all(views)
        self.views = views
        self.call_after_refresh(self._go, self.cursor)

    def _show_standing(self) -> None:
        days = "all days" if self.days is None else f"last {counted(self.days, 'day')}"
        place = f"{self.cursor}/{len(self.views)}" if self.views and self.cursor else ""
        forms = [Content.styled(form, "$quiet") for form in (f"{days}  {place}".strip(), place)]
        self.title_bar.show(*(forms if self.views else ()))
        self.refresh_keys()

    def states(self) -> set[State]:
        if self.statistics is None:
            return set()
        if self.statistics.empty:
            return {State.EMPTY}
        chart = self._current()
        states = {State.CHARTS}
        return states | {State.PICTURE} if chart and chart.figure is not None else states

    # moving

    def _current(self) -> Chart | None:
        return self._charts[self.cursor - 1] if 0 < self.cursor <= len(self._charts) else None

    def _go(self, number: int) -> None:
        """Put a chart (from 1; 0 is the summary) at the top of the screen."""
        if not 0 <= number <= len(self.views):
            return
        self.cursor = number
        top = self.views[number - 1].virtual_region.y if number else 0
        self.scroll.scroll_to(y=top, animate=False)
        self._show_standing()

    def _moved(self) -> None:
        """After scrolling by hand: the chart at the top is the one the keys are about."""
        top = self.scroll.scroll_y
        self.cursor = sum(view.virtual_region.y <= top + 1 for view in self.views)
        self._show_standing()

    def action_next(self) -> None:
        self._go(self.cursor + 1)

    def action_previous(self) -> None:
        self._go(self.cursor - 1)

    def action_jump(self, place: int) -> None:
        self._go(place)

    def action_charts(self) -> None:
        from actquiz.tui.dialog import Picker

        def picked(name: str | None) -> None:
            names = [chart.name for chart in self._charts]
            if name in names:
                self._go(names.index(name) + 1)

        here = self._current()
        choices = [(chart.name, chart.question) for chart in self._charts]
        self.app.push_screen(Picker("Charts", choices, here.name if here else ""), picked)

    def action_down(self) -> None:
        self._scroll_by(1)

    def action_up(self) -> None:
        self._scroll_by(-1)

    def action_page_down(self) -> None:
        self._scroll_by(self.scroll.size.height - 1)

    def action_page_up(self) -> None:
        self._scroll_by(1 - self.scroll.size.height)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._scroll_by(self.scroll.max_scroll_y)

    def _scroll_by(self, rows: float) -> None:
        self.scroll.scroll_relative(y=rows, animate=False)
        self.call_after_refresh(self._moved)

    # what is shown, and what is taken along

    def action_begin(self) -> None:
        self.program.study()

    def action_days(self) -> None:
        self.days = _DAYS[(_DAYS.index(self.days) + 1) % len(_DAYS)]
        self._gather(self.days)

    async def action_table(self) -> None:
        self.as_numbers = not self.as_numbers
        await self._lay_out()

    def action_save(self) -> None:
        from actquiz.tui.picture_saving import ask_where

        chart = self._current()
        if chart is not None and chart.figure is not None and self.statistics is not None:
            metadata = {"chart": chart.name, "day": str(self.statistics.day), "days": self.days}
            ask_where(self, chart.figure, chart.name, metadata)

    @on(RowsWidget.Clicked)
    def _clicked(self) -> None:
        if State.EMPTY in self.states():
            self.action_begin()
