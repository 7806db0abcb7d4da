"""One exercise: the task, the learner's file in their editor, and a check at each save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.worker import get_current_worker

from actquiz.errors import ActquizError
from actquiz.practice.exercises.catalogue import Exercise, exercises
from actquiz.practice.exercises.judging import FileChecker
from actquiz.practice.exercises.report import CheckReport, PropertyResult
from actquiz.practice.exercises.rounds import standings
from actquiz.practice.exercises.session import Session
from actquiz.practice.exercises.watch import EVERY, Watch
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.exercises.check_view import ExerciseCheck, SeenCheck
from actquiz.tui.exercises.code_view import ExerciseCode
from actquiz.tui.exercises.exercise_list import in_groups
from actquiz.tui.exercises.task_view import ExerciseTask
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.buttons import Buttons
from actquiz.words import full_day

_YES, _NO = "yes", "no"
_WIDE = 170
"""Columns of both sides together."""


class ExercisePage(Page):
    """Watches the file as long as it is open, whatever editor saves it."""

    NAME = "exercise"
    TITLE = "Exercise"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    ExercisePage VerticalScroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    ExercisePage #sides { height: auto; max-width: 94; padding: 1 2 1 3; }
    ExercisePage #left { height: auto; }
    ExercisePage ExerciseTask { margin-bottom: 1; }
    ExercisePage.-wide #sides { layout: horizontal; max-width: 170; }
    ExercisePage.-wide #left { width: 1fr; }
    ExercisePage.-wide ExerciseCheck { width: 1fr; margin-left: 4; }
    ExercisePage.-short #sides { padding: 0 1; }
    """

    def __init__(self, desk: Desk, exercise: Exercise) -> None:
        super().__init__(desk)
        self.session = Session(desk.store, exercise)
        self.task_view = ExerciseTask(exercise)
        self.code_view = ExerciseCode()
        self.check_view = ExerciseCheck()
        self.buttons = Buttons(_WIDE)
        self.shown_path = str(self.session.path)
        self.seen = SeenCheck(self.shown_path)
        self.checking = False
        self._again = False
        self._counts = True
        self.next: Exercise | None = None
        """What comes after this one, once it is passed."""
        self._solution = ""
        self._watch = Watch(self.session.path)
        self._bench: FileChecker | None = None

    def body(self) -> Iterable[Widget]:
        left = Vertical(self.task_view, self.code_view, id="left")
        self.sides = Vertical(left, self.check_view, id="sides")
        self.scroll = VerticalScroll(self.sides)
        self.scroll.can_focus = False
        yield self.scroll
        yield self.buttons

    async def on_mount(self) -> None:
        self.set_interval(EVERY, self._look)
        self._show()
        if self.session.path.exists() and not self.session.is_over:
            self._check(counts=False)

    def on_unmount(self) -> None:
        if self._bench is not None:
            self._bench.close()

    # what is shown

    def _show(self) -> None:
        begun = self.session.path.exists()
        self.seen = SeenCheck(
            self.shown_path,
            begun,
            self.checking,
            self.seen.results,
            None if self.checking else self.seen.report,
            self.session.exercise.written.lesson,
            self._due(),
        )
        self.check_view.show(self.seen)
        self.task_view.show(self.session.hints(), self._solution)
        trouble = self.seen.report.trouble if self.seen.report is not None else None
        self.code_view.show(self.session.path, trouble.line if trouble is not None else 0)
        self._find_next()
        if self.next is not None:
            title = self.next.written.title
            self.buttons.offer(("enter", "⏎", f"Next: {title}"), below=self._below())
        else:
            label = "Begin afresh" if self.session.is_over else "Go on" if begun else "Begin"
            self.buttons.offer(("enter", "⏎", f"{label} in your editor"), below=self._below())
        state = self.session.standing.state
        self.title_bar.show(
            Content.styled("" if state == "new" else state, "bold"),
            detail=self.session.exercise.written.title,
        )
        self.refresh_keys()

    def _find_next(self) -> None:
        """After a pass, the exercise to go on with: the next of its kind that is to be done."""
        passed = self.session.standing.state == "passed"
        if not passed:
            self.next = None
        elif self.next is None:
            listed = in_groups(exercises())
            known = standings(self.desk.store, [one.id for one in listed])
            here = [one.id for one in listed].index(self.session.exercise.id)
            rest = [*listed[here + 1 :], *listed[:here]]
            self.next = next((one for one in rest if known[one.id].state != "passed"), None)

    def _below(self) -> Content:
        hints = len(self.session.exercise.written.hints)
        taken = len(self.session.hints())
        return Content.styled(f"{taken} of {hints} hints taken", "$quiet")

    def _due(self) -> str:
        memory = self.session.standing.memory
        if memory is None or self.session.standing.round.passed is None:
            return ""
        day = memory.due_day
        return f"It comes back on {full_day(day)}."

    # checking

    def _look(self) -> None:
        if self._watch.saved():
            self._check()

    def _check(self, *, counts: bool = True) -> None:
        """Check the file; what is being checked is out of date then, and stopped.

        ``counts``: as an attempt. Looking at the file again is none.
        """
        self._counts = counts
        if self.checking:
            self._again = True
            if self._bench is not None:
                self._bench.cancel()
            return
        self.checking = True
        self.seen = SeenCheck(self.shown_path)
        self._show()
        self._judge()

    @work(thread=True, group="check", exclusive=True)
    def _judge(self) -> None:
        worker = get_current_worker()
        report: CheckReport | None = None
        problem: ActquizError | None = None
        try:
            self._bench = self._bench or FileChecker(spare=True)
            for event in self._bench.check(self.session.exercise, self.session.path):
                if worker.is_cancelled:
                    break
                if isinstance(event, PropertyResult):
                    self.app.call_from_thread(self._judged, event)
                else:
                    report = event
        except ActquizError as error:
            problem = error
        if not worker.is_cancelled:
            self.app.call_from_thread(self._checked, report, problem)
        elif self._bench is not None:
            self._bench.close()

    def _judged(self, result: PropertyResult) -> None:
        self.seen = SeenCheck(self.shown_path, True, True, (*self.seen.results, result))
        self.check_view.show(self.seen)

    def _checked(self, report: CheckReport | None, problem: ActquizError | None) -> None:
        self.checking = False
        if self._again:
            self._again = False
            self._check()
            return
        if problem is not None:
            self.program.complain(problem)
        if report is not None:
            if self._counts or report.passed:
                with self.program.complaining():
                    self.session.count(report)
            self.seen = SeenCheck(self.shown_path, True, False, report.results, report)
        self._show()
        if report is not None:
            self.call_after_refresh(self._bring_check_into_view)

    def on_resize(self) -> None:
        """What was found stays in view at the new size."""
        if self.seen.report is not None:
            self.call_after_refresh(self._bring_check_into_view)

    def _bring_check_into_view(self) -> None:
        if not self.has_class("-wide"):
            top = self.check_view.virtual_region.y + self.sides.virtual_region.y
            self.scroll.scroll_to(y=top, animate=False, immediate=True)

    # what can be done

    def states(self) -> set[State]:
        states = {State.BEGUN} if self.session.path.exists() else set()
        if len(self.session.hints()) < len(self.session.exercise.written.hints):
            states.add(State.HINTS_LEFT)
        if not self._solution:
            states.add(State.UNSOLVED)
        if self.next is not None:
            states.add(State.NEXT)
        return states

    def action_edit(self) -> None:
        if self.session.is_over:
            self.action_reset()
            return
        if self.session.begin():
            self._watch = Watch(self.session.path)
        self._show()
        self.program.open_file(self.session.path)
        self._show()

    def action_next(self) -> None:
        assert self.next is not None
        self.app.switch_screen(ExercisePage(self.desk, self.next))

    def action_edit_again(self) -> None:
        self.action_edit()

    def action_check(self) -> None:
        self._check()

    def action_hint(self) -> None:
        self.session.take_hint()
        self._show()
        self.call_after_refresh(self._bring_hint_into_view)

    def _bring_hint_into_view(self) -> None:
        """The newest hint ends the task."""
        end = self.task_view.virtual_region.bottom
        self.scroll.scroll_to(y=max(end - self.scroll.size.height + 1, 0), animate=False)

    def action_solution(self) -> None:
        from actquiz.tui.dialog import Picker

        if self.session.standing.round.passed is not None:
            self._show_solution(_YES)
            return
        choices = [(_NO, "No: go on trying"), (_YES, "Yes: it comes back as forgotten")]
        self.app.push_screen(Picker("Show the solution?", choices), self._show_solution)

    def _show_solution(self, choice: str | None) -> None:
        if choice == _YES:
            with self.program.complaining():
                self._solution = self.session.solution()
            self._show()
            self.call_after_refresh(self._bring_hint_into_view)

    def action_reset(self) -> None:
        from actquiz.tui.dialog import Picker

        choices = [(_YES, "Yes: your file is kept beside it"), (_NO, "No: leave it as it is")]
        self.app.push_screen(Picker("Begin afresh?", choices), self._reset)

    def _reset(self, choice: str | None) -> None:
        if choice != _YES:
            return
        with self.program.complaining():
            kept = self.session.begin_afresh()
            if kept is not None:
                self.program.say(f"Your file is kept as {kept.name}.")
        self._watch = Watch(self.session.path)
        self._solution = ""
        self.seen = SeenCheck(self.shown_path)
        self._show()
