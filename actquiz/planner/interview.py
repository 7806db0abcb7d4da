"""What an interview is worth to whoever recalls these cards: the score, and each card's part in it.

A question that one card answers is worth that card's recall, times how much of a spoken answer such
a card carries. An open question is worth the share of its key points that are made. A point is made
if one of the cards that carry it brings it to mind: the open card itself, or a card about the idea
(a "noisy or": each that is recalled does so with a chance of its own).

Shapes: recall is (…, cards); one value an interview comes back for each row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from actquiz.arrays import Floats, Integers

_FLOOR = 0.02
"""No card is worth less than this part of an average one: what is asked is never quite known."""


@dataclass(frozen=True, slots=True)
class AskedShares:
    """The model as arrays over the cards that are planned for."""

    ask: Floats
    """(cards,): each card's share of the interview, as a question."""
    direct: Floats
    """(cards,): of those that are answered by the card alone: the share times what it carries."""
    owner: Integers
    """(points,): the open card that asks for the point."""
    shares: Floats
    """(points,): each key point's share of the interview."""
    card: Integers
    """(edges,): a card that carries a point …"""
    point: Integers
    """(edges,): … the point, ascending; each has at least one edge …"""
    chance: Floats
    """(edges,): … and the chance that the card, if recalled, brings the point to mind."""
    code: float = 0.0
    """The share of programs, which no card decides."""
    programs: float = 0.0
    """The part of them that is known by heart."""

    def made(self, recall: ArrayLike) -> Floats:
        """The chance that each key point is made: (…, points)."""
        return 1 - np.exp(self._missed(np.asarray(recall)))

    def score(self, recall: ArrayLike) -> Floats:
        """The score to be expected, from 0 to 1."""
        recall = np.asarray(recall)
        found = self.code * self.programs + recall @ self.direct
        if len(self.shares):
            found = found + self.made(recall) @ self.shares
        return np.asarray(found)

    def worth(self, recall: Floats) -> Floats:
        """What each card's recall adds to the score, where the others are recalled as said.

        (cards,), of which the mean is 1.
        """
        found = self.direct.copy()
        if len(self.shares):
            log_missed = self._missed(recall)
            alone = np.log1p(-self.chance * recall[self.card])
            others = np.exp(log_missed[self.point] - alone)
            np.add.at(found, self.card, self.shares[self.point] * self.chance * others)
        mean = float(found.mean()) or 1.0
        return np.maximum(found / mean, _FLOOR)

    def _missed(self, recall: Floats) -> Floats:
        """Log of the chance that a point is not made."""
        alone = np.log1p(-np.clip(self.chance * recall[..., self.card], 0, 1 - 1e-9))
        starts = np.flatnonzero(np.diff(self.point, prepend=-1))
        return np.asarray(np.add.reduceat(alone, starts, axis=-1))


def everything_alike(cards: int) -> AskedShares:
    """The share of the bank that is recalled, as a score: each card is a question, none is open."""
    none, share = np.zeros(0, dtype=np.int64), np.full(cards, 1 / max(cards, 1))
    return AskedShares(share, share, none, np.zeros(0), none, none, np.zeros(0))


_UNSURE = 0.35
"""Standard deviation, in log odds, of how far a learner may be from what the model believes."""


def draw(
    interview: AskedShares, recall: Floats, questions: int, *, count: int = 2000, seed: int = 0
) -> Floats:
    """Scores of ``count`` interviews of so many questions each, as chance may have them.

    Which questions are asked is chance, what is recalled in the room too, and the memory model is
    not sure of the learner either.
    """
    rng = np.random.default_rng(seed)
    odds = np.log(np.clip(recall, 1e-6, 1 - 1e-6) / np.clip(1 - recall, 1e-6, 1))
    cards = len(recall)
    chances = np.append(interview.ask, interview.code)
    if not chances.sum():
        return np.zeros(count)
    asked = rng.choice(cards + 1, (count, questions), p=chances / chances.sum())
    shift = _UNSURE * rng.standard_normal(8)
    batches = np.array_split(np.arange(count), len(shift))
    found = np.empty(count)
    points: dict[int, Integers] = {
        int(card): np.flatnonzero(interview.owner == card) for card in np.unique(interview.owner)
    }
    carry = np.divide(interview.direct, interview.ask, out=np.zeros(cards), where=interview.ask > 0)
    for moved, batch in zip(shift, batches, strict=True):
        likely = np.where(recall > 0, 1 / (1 + np.exp(-(odds + moved))), 0.0)
        made = interview.made(likely) if len(interview.shares) else np.zeros(0)
        for place in batch:
            scores = 0.0
            for one in asked[place]:
                if one == cards:
                    scores += rng.random() < interview.programs
                elif int(one) in points:
                    own = points[int(one)]
                    scores += float(np.mean(rng.random(len(own)) < made[own]))
                else:
                    scores += carry[one] * (rng.random() < likely[one])
            found[place] = scores / questions
    return found
