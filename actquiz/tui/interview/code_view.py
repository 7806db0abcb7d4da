"""A program asked for in an interview: what is to be written, and what its check found."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from actquiz.errors import ActquizError
from actquiz.practice.exercises.catalogue import Exercise
from actquiz.practice.exercises.judging import FileChecker
from actquiz.practice.exercises.report import CheckReport
from actquiz.tui.exercises.check_view import ExerciseCheck, SeenCheck
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.rows_widget import Row, RowsWidget


class _Task(RowsWidget):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def rows(self, width: int) -> list[Row]:
        return [*map(Row, typeset(self.text, width))]


class InterviewCode(Column):
    """Checks once for each time the editor was left."""

    DEFAULT_CSS = """
    InterviewCode ExerciseCheck { margin-top: 1; }
    """

    class Checked(Message):
        """The check is over; ``problem`` says why it could not be made."""

        def __init__(self, report: CheckReport | None, problem: ActquizError | None) -> None:
            super().__init__()
            self.report = report
            self.problem = problem

    def __init__(self) -> None:
        self._task_text = _Task()
        self.found = ExerciseCheck()
        super().__init__(self._task_text, self.found)

    def ask(self, exercise: Exercise) -> None:
        """The task alone."""
        self._task_text.text = exercise.written.task
        self._task_text.redraw()
        self.found.display = False
        self.display = True

    def check(self, exercise: Exercise, path: Path) -> None:
        """Check the file, and say ``Checked``."""
        self.found.display = True
        self.found.show(SeenCheck(str(path), begun=True, checking=True))
        self._judge(exercise, path)

    def show(self, report: CheckReport) -> None:
        """What was found; the lesson is for after the interview."""
        self.found.show(SeenCheck(str(report.path), True, False, report.results, report))

    @work(thread=True, group="check", exclusive=True)
    def _judge(self, exercise: Exercise, path: Path) -> None:
        report, problem = None, None
        try:
            with FileChecker() as bench:
                report = bench.report(exercise, path)
        except ActquizError as error:
            problem = error
        if not get_current_worker().is_cancelled:
            self.post_message(self.Checked(report, problem))
