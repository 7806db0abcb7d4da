"""Statistics: how the learning goes. A dashboard where there is room, else a chart a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
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
    from actquiz.tui.stats.chart_box import ChartBox

_DAYS: tuple[int | None, ...] = (None, 7, 30, 90, 365)
"""What the days can be narrowed to, in turn; None: all."""
_BOX = (60, 13)
"""Columns and rows that a chart among others has at least."""
_STRIP = 4
"""Rows of the summary over a dashboard."""
_SUMMARY, _LEAST_UNDER_SUMMARY = 14, 7
"""Rows of the summary on a page of its own, and of a chart that is shown under it."""


class StatsPage(Page):
    """Charts by the page, as many as there is room for; the cursor is the chart keys are about.

    Where there is room for one only, the summary has a page of its own before them. Everything is
    counted in a thread: nothing waits for it.
    """

    NAME = "stats"
    TITLE = "Stats"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    StatsPage VerticalScroll {
        width: 100%; padding: 1 2 0 3; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    StatsPage VerticalScroll.-alone { max-width: 112; }
    StatsPage { align-horizontal: center; }
    StatsPage #charts { height: auto; }
    StatsPage #charts.-below { margin-top: 1; }
    StatsPage VerticalScroll.-grid { overflow-y: hidden; padding: 1 1 0 1; }
    StatsPage VerticalScroll.-grid StatsSummary { margin: 0 2 1 2; }
    StatsPage VerticalScroll.-grid #charts { layout: grid; height: 1fr; }
    StatsPage.-short VerticalScroll { padding: 0 0 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.statistics: Statistics | None = None
        self.boxes: list[ChartBox] = []
        self.cursor = 0
        """The chart the keys are about, from 1; 0: the summary."""
        self.days: int | None = None
        self.as_numbers = False
        self.enlarged = False
        """Whether one chart has the room of all."""
        self.summary = StatsSummary()
        self.charts = Container(id="charts")
        self.scroll = VerticalScroll(self.summary, self.charts, classes="-alone")
        self.scroll.can_focus = False
        self._charts: Sequence[Chart] = ()
        self._arranged: tuple[object, ...] = ()
        """How the charts lie, so that nothing is done twice."""

    def body(self) -> Iterable[Widget]:
        yield self.scroll

    async def on_mount(self) -> None:
        self._gather(self.days)
        self.refresh_keys()

    def on_resize(self) -> None:
        self._arrange()

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
        if statistics.empty:
            self.summary.show("", (), ())
        else:
            told = summary.headline(statistics)
            self.summary.show(told, summary.rows(statistics), summary.figures(statistics))
        self.call_next(self._lay_out)

    # where the charts are

    async def _lay_out(self) -> None:
        """Every chart anew; the one the keys are about stays where it is."""
        from actquiz.tui.stats.chart_box import ChartBox

        self.boxes = [ChartBox(chart, number) for number, chart in enumerate(self._charts, 1)]
        self._arranged = ()
        for box in self.boxes:
            box.display = False
        async with self.batch():
            await self.charts.remove_children()
            await self.charts.mount_all(self.boxes)
        self._arrange()

    @property
    def _grid(self) -> tuple[int, int]:
        """Charts side by side and one under another; 1 and 1 where each has a page."""
        if self.enlarged or self.as_numbers:
            return 1, 1
        # The title line, the footer and the space above are not the charts'.
        width, height = self.size.width - 2, self.size.height - 3
        across = max(min(width // _BOX[0], 3), 1)
        down = max((height - _STRIP) // _BOX[1], 1)
        return (across, down) if across * down > 1 else (1, 1)

    @property
    def dashboard(self) -> bool:
        """Whether several charts are seen together."""
        return self._grid != (1, 1)

    def _arrange(self) -> None:
        """Show the page of the chart the keys are about."""
        if not self.boxes:
            self._show_standing()
            return
        across, down = self._grid
        several = self.dashboard
        if several:
            self.cursor = max(self.cursor, 1)
        if self.cursor:
            first = (self.cursor - 1) // (across * down) * across * down
            seen = range(first, min(first + across * down, len(self.boxes)))
        else:
            # Under the summary, where it leaves room: what was done.
            seen = range(1, 2)
        height = self.size.height - 2 - (0 if self.has_class("-short") else 1)
        # A frame is a row above and one below.
        room = (height - _STRIP) // down - 2 if several else height
        if not self.cursor:
            room = height - _SUMMARY
            seen = seen if room >= _LEAST_UNDER_SUMMARY else range(0)
        arrangement = (across, down, several, seen, bool(self.cursor), room, self.as_numbers)
        if arrangement == self._arranged:
            # The cursor alone has moved: two frames change, and nothing is laid out.
            for place in seen:
                self.boxes[place].mark(here=self.boxes[place].number == self.cursor)
            self._show_standing()
            return
        self._arranged = arrangement
        with self.app.batch_update():
            self.scroll.set_class(several, "-grid")
            self.scroll.set_class(not several, "-alone")
            self.charts.styles.grid_size_columns = across
            self.charts.styles.grid_size_rows = down
            self.charts.display = bool(seen)
            self.charts.set_class(not self.cursor, "-below")
            self.summary.display = several or self.cursor == 0
            self.summary.show_as(side_by_side=several)
            for place, box in enumerate(self.boxes):
                box.display = place in seen
                if box.display:
                    box.show_as(framed=several, room=room, as_numbers=self.as_numbers)
                    box.mark(here=box.number == self.cursor)
        self._show_standing()

    def _show_standing(self) -> None:
        days = "all days" if self.days is None else f"last {counted(self.days, 'day')}"
        place = f"{self.cursor}/{len(self.boxes)}" if self.boxes and self.cursor else ""
        forms = [Content.styled(form, "$quiet") for form in (f"{days}  {place}".strip(), place)]
        self.title_bar.show(*(forms if self.boxes else ()))
        self.refresh_keys()

    def states(self) -> set[State]:
        if self.statistics is None:
            return set()
        if self.statistics.empty:
            return {State.EMPTY}
        states = {State.CHARTS}
        chart = self._current()
        if chart is not None and chart.figure is not None:
            states.add(State.PICTURE)
        if self.dashboard:
            states.add(State.DASHBOARD)
        elif self.enlarged:
            states.add(State.ENLARGED)
        return states

    # moving

    def _current(self) -> Chart | None:
        return self._charts[self.cursor - 1] if 0 < self.cursor <= len(self._charts) else None

    def _go(self, number: int) -> None:
        """The keys are about this chart (from 1; 0 is the summary) from now on."""
        lowest = 1 if self.dashboard else 0
        number = min(max(number, lowest), len(self.boxes))
        if number != self.cursor:
            self.cursor = number
            self.scroll.scroll_home(animate=False)
            self._arrange()

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

    def move(self, by: int) -> None:
        if self.dashboard:
            target = self.cursor + by * self._grid[0]
            if 0 < target <= len(self.boxes):
                self._go(target)
        else:
            super().move(by)

    def page(self, by: int) -> None:
        across, down = self._grid
        if self.dashboard:
            self._go(self.cursor + by * across * down)
        else:
            super().page(by)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self.boxes))

    def action_enlarge(self) -> None:
        self.enlarged = True
        self._arrange()

    def action_reduce(self) -> None:
        self.enlarged = False
        self.scroll.scroll_home(animate=False)
        self._arrange()

    # what is shown, and what is taken along

    def action_begin(self) -> None:
        self.program.study()

    def action_days(self) -> None:
        self.days = _DAYS[(_DAYS.index(self.days) + 1) % len(_DAYS)]
        self._gather(self.days)

    def action_table(self) -> None:
        self.as_numbers = not self.as_numbers
        self.scroll.scroll_home(animate=False)
        self._arrange()

    def action_save(self) -> None:
        from actquiz.tui.picture_saving import ask_where

        chart = self._current()
        if chart is not None and chart.figure is not None and self.statistics is not None:
            metadata = {"chart": chart.name, "day": str(self.statistics.day), "days": self.days}
            ask_where(self, chart.figure, chart.name, metadata)

    @on(RowsWidget.Clicked)
    def _clicked(self, event: RowsWidget.Clicked) -> None:
        from actquiz.tui.stats.chart_box import ChartBox

        if State.EMPTY in self.states():
            self.action_begin()
        elif self.dashboard and isinstance(event.widget, ChartBox):
            if event.widget.number == self.cursor:
                self.action_enlarge()
            else:
                self._go(event.widget.number)
