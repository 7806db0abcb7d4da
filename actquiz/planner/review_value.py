"""What a review today is worth on a day to come, if the days between are used well.

A card is worth its chance of recall on the day, less the price of the time still spent on it. With
a price for each day's seconds the cards no longer compete, and each is solved for itself: right
after a review the next one may be on any later day or never, whichever leads to the most (a dynamic
program over stability and difficulty, backwards from the day). A card's *priority* on a day is what
reviewing it then brings above leaving it to later days, a second: the price at which it would not
matter. The prices themselves come from rehearsals (``planning``).

This is Lagrangian relaxation of a restless bandit, and the priority is its Whittle-like index:
P. Whittle, "Restless bandits: activity allocation in a changing world", 1988.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from actquiz.arrays import Floats, Integers
from actquiz.memory.fsrs_batch import EASIEST, HARDEST, MemoryModel
from actquiz.memory.grade import Grade

_STABILITIES = np.geomspace(0.05, 3000, 28)
_DIFFICULTIES = np.linspace(EASIEST, HARDEST, 4)
_DAILY = 10
"""How many of the last days are looked at one by one; before that steps grow."""
_GROWTH = 1.15

_MISSED = 0.1
"""How much of what could be done later will not be: days are skipped, and beliefs are wrong.

It also lets what brings most for its time come first where the order would not matter else.
"""


@dataclass(frozen=True, slots=True)
class LearnerModel:
    """What is believed of the learner."""

    model: MemoryModel
    new: float = 30.0
    """Seconds to meet a card, its learning steps included."""
    review: float = 12.0
    """Seconds a review."""
    lapse: float = 12.0
    """Seconds more if the card was forgotten: it is shown again."""
    first_grades: tuple[float, float, float, float] = (0.25, 0.1, 0.5, 0.15)
    """How often a new card gets each grade."""

    def seconds(self, recall: ArrayLike) -> Floats:
        """What a review is expected to take, given the chance of recall."""
        return self.review + (1 - np.asarray(recall)) * self.lapse


class Outcomes(NamedTuple):
    """What may come of a review: stability and difficulty if recalled (Good), and if forgotten."""

    recall: Floats
    recalled: tuple[Floats, Floats]
    forgotten: tuple[Floats, Floats]


def outcomes(
    model: MemoryModel, stability: ArrayLike, difficulty: ArrayLike, days: ArrayLike
) -> Outcomes:
    """A review ``days`` after the last; what was forgotten is recalled once more that day."""
    recall = model.recall(stability, days)
    recalled = model.after(stability, difficulty, days, Grade.GOOD)
    forgotten = model.after(stability, difficulty, days, Grade.AGAIN)
    return Outcomes(recall, recalled, model.after(*forgotten, 0, Grade.GOOD))


def met(model: MemoryModel, grade: ArrayLike) -> tuple[Floats, Floats]:
    """Stability and difficulty after a new card's first day: the grade, then Good."""
    return model.after(*model.first(grade), 0, Grade.GOOD)


def moments(days: int, daily: int = _DAILY) -> Integers:
    """The days to go at which reviews are considered: the last ``daily``, then ever fewer.

    Ascending, from 1 (the eve) to ``days`` (today).
    """
    found = list(range(1, min(days, daily) + 1))
    while found[-1] < days:
        found.append(min(max(found[-1] + 1, round(found[-1] * _GROWTH)), days))
    return np.array(found)


class ValueGrid:
    """Stability by difficulty; between its points values are interpolated."""

    def __init__(self) -> None:
        self.stability, self.difficulty = (
            axis.ravel() for axis in np.meshgrid(_STABILITIES, _DIFFICULTIES, indexing="ij")
        )

    def corners(self, stability: Floats, difficulty: Floats) -> list[tuple[Integers, Floats]]:
        """The four points around each, as positions with their weights."""
        across = len(_DIFFICULTIES)
        step = np.log(_STABILITIES[1] / _STABILITIES[0])
        row, up = _between(np.log(stability / _STABILITIES[0]) / step, len(_STABILITIES))
        gap = _DIFFICULTIES[1] - _DIFFICULTIES[0]
        column, right = _between((difficulty - EASIEST) / gap, across)
        here = row * across + column
        return [
            (here, (1 - up) * (1 - right)),
            (here + 1, (1 - up) * right),
            (here + across, up * (1 - right)),
            (here + across + 1, up * right),
        ]


def _between(place: Floats, count: int) -> tuple[Integers, Floats]:
    place = np.clip(place, 0, count - 1 - 1e-9)
    low = place.astype(np.int64)
    return low, place - low


class Ahead:
    """What a review of each of some cards would lead to, at each moment: prices do not change it.

    Arrays are (moments, cards).
    """

    def __init__(
        self,
        learner: LearnerModel,
        grid: ValueGrid,
        stability: Floats,
        difficulty: Floats,
        gaps: Floats | Integers,
    ) -> None:
        """``gaps``: days since the last review at each moment."""
        found = outcomes(learner.model, stability, difficulty, gaps)
        self.recall = found.recall
        self.seconds = learner.seconds(found.recall)
        corners = [
            (place, chance * weight)
            for chance, after in (
                (found.recall, found.recalled),
                (1 - found.recall, found.forgotten),
            )
            for place, weight in grid.corners(*after)
        ]
        self._places = np.stack([place for place, _ in corners], axis=1)
        self._weights = np.stack([weight for _, weight in corners], axis=1).astype(np.float32)

    def worth(self, worth: Floats, rows: Integers | slice = slice(None)) -> Floats:
        """What is to be expected of a review, where ``worth`` says what cards are worth after it.

        ``rows``: which of the moments; ``worth`` has as many.
        """
        size = worth.shape[1]
        starts = np.arange(0, len(worth) * size, size)[:, None, None]
        found = worth.reshape(-1).take(self._places[rows] + starts)
        return np.asarray(np.einsum("rcn,rcn->rn", found, self._weights[rows]))


class Transitions:
    """What reviews after each number of days lead to from every point of the grid: made once."""

    def __init__(self, learner: LearnerModel, days: int, *, daily: int = _DAILY) -> None:
        """``days``: how many to go; ``daily``: how many of the last ones are looked at singly."""
        self.learner = learner
        self.grid = ValueGrid()
        self.moments = moments(days, daily)
        gaps = np.arange(1, days + 1)[:, None]
        self.after = Ahead(learner, self.grid, self.grid.stability, self.grid.difficulty, gaps)
        self.met = np.array(met(learner.model, np.array(Grade)))
        """Stability and difficulty of a card that was met, by its first grade: (2, 4)."""

    def ahead(self, stability: Floats, difficulty: Floats, since: Floats) -> Ahead:
        """The same for cards last seen ``since`` days before today."""
        gaps = since + (self.moments[-1] - self.moments)[:, None]
        return Ahead(self.learner, self.grid, stability, difficulty, gaps)


class Foresight:
    """The worth of cards and the priority of reviews under given prices."""

    def __init__(self, transitions: Transitions, prices: Floats) -> None:
        """``prices``: of a second at each of the moments; the eve's first."""
        self._prices = prices[:, None]
        self._grid, self._learner = transitions.grid, transitions.learner
        self.moments = transitions.moments
        after = transitions.after
        self._worth = np.empty((len(self.moments), len(self._grid.stability)))
        self._priority: list[Floats] = []
        for place, days in enumerate(self.moments):
            gaps = days - self.moments[:place] - 1
            priority, best = self._weigh(
                after.worth(self._worth[:place], gaps), after.seconds[gaps], after.recall[days - 1]
            )
            self._worth[place] = best
            self._priority.append(priority)
        self.new_priority = self._of_new_cards(transitions.met)

    def after_review(self, place: int, stability: Floats, difficulty: Floats) -> Floats:
        """Priorities of cards just reviewed at the moment ``place``, at those that come after.

        (moments, cards), the eve first.
        """
        table = self._priority[place]
        corners = self._grid.corners(stability, difficulty)
        return np.asarray(sum(weight * table[:, at] for at, weight in corners))

    def on(self, place: int, last: Integers, stability: Floats, difficulty: Floats) -> Floats:
        """Priorities at the moment ``place`` of cards reviewed at earlier moments, ``last``."""
        earlier = self._priority[place + 1 :]
        table = np.array([priorities[place] for priorities in earlier])
        corners = self._grid.corners(stability, difficulty)
        return np.asarray(sum(weight * table[last - place - 1, at] for at, weight in corners))

    def priorities(self, ahead: Ahead, rest: Floats) -> Floats:
        """Priorities at every moment: (moments, cards), the eve first.

        ``rest``: the chance of recall on the day if the card is not reviewed again.
        """
        return self._weigh(ahead.worth(self._worth), ahead.seconds, rest)[0]

    def _weigh(self, brings: Floats, seconds: Floats, rest: Floats) -> tuple[Floats, Floats]:
        """Priorities, and the worth if the best is done: of all moments, or never.

        At each moment a review competes with what comes after it, and with never.
        """
        nets = brings - self._prices[: len(brings)] * seconds
        nets = (1 - _MISSED) * nets + _MISSED * rest
        leaving = np.maximum.accumulate(np.concatenate([rest[None], nets]), axis=0)
        return (brings - leaving[:-1]) / seconds, leaving[-1]

    def _of_new_cards(self, memory: Floats) -> Floats:
        chances = np.array(self._learner.first_grades)
        worth = sum(weight * self._worth[:, at] for at, weight in self._grid.corners(*memory))
        brings = np.asarray(worth @ chances)[:, None]
        return self._weigh(brings, np.array(self._learner.new), np.zeros(1))[0][:, 0]
