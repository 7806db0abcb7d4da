"""The exercises: what there is to implement or to mend, and how far one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from actquiz.practice.exercises.catalogue import exercises
from actquiz.practice.exercises.rounds import standings
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.exercises.exercise_list import ExerciseList
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.rows import Paper


class ExercisesPage(Page):
    """A list; Enter opens one."""

    NAME = "exercises"
    TITLE = "Exercises"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    ExercisesPage VerticalScroll {
        align-horizontal: center; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    ExercisesPage ExerciseList { max-width: 100; padding: 1 2 1 2; }
    ExercisesPage.-short ExerciseList { padding: 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        """Raise ``ActquizError`` if an exercise cannot be read."""
        super().__init__(desk)
        self._exercises = exercises()
        self.list = ExerciseList()
        self._at_first = True

    def body(self) -> Iterable[Widget]:
        scroll = VerticalScroll(self.list)
        scroll.can_focus = False
        yield scroll

    def on_screen_resume(self) -> None:
        known = standings(self.desk.store, [one.id for one in self._exercises])
        if self._at_first:
            self._at_first = False
            self.list.cursor = self._first_to_do([known[one.id].state for one in self._exercises])
        self.list.show(self._exercises, known)
        counts = Counter(standing.state for standing in known.values())
        done = f"{counts['passed'] + counts['due']} of {len(self._exercises)} passed"
        due = f"{counts['due']} due  " if counts["due"] else ""
        self.title_bar.show(
            Content.assemble((due, "bold $warning"), (done, "$quiet")), Content.styled(due, "bold")
        )
        self.call_after_refresh(self.list.bring_into_view, self.list.cursor)
        self.refresh_keys()

    @staticmethod
    def _first_to_do(states: list[str]) -> int:
        """What is due, else what was begun, else the first that is new."""
        return next(
            (states.index(state) for state in ("due", "started", "new") if state in states), 0
        )

    # what can be done

    def states(self) -> set[State]:
        return {State.LIST} if len(self.list) else set()

    def action_open(self) -> None:
        from actquiz.tui.exercises.exercise_screen import ExercisePage

        self.app.push_screen(ExercisePage(self.desk, self.list.selected))

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_page_down(self) -> None:
        self._move(self.size.height - 3)

    def action_page_up(self) -> None:
        self._move(3 - self.size.height)

    def _move(self, by: int) -> None:
        self.list.move(by)
        self.list.bring_into_view(self.list.cursor)

    @on(Paper.Clicked)
    def _clicked(self, event: Paper.Clicked) -> None:
        self.list.cursor = event.item
        self.list.redraw(height=False)
        self.action_open()
