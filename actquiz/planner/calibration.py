"""How well the memory model's predictions agree with what was recalled and what was not.

Reviews go in as arrays, so that a million of them take a second: nothing here reads the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from actquiz.arrays import Floats, Integers
from actquiz.memory.fsrs_batch import MemoryModel
from actquiz.memory.grade import Grade

_TINY = 1e-9
"""A prediction of exactly 0 or 1 would make one surprise infinitely bad."""
_STEPS = 64
"""More steps than any count reaches."""
_Z = 1.96
"""Standard errors in a 95 % interval."""
_LEAST_IN_BIN = 40
"""Of fewer reviews the share recalled is anything between 0 and 1."""


class Reviews(NamedTuple):
    """Reviews of many cards; each card's stand together, the oldest first."""

    card: Integers
    """Which card: equal numbers stand side by side, the numbers themselves mean nothing."""
    day: Integers
    """The study day (an ordinal)."""
    grade: Integers
    """1 to 4."""

    @classmethod
    def of(cls, card: ArrayLike, day: ArrayLike, grade: ArrayLike) -> Reviews:
        """Take any sequences of whole numbers."""
        return cls(*(np.asarray(values, dtype=np.int64) for values in (card, day, grade)))


class RecallPredictions(NamedTuple):
    """What was to be expected just before each review, in the order of the reviews."""

    recall: Floats
    """The chance of recall; NaN where there is none: at a card's first review."""
    stability: Floats
    """Days, before the review; NaN at the first."""
    difficulty: Floats
    """1 to 10, before the review; NaN at the first."""
    elapsed: Integers
    """Study days since the card's last review; 0 on the same day, -1 at the first."""
    tests: Integers
    """How many of the card's earlier reviews came a day or more after the one before."""
    lapses: Integers
    """How often the card had been forgotten, on a later day than it was last seen."""

    @property
    def tested(self) -> NDArray[np.bool_]:
        """Reviews that say something about memory: not the first, not a second look that day."""
        return self.elapsed > 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predictions held against outcomes; the arrays have one value a bin, lowest recall first."""

    reviews: int
    """How many were scored."""
    log_loss: float
    """Mean surprise, in nats; lower is better."""
    rmse: float
    """Distance of predicted from observed recall over groups of like reviews; 0 to 1."""
    predicted: Floats
    observed: Floats
    low: Floats
    """Lower end of the 95 % interval (Wilson) around ``observed``."""
    high: Floats
    count: Integers


def predict(reviews: Reviews, weights: Sequence[float] = ()) -> RecallPredictions:
    """Replay all cards side by side and say what the model expected before each review.

    ``weights``: the 21 of FSRS-6; none means the standard ones.
    """
    model = MemoryModel(weights)
    total = len(reviews.card)
    starts = np.flatnonzero(np.diff(reviews.card, prepend=reviews.card[:1] - 1))
    lengths = np.diff(starts, append=total)
    # Longest histories first: those that have a k-th review are then the first of the arrays.
    longest_first = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest_first], lengths[longest_first]
    recall, stability, difficulty = (np.full(total, np.nan) for _ in range(3))
    elapsed, tests, lapses = np.full(total, -1), np.zeros(total, int), np.zeros(total, int)
    s, d = model.first(reviews.grade[starts])
    last = reviews.day[starts]
    tested, failed = np.zeros(len(starts), int), np.zeros(len(starts), int)
    for k in range(1, int(lengths[0]) if total else 0):
        here = int(np.searchsorted(-lengths, -k, side="left"))
        at = starts[:here] + k
        grade, day = reviews.grade[at], reviews.day[at]
        # Flying west can lead back into yesterday; time spent on the card does not.
        days = np.maximum(day - last[:here], 0)
        elapsed[at], stability[at], difficulty[at] = days, s[:here], d[:here]
        recall[at] = model.recall(s[:here], days)
        tests[at], lapses[at] = tested[:here], failed[:here]
        tested[:here] += days > 0
        failed[:here] += (grade == Grade.AGAIN) & (days > 0)
        s[:here], d[:here] = model.after(s[:here], d[:here], days, grade)
        last[:here] += days
    return RecallPredictions(recall, stability, difficulty, elapsed, tests, lapses)


def memories(reviews: Reviews, weights: Sequence[float] = ()) -> tuple[Floats, Floats]:
    """Stability and difficulty of each card after its last review, in the order of the cards."""
    if not len(reviews.card):
        return np.zeros(0), np.zeros(0)
    ends = np.flatnonzero(np.diff(reviews.card, append=reviews.card[-1:] + 1))
    # Another review behind each card's last one: what is known before it is what is asked for.
    longer = Reviews(*(np.insert(part, ends + 1, part[ends]) for part in reviews))
    found = predict(longer, weights)
    places = ends + 1 + np.arange(len(ends))
    return found.stability[places], found.difficulty[places]


def calibration(
    reviews: Reviews,
    predictions: RecallPredictions,
    *,
    among: NDArray[np.bool_] | None = None,
    bins: int = 10,
) -> Calibration:
    """Hold ``predictions`` against the outcomes of the reviews that test memory.

    ``among``: a mask over the reviews, to score some of them only. ``bins``: groups with equally
    many reviews, by predicted recall; fewer where they would be too small. Without any review all
    numbers are NaN and the arrays empty.
    """
    scored = predictions.tested if among is None else predictions.tested & among
    chance = predictions.recall[scored]
    recalled = (reviews.grade[scored] > Grade.AGAIN).astype(float)
    order = np.argsort(chance, kind="stable")
    bins = max(min(bins, len(chance) // _LEAST_IN_BIN), 1)
    groups = [part for part in np.array_split(order, bins) if len(part)]
    count = np.array([len(part) for part in groups], dtype=np.int64)
    observed = np.array([recalled[part].mean() for part in groups])
    low, high = wilson(observed, count)
    return Calibration(
        reviews=len(chance),
        log_loss=log_loss(chance, recalled),
        rmse=_rmse(predictions, scored, recalled),
        predicted=np.array([chance[part].mean() for part in groups]),
        observed=observed,
        low=low,
        high=high,
        count=count,
    )


def log_loss(chance: Floats, recalled: Floats) -> float:
    """Mean of −log(the chance that was given to what happened); NaN for nothing."""
    if not len(chance):
        return float("nan")
    chance = np.clip(chance, _TINY, 1 - _TINY)
    return float(-np.mean(np.where(recalled > 0, np.log(chance), np.log1p(-chance))))


def wilson(share: Floats, count: Integers) -> tuple[Floats, Floats]:
    """The 95 % interval around a share of ``count`` trials (Wilson's score interval)."""
    spread = _Z**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * np.sqrt(share * (1 - share) / count + spread / (4 * count))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def alike(predictions: RecallPredictions, scored: NDArray[np.bool_]) -> Integers:
    """The number of the group that each scored review belongs to.

    Reviews are alike whose interval, place in the history and lapses fall into the same geometric
    steps: the groups of RMSE(bins) in open-spaced-repetition's benchmark.
    """
    kind = (
        _step(predictions.elapsed[scored], 3.62) * _STEPS**2
        + _step(predictions.tests[scored] + 2, 1.89) * _STEPS
        + _step(predictions.lapses[scored], 1.73)
    )
    return np.asarray(np.unique(kind, return_inverse=True)[1], dtype=np.int64)


def _rmse(predictions: RecallPredictions, scored: NDArray[np.bool_], recalled: Floats) -> float:
    if not len(recalled):
        return float("nan")
    group = alike(predictions, scored)
    count = np.bincount(group)
    excess = np.bincount(group, predictions.recall[scored] - recalled)
    return float(np.sqrt(np.sum(excess**2 / count) / len(recalled)))


def _step(values: Integers, ratio: float) -> Integers:
    """On which step of a geometric staircase each value stands, from 1; 0 has step 0."""
    logs = np.log(np.maximum(values, 1)) / np.log(ratio)
    return np.where(values > 0, np.floor(logs).astype(np.int64) + 1, 0)
