"""Home: what is due, what is coming, and one obvious next key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.worker import get_current_worker

from actquiz.errors import ActquizError
from actquiz.practice.lesson_path import LessonStop, path
from actquiz.practice.today import DeckToday, left_today
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.home.deck_table import DeckTable
from actquiz.tui.home.due_chart import DueChart
from actquiz.tui.home.glance_view import GlanceView
from actquiz.tui.home.overview import Overview, gather
from actquiz.tui.home.today import LEARN_AHEAD, ProblemLine, TodayCard
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import RowsWidget
from actquiz.words import short_day

if TYPE_CHECKING:
    from actquiz.practice.home_overview import Glance

_WEEKS = 18
"""Of the calendar beside the decks."""


class HomePage(Page):
    """The first screen, and the one every other returns to."""

    NAME = "home"
    TITLE = "actquiz"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    HomePage VerticalScroll { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    HomePage #columns { height: auto; padding: 1 2 1 3; }
    HomePage #now { height: auto; }
    HomePage #now > * { margin-bottom: 1; }
    HomePage.-wide #columns { layout: horizontal; padding: 2 4; }
    HomePage.-wide #now { width: 2fr; margin-right: 6; }
    HomePage.-wide #decks { width: 3fr; max-width: 92; }
    HomePage.-short #columns { padding: 0 0 0 1; }
    HomePage.-short #now { margin-bottom: 1; }
    HomePage.-short #now > * { margin-bottom: 0; }
    HomePage GlanceView { display: none; }
    HomePage.-wide.-high GlanceView { display: block; margin-top: 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.overview: Overview | None = None
        self._left: dict[str, int] = {}
        """By deck: the cards that a session over it asks today."""
        self.today = TodayCard()
        self.outlook = DueChart()
        self.problem_line = ProblemLine()
        self.decks = DeckTable(id="decks")
        self.around = GlanceView()
        self._lessons_known = False
        self._stops: list[LessonStop] = []
        """The lessons, once they are read."""

    def body(self) -> Iterable[Widget]:
        self.scroll = VerticalScroll(
            Vertical(
                Vertical(self.today, self.outlook, self.problem_line, self.around, id="now"),
                self.decks,
                id="columns",
            )
        )
        self.scroll.can_focus = False
        yield self.scroll

    def on_screen_resume(self) -> None:
        """At first, and when another screen was closed: counts have changed meanwhile."""
        with self.program.complaining():
            self.look_again()

    async def on_mount(self) -> None:
        self.run_worker(self._look_at_lessons, thread=True, group="lessons", exit_on_error=False)

    def _look_at_lessons(self) -> None:
        """Read the lessons once the first frame is seen."""
        from actquiz.lessons.shelf import lessons

        lessons()
        self.app.call_from_thread(self._know_lessons)

    def _know_lessons(self) -> None:
        self._lessons_known = True
        self._stops = path(self.desk.store)
        self._show_today()

    def look_again(self) -> None:
        """Gather everything anew and show it."""
        self.overview = gather(self.desk)
        if self._lessons_known:
            self._stops = path(self.desk.store)
        self._left.clear()
        self.decks.show(self.overview.decks)
        self.outlook.show(self.overview.today.ahead)
        self.problem_line.show(self.overview.problems)
        self._show_today()
        if self._roomy:
            self._look_around()
        # The study day, which lasts until four in the morning.
        today = self.overview.today
        self.title_bar.show(*_standing(f"{today.day:%a} {short_day(today.day)}", today.streak))

    @work(thread=True, exclusive=True, group="glance")
    def _look_around(self) -> None:
        """What stands beside the decks takes libraries that the first frame does without."""
        from actquiz.memory.store import Store
        from actquiz.practice.home_overview import glance

        worker = get_current_worker()
        try:
            with Store.open(self.desk.store.path) as store:
                found = glance(store, self.desk.index.path, self.desk.settings, weeks=_WEEKS)
        except ActquizError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.program.complain, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, found)

    def _found(self, found: Glance) -> None:
        if self.is_attached:
            self.around.show(found)
            self.refresh_keys()

    def on_resize(self) -> None:
        if self.around.glance is None and self._roomy:
            self._look_around()

    @property
    def _roomy(self) -> bool:
        return self.has_class("-wide") and self.has_class("-high")

    def _show_today(self) -> None:
        if self.overview is not None:
            deck = self.decks.selected if self.decks.items else None
            left = self._left_in(deck) if deck else 0
            self.today.show(self.overview, deck, left, self._stops)
        self.refresh_keys()

    def _left_in(self, deck: DeckToday) -> int:
        """Cards that the button asks of ``deck``; counted once until Home looks again."""
        assert self.overview is not None
        if not deck.id:
            return self.overview.left
        if deck.id not in self._left:
            desk = self.desk
            self._left[deck.id] = left_today(
                desk.store, desk.index.path, desk.settings, deck.id
            ).all
        return self._left[deck.id]

    def states(self) -> set[State]:
        states = {State.START}
        if self._roomy and self.around.glance is not None:
            states.add(State.AROUND)
        deck = self.decks.selected if self.decks.items else None
        if self.overview is None or deck is None:
            return states
        if deck.id:
            states.add(State.DECK)
        if self.today.first_lesson is not None:
            states.add(State.FIRST_LESSON)
        if self._left_in(deck):
            states.add(State.DUE)
        elif deck.new:
            states.add(State.AHEAD)
        elif deck.total:
            states.add(State.ALL_LEARNED)
        return states

    @property
    def deck_here(self) -> str:
        return self.decks.selected.id if self.decks.items else ""

    def cards_changed(self) -> None:
        self.look_again()

    def action_start(self) -> None:
        self.program.study(decks=self._chosen())

    def action_begin_lesson(self) -> None:
        first = self.today.first_lesson
        if first is not None:
            self.program.read_lesson(first.lesson.id)

    def action_only_cards(self) -> None:
        self.program.study()

    def action_read(self) -> None:
        if chosen := self._chosen():
            self.program.show_deck(*chosen)
        else:
            self.program.go("browse")

    def action_deck(self) -> None:
        self.program.show_deck(self._chosen()[0])

    def action_go(self, name: str) -> None:
        self.program.go(name)

    def action_learn(self) -> None:
        self.program.study(decks=self._chosen(), new=LEARN_AHEAD)

    def _chosen(self) -> tuple[str, ...]:
        return (self.decks.selected.id,) if self.decks.cursor else ()

    @property
    def listed(self) -> DeckTable:
        return self.decks

    def action_jump(self, place: int) -> None:
        self.decks.jump(place)

    @on(CursorList.Moved)
    def _moved(self) -> None:
        """The button names the deck the cursor is on."""
        self._show_today()

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.app.simulate_key("enter")

    def action_experiment(self) -> None:
        if self.around.glance is not None:
            self.program.show_demo(self.around.glance.demo[0])

    @on(RowsWidget.Clicked)
    def _clicked(self, event: RowsWidget.Clicked) -> None:
        if event.widget is not self.around:
            self.app.simulate_key("o" if event.widget is self.today and event.item else "enter")
            return
        target = self.around.targets[event.item]
        if target.place == "deck":
            self.program.show_deck(target.name)
        elif target.place == "demo":
            self.program.show_demo(target.name)
        else:
            self.program.go(target.place)


def _standing(day: str, streak: int) -> tuple[Content, ...]:
    """The title line's right side, longest form first."""
    if streak < 1:
        return (Content.styled(day, "$quiet"),)
    days = Content.assemble((f"{streak}-day streak", "bold"))
    return (Content.assemble((f"{day}  ", "$quiet"), days), days)
