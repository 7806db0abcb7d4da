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
from actquiz.tui.widgets.cursor_list import CursorList


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
        self.list = ExerciseList(exercises())
        self._at_first = True

    def body(self) -> Iterable[Widget]:
        self.scroll = VerticalScroll(self.list)
        self.scroll.can_focus = False
        yield self.scroll

    def on_screen_resume(self) -> None:
        known = standings(self.desk.store, [one.id for one in self.list.items])
        if self._at_first:
            self._at_first = False
            self.list.cursor = self._first_to_do([known[one.id].state for one in self.list.items])
        self.list.show(known)
        counts = Counter(standing.state for standing in known.values())
        done = f"{counts['passed'] + counts['due']} of {len(self.list.items)} passed"
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
        return {State.LIST} if self.list.items else set()

    def action_open(self) -> None:
        from actquiz.tui.exercises.exercise_screen import ExercisePage

        self.app.push_screen(ExercisePage(self.desk, self.list.selected))

    @property
    def listed(self) -> ExerciseList:
        return self.list

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.action_open()
