"""What a learner's memory is like, from few reviews: a weighted choice among many memories.

A fit needs a thousand reviews; a plan for next week can't wait for them. So a few dozen memories
are tried that differ in what matters most: how stable a card is when it was met, how much reviews
add, and how forgetting is shaped. Each is believed by how well it foretold what was recalled
(Bayes' rule); the plan goes by the mean of them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from actquiz.arrays import Floats, Integers
from actquiz.memory.fsrs_batch import MemoryModel, standard_weights
from actquiz.planner.calibration import Reviews, predict

_FIRST = ((0.4, 0.1), (0.63, 0.2), (1.0, 0.4), (1.6, 0.2), (2.5, 0.1))
"""Factors of the first four weights, each with how likely it is at first."""
_GROWTH = ((-0.4, 0.25), (0.0, 0.5), (0.4, 0.25))
"""Added to the log of how much a review adds."""
_SHAPE = ((0.65, 0.25), (1.0, 0.5), (1.5, 0.25))
"""Factors of the last weight, the exponent of forgetting."""
_DOUBT = 0.02
"""Of any answer: that it says nothing about memory, but of a slip or a guess."""


class Belief:
    """Memories side by side; arrays are (memories, …)."""

    def __init__(self, weights: Sequence[float] = ()) -> None:
        """``weights``: those that the memories are varied from; none means the standard ones."""
        base = np.array(weights if len(weights) else standard_weights())
        every = list(product(_FIRST, _GROWTH, _SHAPE))
        self.weights: Floats = np.repeat(base[:, None], len(every), axis=1)
        for at, ((first, _), (growth, _), (shape, _)) in enumerate(every):
            self.weights[:4, at] *= first
            self.weights[8, at] += growth
            self.weights[20, at] *= shape
        self.log: Floats = np.log([a * b * c for (_, a), (_, b), (_, c) in every])
        """How likely each is, up to a constant."""

    def model(self) -> MemoryModel:
        """All of them, for states of shape (memories, cards)."""
        return MemoryModel(self.weights[:, :, None])

    def hear(self, recall: Floats, grade: Integers) -> None:
        """Take in answers: ``recall`` (memories, answers) is what each memory foretold."""
        chance = (1 - _DOUBT) * recall + _DOUBT / 2
        self.log += np.where(grade > 1, np.log(chance), np.log1p(-chance)).sum(axis=1)

    @property
    def shares(self) -> Floats:
        """How likely each memory is: (memories,), in sum 1."""
        found = np.exp(self.log - self.log.max())
        return np.asarray(found / found.sum())

    def mean(self) -> tuple[float, ...]:
        """The weights to plan with: the mean of all, of those that are factors the geometric."""
        shares = self.shares
        found = self.weights @ shares
        for factor in (0, 1, 2, 3, 20):
            found[factor] = np.exp(np.log(self.weights[factor]) @ shares)
        return tuple(found.tolist())

    def of(self, states: Floats) -> tuple[Floats, Floats]:
        """Stability and difficulty of cards, from those by each memory: (2, memories, cards)."""
        stability = np.exp(np.einsum("m,mc->c", self.shares, np.log(states[0])))
        return stability, np.einsum("m,mc->c", self.shares, states[1])


def believed_weights(reviews: Reviews, weights: Sequence[float] = ()) -> tuple[float, ...]:
    """The weights to plan with, after these reviews; ``weights``: what they are varied from."""
    belief = Belief(weights)
    if len(reviews.card):
        for at in range(len(belief.log)):
            found = predict(reviews, belief.weights[:, at].tolist())
            told = found.tested
            chance = (1 - _DOUBT) * found.recall[told] + _DOUBT / 2
            right = reviews.grade[told] > 1
            belief.log[at] += np.where(right, np.log(chance), np.log1p(-chance)).sum()
    return belief.mean()
