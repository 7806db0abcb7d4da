"""FSRS-6 for thousands of cards at once: to simulate memory and to hold predictions against it.

Intervals are decided by the ``fsrs`` package alone (see ``scheduler``). It takes one card at a
time; a plan or a calibration needs a million steps. These are its formulas over arrays, held to it
by the tests. Their source is the FSRS-6 description of open-spaced-repetition ("The Algorithm" in
its wiki); ``w`` are the 21 weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike

from actquiz.arrays import Array, Floats, Integers
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Parameters, Phase

WEIGHTS = 21
LEAST_STABILITY = 0.001
"""Days."""
EASIEST, HARDEST = 1.0, 10.0
"""The range of difficulty."""


def standard_weights() -> tuple[float, ...]:
    """The weights of a learner nothing is known of: those the fsrs package comes with."""
    from fsrs.scheduler import DEFAULT_PARAMETERS

    return tuple(DEFAULT_PARAMETERS)


class MemoryModel:
    """What becomes of stability (days) and difficulty (1 to 10), for arrays of any shape.

    All arguments broadcast against each other. ``weights`` is one learner's 21 numbers, or an array
    of shape (21, …) whose rest broadcasts too: then each learner has a memory of their own.
    """

    def __init__(self, weights: Sequence[float] | Floats = ()) -> None:
        """No weights mean the standard ones. Raise ``ValueError`` if they are not 21."""
        w = np.asarray(weights if len(weights) else standard_weights(), dtype=np.float64)
        if len(w) != WEIGHTS:
            raise ValueError(f"expected {WEIGHTS} weights, got {len(w)}")
        self._w = w
        self._decay: Floats = -w[20]
        self._factor: Floats = 0.9 ** (1 / self._decay) - 1

    def recall(self, stability: ArrayLike, days: ArrayLike) -> Floats:
        """The chance of recall, ``days`` (whole study days) after the last review: 0 to 1."""
        forgetting: Floats = (1 + self._factor * np.asarray(days) / stability) ** self._decay
        return forgetting

    def days_until(self, stability: ArrayLike, retention: float) -> Floats:
        """Whole days until the chance of recall has fallen to ``retention``; at least one."""
        days = np.asarray(stability) / self._factor * (retention ** (1 / self._decay) - 1)
        return np.asarray(np.maximum(np.rint(days), 1.0))

    def first(self, grade: ArrayLike) -> tuple[Floats, Floats]:
        """Stability and difficulty after the first review ever."""
        w, grade = self._w, np.asarray(grade, np.float64)
        stability = np.select([grade == g for g in Grade], [w[g - 1] for g in Grade])
        difficulty = np.clip(self._first_difficulty(grade), EASIEST, HARDEST)
        return np.maximum(stability, LEAST_STABILITY), difficulty

    def after(
        self, stability: ArrayLike, difficulty: ArrayLike, days: ArrayLike, grade: ArrayLike
    ) -> tuple[Floats, Floats]:
        """Stability and difficulty after a review, ``days`` study days after the last one.

        No days: a second look on the same day, which follows a rule of its own.
        """
        s, d = np.asarray(stability, np.float64), np.asarray(difficulty, np.float64)
        days, grade = np.asarray(days, np.float64), np.asarray(grade, np.float64)
        recall = self.recall(s, days)
        later = np.where(
            grade == Grade.AGAIN, self._forgotten(s, d, recall), self._recalled(s, d, recall, grade)
        )
        following = np.where(days < 1, self._same_day(s, grade), later)
        return np.maximum(following, LEAST_STABILITY), self._difficulty_after(d, grade)

    def _first_difficulty(self, grade: Floats | np.float64) -> Floats:
        difficulty: Floats = self._w[4] - np.exp(self._w[5] * (grade - 1)) + 1
        return difficulty

    def _difficulty_after(self, d: Floats, grade: Floats) -> Floats:
        """A linear step that shrinks towards 10, then drawn towards a first Easy's difficulty."""
        w = self._w
        stepped = d - w[6] * (grade - 3) * (10 - d) / 9
        easy = self._first_difficulty(np.float64(Grade.EASY))
        following: Floats = np.clip(w[7] * easy + (1 - w[7]) * stepped, EASIEST, HARDEST)
        return following

    def _recalled(self, s: Floats, d: Floats, recall: Floats, grade: Floats) -> Floats:
        """Grows the more, the easier the card, the lower its stability and its chance of recall."""
        w = self._w
        bonus = np.where(grade == Grade.HARD, w[15], np.where(grade == Grade.EASY, w[16], 1.0))
        growth = np.exp(w[8]) * (11 - d) * s ** -w[9] * np.expm1((1 - recall) * w[10]) * bonus
        following: Floats = s * (1 + growth)
        return following

    def _forgotten(self, s: Floats, d: Floats, recall: Floats) -> Floats:
        """What is left after a lapse; never more than a same-day Again would leave."""
        w = self._w
        left = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * np.exp((1 - recall) * w[14])
        return np.asarray(np.minimum(left, s / np.exp(w[17] * w[18])))

    def _same_day(self, s: Floats, grade: Floats) -> Floats:
        """Nothing but Again makes it smaller."""
        w = self._w
        factor = np.exp(w[17] * (grade - 3 + w[18])) * s ** -w[19]
        following: Floats = s * np.where(grade == Grade.AGAIN, factor, np.maximum(factor, 1.0))
        return following


class MemoryBatch:
    """What is remembered of many cards that are reviewed side by side, as the scheduler has it.

    Iterating gives the columns: phase, learning step, stability (days), difficulty, study day of
    the last review (its ordinal) and lapses, each of shape (cards,).
    """

    def __init__(self, cards: int, parameters: Sequence[Parameters]) -> None:
        """``parameters``: all those that reviews may have been scheduled with."""
        weights = [one.weights or standard_weights() for one in parameters]
        self._weights = np.array(weights, np.float64).T
        self._steps = np.array(
            [(len(one.learning_steps), len(one.relearning_steps)) for one in parameters]
        ).T
        self.phase = np.zeros(cards, np.int64)
        self.step = np.zeros(cards, np.int64)
        self.stability = np.ones(cards)
        self.difficulty = np.ones(cards)
        self.day = np.zeros(cards, np.int64)
        self.lapses = np.zeros(cards, np.int64)

    def __iter__(self) -> Iterator[Array]:
        yield from (
            self.phase, self.step, self.stability, self.difficulty, self.day, self.lapses
        )  # fmt: skip

    def reordered(self, order: Integers) -> MemoryBatch:
        """The same cards in another order: ``order[i]`` is the place of the i-th among these."""
        self.phase, self.step, self.stability, self.difficulty, self.day, self.lapses = (
            column[order] for column in self
        )
        return self

    def review(self, many: int, grade: Integers, day: Integers, used: Integers) -> None:
        """Review the first ``many`` cards; all arguments are of shape (many,).

        ``day``: ordinals of study days; ``used``: which of the parameters the review goes by.
        """
        phase, step = self.phase[:many], self.step[:many]
        # Flying west can lead back into yesterday; time spent on the card does not.
        day = np.maximum(day, self.day[:many])
        model = MemoryModel(self._weights[:, used])
        first_time = phase == Phase.NEW
        first = model.first(grade)
        later = model.after(
            self.stability[:many], self.difficulty[:many], day - self.day[:many], grade
        )
        self.stability[:many] = np.where(first_time, first[0], later[0])
        self.difficulty[:many] = np.where(first_time, first[1], later[1])
        self.day[:many] = day
        self.lapses[:many] += (phase == Phase.REVIEW) & (grade == Grade.AGAIN)
        self.phase[:many], self.step[:many] = _moved(phase, step, grade, *self._steps[:, used])


def _moved(
    phase: Integers, step: Integers, grade: Integers, learning: Integers, relearning: Integers
) -> tuple[Integers, Integers]:
    """Phase and step after ``grade``; ``learning`` and ``relearning`` are the numbers of steps."""
    again, good = grade == Grade.AGAIN, grade == Grade.GOOD
    phase = np.where(phase == Phase.NEW, Phase.LEARNING, phase)
    in_review = phase == Phase.REVIEW
    steps = np.where(phase == Phase.LEARNING, learning, relearning)
    # The steps may have been more when the card took its place among them.
    past_all = (step >= steps) & ~again
    through = (steps == 0) | past_all | (grade == Grade.EASY) | (good & (step + 1 == steps))
    stays = np.where(in_review, again & (relearning > 0), ~through)
    entered = np.where(in_review, Phase.RELEARNING, phase)
    moved = np.where(again | in_review, 0, step + good)
    return np.where(stays, entered, Phase.REVIEW), np.where(stays, moved, 0)
