"""Prices and priorities for the best score in an interview, found in turns.

What a card is worth depends on which others will be known: a key point that is made already needs
no second card. So the worth of the cards and the prices of time are found in turns: rehearse with
what cards are thought to be worth, then value them by the recall that the rehearsal ended with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from actquiz.arrays import Floats, Integers
from actquiz.planner.interview import AskedShares
from actquiz.planner.policy import (
    ROUNDS,
    Pricing,
    Rehearsal,
    Scene,
    best_prices,
    find_prices,
    pricing_of,
    rehearse,
)

_TURNS = 2
_GUESS = 0.5
"""The recall that cards are valued by at first."""
_REHEARSALS = 3


class Aim(NamedTuple):
    """What to go by, and what will come of it."""

    scene: Scene
    pricing: Pricing
    went: tuple[Rehearsal, ...]

    @property
    def recall(self) -> Floats:
        """Of each card on the day, as is to be expected."""
        return np.asarray(np.mean([one.recall for one in self.went], axis=0))

    def at(self, moments: Integers) -> Floats:
        """The prices with so many days to go."""
        return np.interp(moments, self.scene.transitions.moments, self.pricing.prices)

    @property
    def unmet(self) -> Floats:
        """The chance that each card is never met."""
        return 1 - np.asarray(np.mean([one.seen for one in self.went], axis=0))


def renewed(scene: Scene, interview: AskedShares, near: Aim, *, rounds: int = 2) -> Aim:
    """What ``aim`` would find a day later, nearly, for a fraction of its time.

    It begins at the prices and the recall that the day before ended with.
    """
    scene = scene.with_worth(interview.worth(near.recall))
    tried = best_prices(scene, near.at(scene.transitions.moments), rounds)
    return Aim(scene, pricing_of(scene, tried.prices), (tried.went,))


def aim(
    scene: Scene, interview: AskedShares, near: Aim | None = None, *, rounds: int = ROUNDS
) -> Aim:
    """Find them for ``scene``; its cards' worth is set from ``interview``.

    ``near``: an aim for the same cards and moments with nearly the same time.
    """
    recall = np.full(len(scene.cards.since), _GUESS) if near is None else near.recall
    prices = None if near is None else near.pricing.prices
    for turn in range(_TURNS):
        worth = interview.worth(recall)
        # Half way only: two cards that make the same point would else take turns for ever.
        scene = scene.with_worth(worth if turn == 0 else (scene.cards.worth + worth) / 2)
        prices = find_prices(scene, prices, rounds)
        pricing = pricing_of(scene, prices)
        went = tuple(rehearse(scene, pricing, seed) for seed in range(_REHEARSALS))
        recall = np.mean([one.recall for one in went], axis=0)
    return Aim(scene, pricing, went)
