"""Learners with habits, and the days they study on; arrays are (learners, cards)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from actquiz.arrays import Floats, Integers
from actquiz.memory.fsrs_batch import MemoryModel
from actquiz.planner.review_value import LearnerModel
from plan_simulation import memories
from plan_simulation.bank import SimulatedBank

BELIEVED = LearnerModel(MemoryModel())


@dataclass(frozen=True)
class Habits:
    """What kind of learners these are; the first of each is the standard one."""

    memory: str = "fsrs"
    skips: float = 0.0
    """The chance that a day is missed."""
    kind: float = 0.0
    """The chance that what was forgotten is graded as recalled."""
    helps: float = 0.0
    """How much of what is missing the other cards of the deck make up for, if all are known."""


@dataclass(frozen=True)
class People:
    """The truth about some learners beside their memory."""

    first: Floats
    """(learners, 4): how often a new card gets each grade."""
    passing: Floats
    """(learners, 3): how often a recalled card is Hard, Good, Easy."""
    review: Floats
    """Seconds a review."""
    new: Floats
    """(learners, 1): a new card's time against a review's."""


def draw_people(bank: SimulatedBank, count: int, seed: int) -> People:
    """Learners around the usual one: grades and seconds vary."""
    rng = np.random.default_rng([seed, 7])
    own = np.exp(0.25 * rng.standard_normal((count, bank.kind.max() + 1)))[:, bank.kind]
    overall = np.exp(0.35 * rng.standard_normal((count, 1)))
    return People(
        rng.dirichlet(20 * np.array(BELIEVED.first_grades), count),
        rng.dirichlet([4, 40, 6], count),
        BELIEVED.review * bank.pace * own * overall,
        BELIEVED.new / BELIEVED.review * np.exp(0.2 * rng.standard_normal((count, 1))),
    )


class Asked(NamedTuple):
    """The cards asked on a day, in the order of the learners."""

    learner: Integers
    card: Integers
    seconds: Floats
    grade: Integers
    """As the learner gave it."""
    new: np.ndarray
    gap: Floats
    """Days since the last review; of new ones it means nothing."""


class World:
    """Some learners with one policy, day by day."""

    def __init__(
        self, bank: SimulatedBank, people: People, habits: Habits, days: int, seed: int
    ) -> None:
        shape = people.review.shape
        self.bank, self.people, self.habits, self.days, self.seed = bank, people, habits, days, seed
        self.memory = memories.make(habits.memory, *shape, seed)
        self.last = np.full(shape, -1.0)
        self.held = np.ones((2, *shape))
        """Stability and difficulty as the scheduler keeps them."""
        rng = np.random.default_rng([seed, 3])
        self.present = rng.random((days, shape[0])) >= habits.skips

    @property
    def seen(self) -> np.ndarray:
        """What has been met."""
        return self.last >= 0

    def truth(self, day: float) -> Floats:
        """The true chance of recall."""
        recall = self.memory.recall(day)
        if self.habits.helps:
            decks = np.eye(int(self.bank.group.max()) + 1)[self.bank.group]
            known = recall @ decks / decks.sum(axis=0)
            recall = 1 - (1 - recall) * (1 - self.habits.helps * known[:, self.bank.group])
            recall = np.where(self.seen, recall, 0.0)
        return recall

    def known(self, day: float) -> Floats:
        """What the scheduler believes would be recalled; unseen cards 0."""
        gap = np.maximum(day - self.last, 0)
        return np.where(self.seen, BELIEVED.model.recall(self.held[0], gap), 0.0)

    def study(self, day: int, priority: Floats, minutes: float) -> Asked:
        """Ask cards by priority until the minutes are over; the one begun is finished.

        Cards with a priority of -inf are left out. The n-th card has the same luck on that day
        whoever asks it.
        """
        people, shape = self.people, self.last.shape
        rng = np.random.default_rng([self.seed, 11, day])
        luck, second, kindness = rng.random((3, *shape))
        noise = rng.standard_normal(shape)
        recalled = luck < self.truth(day)
        late = np.where(recalled, 1.0, 2.0)
        seconds = people.review * np.exp(0.4 * noise) * np.where(self.seen, late, people.new)
        order = np.argsort(-priority, axis=1, kind="stable")
        spent = np.cumsum(np.take_along_axis(seconds, order, axis=1), axis=1)
        begun = np.concatenate([np.zeros((len(spent), 1)), spent[:, :-1]], axis=1)
        asked = (begun < 60 * minutes) & (np.take_along_axis(priority, order, axis=1) > -np.inf)
        asked &= self.present[day][:, None]
        rows, places = np.nonzero(asked)
        cards = order[rows, places]
        at = rows, cards
        passed = 2 + (second[at][:, None] > people.passing.cumsum(axis=1)[rows, :2]).sum(axis=1)
        first = 1 + (second[at][:, None] > people.first.cumsum(axis=1)[rows, :3]).sum(axis=1)
        new = ~self.seen[at]
        true = np.where(new, first, np.where(recalled[at], passed, 1))
        kindly = (true == 1) & ~new & (kindness[at] < self.habits.kind)
        grade = np.where(kindly, passed, true)
        gap = day - self.last[at]
        self.memory.study(rows, cards, day, true)
        self.held[:, rows, cards] = memories.after(
            BELIEVED.model, self.held[:, rows, cards], gap, grade, new
        )
        self.last[at] = day
        return Asked(rows, cards, seconds[at], grade, new, gap)
