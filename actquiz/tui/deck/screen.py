"""One deck's page: its path from the first card to the last, and what to take next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from actquiz.practice.deck_path import Course, Stop, course
from actquiz.practice.lesson_path import LessonStop, next_lesson, path
from actquiz.practice.today import today
from actquiz.text.alike import ToldApart
from actquiz.tui.actions import bindings
from actquiz.tui.deck.head import DeckHead
from actquiz.tui.desk import Desk
from actquiz.tui.home.today import LEARN_AHEAD
from actquiz.tui.keys.state import State
from actquiz.tui.marks import sign
from actquiz.tui.page import Page
from actquiz.tui.widgets.cursor_list import CursorList, LongList
from actquiz.tui.widgets.rows_widget import RowsWidget

_ASIDE_FROM = 56
"""From this width on a row says its level and its standing in words."""


class StopList(LongList[Stop]):
    """A card a line: how it stands by sign and, where there is room, by word."""

    def fill(self, items: Sequence[Stop]) -> None:
        self._titles = ToldApart(items, lambda stop: stop.title)
        super().fill(items)

    def line(self, place: int, width: int) -> Content:
        stop, here = self.items[place], place == self.cursor
        mark = sign(stop.standing)
        aside = f"  {stop.level:<6}  {stop.standing:<9}" if width + 2 >= _ASIDE_FROM else ""
        room = width - mark.cell_length - len(aside)
        title = Content.styled(self._titles.at(place, room), "bold" if here else "")
        return Content.assemble(mark, title.truncate(room, pad=True), (aside, "$quiet"))


class DeckPage(Page):
    """The head, and the cards in learning order with a sign for each."""

    NAME = "deck"
    TITLE = "Deck"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    DeckPage DeckHead { margin: 1 2 0 3; }
    DeckPage VerticalScroll { height: 1fr; margin: 0 1; scrollbar-size-vertical: 1; }
    DeckPage.-short DeckHead { margin: 0 1; }
    """

    def __init__(self, desk: Desk, deck: str) -> None:
        """``deck``: its id."""
        super().__init__(desk)
        self.deck = deck
        self.course: Course | None = None
        self._new_today = 0
        self._lessons: list[LessonStop] = []
        self.head = DeckHead()
        self.list = StopList()
        self.scroll = VerticalScroll(self.list)
        self.scroll.can_focus = False

    def body(self) -> Iterable[Widget]:
        yield self.head
        yield self.scroll

    def on_screen_resume(self) -> None:
        """At first, and when another screen was closed: the standing has changed meanwhile."""
        with self.program.complaining():
            self._look(self.deck)

    def _look(self, deck: str) -> None:
        desk = self.desk
        counts = today(desk.store, desk.index.path, desk.settings)
        self.course = course(desk.store, desk.index, counts, deck)
        self._new_today = counts.new
        self.deck = deck
        self.title_bar.show(title=self.course.info.title)
        self._lessons = [stop for stop in path(desk.store) if deck in stop.lesson.decks]
        self.head.show(self.course, self._lessons)
        self.list.cursor = 0
        self.list.fill(self.course.stops)
        self.scroll.scroll_home(animate=False, force=True)
        self.call_after_refresh(self.list.go, self.course.place)
        self.refresh_keys()

    def states(self) -> set[State]:
        states = {State.ROW} if self.list.items else set()
        return states | {State.TAUGHT} if self._lessons else states

    def action_start(self) -> None:
        if self.course is None:
            return
        step = self.course.next
        if step.deck is None:
            self.dismiss()
        elif step.what in ("before", "after"):
            self._look(step.deck.id)
        elif step.what == "review":
            self._review()
        else:
            # What the day's limit leaves, but some at any rate: the learner asks for them.
            self._review(new=max(LEARN_AHEAD, self._new_today))

    def _review(self, new: int | None = None) -> None:
        # Over this page, which is where one comes back to.
        self.app.push_screen(self.program.review_page(decks=(self.deck,), new=new))

    def action_lesson(self) -> None:
        """The first that was not read, over this page."""
        from actquiz.tui.lessons.lesson_screen import LessonPage

        stop = next_lesson(self._lessons) or self._lessons[0]
        self.app.push_screen(LessonPage(self.desk, stop.lesson))

    @property
    def deck_here(self) -> str:
        return self.deck

    def cards_changed(self) -> None:
        self._look(self.deck)

    def action_edit(self) -> None:
        self.program.edit_card(self.desk.index.entry(self.list.selected.card_id))

    def action_read(self) -> None:
        self.program.show_card(self.list.selected.card_id, deck=self.deck)

    @property
    def listed(self) -> StopList:
        return self.list

    @on(RowsWidget.Clicked)
    def _clicked(self) -> None:
        self.app.simulate_key("space")

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.action_read()
