"""What learners really remember, by four published models; arrays are (learners, cards).

Each learner has parameters of their own. None of the models but the first is the planner's.

- FSRS-6, the program's own (open-spaced-repetition), with other weights than the planner believes
- ACT-R: P. I. Pavlik, J. R. Anderson, "Practice and forgetting effects on vocabulary memory", 2005:
  activation is the log of a sum of powers of the time since each practice, and what was practised
  while it was still active decays faster
- half-life regression: B. Settles, B. Meeder, "A trainable spaced repetition model for language
  learning", 2016: recall halves in a time that grows with the numbers of right and wrong answers
- DASH: R. V. Lindsey, J. D. Shroyer, H. Pashler, M. C. Mozer, "Improving students' long-term
  knowledge retention through personalized review", 2014: the log odds of recall are a sum over
  the right answers and the tries in time windows
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from actquiz.arrays import Floats, Integers
from actquiz.memory.fsrs_batch import MemoryModel, standard_weights
from actquiz.planner.review_value import met

NAMES = ("fsrs", "actr", "hlr", "dash")


class Memory(Protocol):
    """The truth about some learners' memories."""

    def recall(self, day: float) -> Floats:
        """The chance of recall on ``day`` of every card; 0 for what was never seen."""

    def study(self, rows: Integers, cards: Integers, day: int, grade: Integers) -> None:
        """These cards were asked, with these true outcomes: 1 forgotten, 2 to 4 recalled."""


def make(name: str, learners: int, cards: int, seed: int) -> Memory:
    """The memories of ``learners`` by the model of that name."""
    rng = np.random.default_rng([seed, NAMES.index(name)])
    return {"fsrs": Fsrs, "actr": ActR, "hlr": HalfLife, "dash": Dash}[name](learners, cards, rng)


class Fsrs:
    """All 21 weights vary: the first four by 50 %, the last by 30 %, the others by 15 %."""

    def __init__(self, learners: int, cards: int, rng: np.random.Generator) -> None:
        from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

        spread = np.full(21, 0.15)
        spread[:4], spread[20] = 0.5, 0.3
        drawn = np.exp(spread[:, None] * rng.standard_normal((21, learners)))
        weights = np.array(standard_weights())[:, None] * drawn
        weights[:4] = np.sort(weights[:4], axis=0)
        low, high = np.array(LOWER_BOUNDS_PARAMETERS), np.array(UPPER_BOUNDS_PARAMETERS)
        self.weights = np.clip(weights, low[:, None], high[:, None])
        self.state = np.ones((2, learners, cards))
        self.last = np.full((learners, cards), -1.0)

    def recall(self, day: float) -> Floats:
        model = MemoryModel(self.weights[:, :, None])
        gap = np.maximum(day - self.last, 0)
        return np.where(self.last >= 0, model.recall(self.state[0], gap), 0.0)

    def study(self, rows: Integers, cards: Integers, day: int, grade: Integers) -> None:
        self.state[:, rows, cards] = after(
            MemoryModel(self.weights[:, rows]),
            self.state[:, rows, cards],
            day - self.last[rows, cards],
            grade,
            self.last[rows, cards] < 0,
        )
        self.last[rows, cards] = day


def after(model: MemoryModel, state: Floats, gap: Floats, grade: Integers, new: Floats) -> Floats:
    """Stability and difficulty after a day's reviews; what was forgotten is asked once more."""
    s, d = model.after(state[0], state[1], np.where(new, 1, gap), grade)
    again = model.after(s, d, 0, 3)
    s, d = (np.where(grade == 1, twice, once) for twice, once in zip(again, (s, d), strict=True))
    fresh = met(model, grade)
    return np.array([np.where(new, one, other) for one, other in zip(fresh, (s, d), strict=True)])


class ActR:
    """Practices with a decay each; a day is so many seconds of the experiment's time."""

    _MOST = 24
    _DAY = 86_400 * 0.025
    _WITHIN = 60.0
    """A practice on the same day, in seconds after the one before."""

    def __init__(self, learners: int, cards: int, rng: np.random.Generator) -> None:
        def own(value: float, spread: float) -> Floats:
            return value * np.exp(spread * rng.standard_normal((learners, 1, 1)))

        self.a, self.c = own(0.177, 0.15), own(0.217, 0.15)
        self.s, self.tau = own(0.255, 0.15), -own(0.704, 0.25)
        shape = learners, cards, self._MOST
        self.time, self.decay = np.zeros(shape), np.zeros(shape)
        self.count = np.zeros((learners, cards), int)

    def _activation(
        self, time: Floats | float, rows: Integers | slice, cards: Integers | slice
    ) -> Floats:
        used = np.arange(self._MOST) < self.count[rows, cards][..., None]
        age = np.maximum(np.asarray(time)[..., None] - self.time[rows, cards], 1.0)
        powers = np.where(used, age ** -self.decay[rows, cards], 0.0).sum(axis=-1)
        with np.errstate(divide="ignore"):
            return np.log(powers)

    def recall(self, day: float) -> Floats:
        active = self._activation(np.float64(day * self._DAY), slice(None), slice(None))
        recall = 1 / (1 + np.exp(np.clip((self.tau[..., 0] - active) / self.s[..., 0], -50, 50)))
        return np.where(self.count > 0, recall, 0.0)

    def study(self, rows: Integers, cards: Integers, day: int, grade: Integers) -> None:
        new = self.count[rows, cards] == 0
        practices = np.where(new, np.array([0, 4, 3, 3, 4])[grade], np.where(grade == 1, 2, 1))
        for number in range(int(practices.max(initial=0))):
            on = practices > number
            r, c = rows[on], cards[on]
            time = np.full(len(r), day * self._DAY + number * self._WITHIN)
            active = self._activation(time, r, c)
            decay = self.a[r, 0, 0] + self.c[r, 0, 0] * np.exp(np.minimum(active, 2))
            place = self.count[r, c]
            full = place >= self._MOST
            if full.any():
                for array in (self.time, self.decay):
                    array[r[full], c[full], :-1] = array[r[full], c[full], 1:]
                place = np.where(full, self._MOST - 1, place)
            self.time[r, c, place], self.decay[r, c, place] = time, decay
            self.count[r, c] = place + 1


class HalfLife:
    """The half-life's log is a sum over the roots of the numbers of right and wrong answers."""

    def __init__(self, learners: int, cards: int, rng: np.random.Generator) -> None:
        self.bias = 0.4 + 0.5 * rng.standard_normal((learners, 1))
        self.own = 0.5 * rng.standard_normal((learners, cards))
        self.right = 1.6 * np.exp(0.2 * rng.standard_normal((learners, 1)))
        self.wrong = 0.5 * np.exp(0.3 * rng.standard_normal((learners, 1)))
        self.counts = np.zeros((2, learners, cards))
        self.last = np.full((learners, cards), -1.0)

    def recall(self, day: float) -> Floats:
        right, wrong = np.sqrt(1 + self.counts)
        log = self.bias + self.own + self.right * right - self.wrong * wrong
        half_life = np.clip(2.0**log, 0.05, 274)
        return np.where(self.last >= 0, 2 ** -(np.maximum(day - self.last, 0) / half_life), 0.0)

    def study(self, rows: Integers, cards: Integers, day: int, grade: Integers) -> None:
        # What was forgotten is asked again that day, and then known.
        self.counts[0, rows, cards] += 1
        self.counts[1, rows, cards] += grade == 1
        self.last[rows, cards] = day


class Dash:
    """Windows of a day, a week, a month and all time."""

    _WINDOWS = (1, 7, 30, 10_000)

    def __init__(self, learners: int, cards: int, rng: np.random.Generator) -> None:
        ability = 0.5 * rng.standard_normal((learners, 1))
        hard = 0.5 * rng.standard_normal((learners, cards))
        self.bias = -1.2 + ability - hard
        scale = np.exp(0.2 * rng.standard_normal((4, learners, 1)))
        self.right = np.array([1.0, 1.5, 1.2, 1.6])[:, None, None] * scale
        self.tries = np.array([0.1, -0.2, -0.2, -0.3])[:, None, None] * scale
        self.asked: list[tuple[int, Floats, Floats]] = []
        self.shape = learners, cards
        self.met = np.zeros(self.shape, bool)

    def recall(self, day: float) -> Floats:
        odds = self.bias.copy()
        for window, right, tries in zip(self._WINDOWS, self.right, self.tries, strict=True):
            n, c = np.zeros(self.shape), np.zeros(self.shape)
            for when, asked, correct in self.asked:
                if day - when <= window:
                    n += asked
                    c += correct
            odds += right * np.log1p(c) + tries * np.log1p(n)
        return np.where(self.met, 1 / (1 + np.exp(-odds)), 0.0)

    def study(self, rows: Integers, cards: Integers, day: int, grade: Integers) -> None:
        asked, correct = np.zeros(self.shape), np.zeros(self.shape)
        asked[rows, cards] = 1 + (grade == 1)
        correct[rows, cards] = 1
        self.asked.append((day, asked, correct))
        self.met[rows, cards] = True
