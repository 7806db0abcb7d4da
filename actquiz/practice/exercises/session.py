"""One exercise as the learner meets it: their file, hints, checks, and what is remembered of them.

No screen in here. ``Bench.check`` (which may run in a thread of its own) says what is right;
``Session.count`` (in the store's thread) writes down that it was asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actquiz.practice.exercises import learner_files, rounds
from actquiz.practice.exercises.catalogue import Exercise

if TYPE_CHECKING:
    from actquiz.memory.store import Store
    from actquiz.practice.exercises.report import CheckReport


class Session:
    """Work on one exercise; everything it says is in the store and on disk already."""

    def __init__(self, store: Store, exercise: Exercise) -> None:
        self._store = store
        self.exercise = exercise
        self.path: Path = learner_files.file_of(exercise)
        """The learner's file; it may not be there yet."""

    @property
    def standing(self) -> rounds.ExerciseState:
        """How far the learner is."""
        return rounds.standing(self._store, self.exercise.id)

    @property
    def is_over(self) -> bool:
        """Whether the round is passed and the exercise is due again: time to begin afresh."""
        standing = self.standing
        return standing.state == "due" and standing.round.passed is not None

    def begin(self) -> bool:
        """Write the starter, unless the file is there; whether it was written."""
        written = learner_files.begin(self.exercise)
        one = self.standing.round
        if one.begun is None or (written and one.passed is not None):
            rounds.begin(self._store, self.exercise.id)
        return written

    def begin_afresh(self) -> Path | None:
        """Write the starter and begin a new round; where the old file is now, if there was one."""
        kept = learner_files.set_aside(self.exercise)
        learner_files.begin(self.exercise)
        rounds.begin(self._store, self.exercise.id)
        return kept

    def hints(self) -> tuple[str, ...]:
        """The hints taken in this round."""
        return self.exercise.written.hints[: self.standing.round.hints]

    def take_hint(self) -> tuple[str, ...]:
        """Take the next hint; all that are taken now."""
        hints = self.exercise.written.hints
        return hints[: rounds.take_hint(self._store, self.exercise.id, len(hints))]

    def solution(self) -> str:
        """The solution; before the file passes, having seen it counts as having forgotten."""
        if self.standing.round.passed is None:
            rounds.see_solution(self._store, self.exercise.id)
        return self.exercise.solution()

    def count(self, report: CheckReport) -> bool:
        """Write down that the file was checked; whether that ended the round, as a review."""
        return rounds.checked(self._store, self.exercise.id, report.passed)
