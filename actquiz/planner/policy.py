"""The order of reviews and new cards that leads to the most on a day to come.

Every card has a priority for every day (``foresight``); each day, those with the highest are asked
until its minutes are used up. The prices behind the priorities are found by rehearsing: all days
are played through with drawn outcomes, and what the last card of each day was worth is its price.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Booleans, Floats
from actquiz.planner.review_value import Ahead, Foresight, Transitions, outcomes

_PACES = 0.7 * 2.15 ** np.arange(-6, 8)
"""Cards are solved for the nearest of these: how long they take for what they are worth."""
_SAMPLE = 900
"""Cards that are rehearsed for the prices; of a larger bank, one in so many with fewer minutes."""
_FIRST_PRICES = (3.0, 1.0, 0.3, 0.1, 0.03)
"""The prices tried first, against what new cards bring if they are never reviewed."""
ROUNDS = 6


class CardColumns(NamedTuple):
    """What the planner knows of each card; arrays with one value a card."""

    stability: Floats
    """Days; 1 for a card never seen, where it means nothing."""
    difficulty: Floats
    since: Floats
    """Study days since the last review; -1: never seen."""
    pace: Floats
    """How long it takes, against the learner's usual card."""
    worth: Floats
    """What recalling it on the day is worth, against an average card; above 0."""

    @property
    def seen(self) -> Booleans:
        """Which of them have been met."""
        return self.since >= 0

    def some(self, which: NDArray[np.generic]) -> CardColumns:
        """Those of the positions or the mask ``which``."""
        return CardColumns(*(part[which] for part in self))


class Rehearsal(NamedTuple):
    """How it went, once."""

    recall: Floats
    """Of each card on the day."""
    seen: Booleans
    """Which cards had been met by then."""
    marginal: Floats
    """At each moment, the priority of the first card for which there was no time; 0: none."""
    course: Floats
    """At each moment, the share recalled, before anything was asked; the eve first."""
    spent: Floats
    """At each moment, the seconds used, of all its days."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Cards, and what is to come of them without knowing the prices."""

    transitions: Transitions
    cards: CardColumns
    seconds: Floats
    """At each moment, for these cards: of all the days it stands for; the eve's first."""
    ahead: Ahead
    """Of the cards seen."""

    @classmethod
    def of(cls, transitions: Transitions, cards: CardColumns, minutes: float | Floats) -> Scene:
        """Look ahead for all cards that have been met.

        ``minutes``: a day; or of each day to come, today's first.
        """
        seen = cards.some(cards.seen)
        ahead = transitions.ahead(seen.stability, seen.difficulty, seen.since)
        return cls(transitions, cards, _by_moment(transitions, minutes), ahead)

    def with_minutes(self, minutes: float | Floats) -> Scene:
        """The same cards with another amount of time."""
        return replace(self, seconds=_by_moment(self.transitions, minutes))

    def with_worth(self, worth: Floats) -> Scene:
        """The same cards, each worth something else."""
        return replace(self, cards=self.cards._replace(worth=worth))


def _by_moment(transitions: Transitions, minutes: float | Floats) -> Floats:
    """Seconds at each moment, of all days up to the moment before."""
    moments = transitions.moments
    # The eve first, as moments are.
    daily = np.broadcast_to(60.0 * np.asarray(minutes), (int(moments[-1]),))[::-1]
    return np.add.reduceat(daily, np.concatenate([[0], moments[:-1]]))


class Pricing:
    """The priorities of all cards under prices, whatever their pace and their worth.

    What takes twice as long for the same worth is a usual card at twice the price.
    """

    def __init__(
        self, transitions: Transitions, prices: Floats, pace: Floats, worth: Floats
    ) -> None:
        self.transitions, self.prices = transitions, prices
        self.pace = pace
        self._rate = worth / pace
        self._class = np.abs(np.log(1 / (self._rate[:, None] * _PACES))).argmin(axis=1)
        self._foresights = {
            kind: Foresight(transitions, prices * _PACES[kind]) for kind in np.unique(self._class)
        }

    def priorities(self, scene: Scene) -> Floats:
        """Of the scene's cards at every moment, a second: (moments, cards), the eve first."""
        cards = scene.cards
        found = np.empty((len(self.prices), len(cards.since)))
        seen = cards.seen
        rest = scene.transitions.learner.model.recall(
            cards.stability[seen], cards.since[seen] + scene.transitions.moments[-1]
        )
        for kind, foresight in self._foresights.items():
            mine = self._class == kind
            found[:, mine & ~seen] = foresight.new_priority[:, None]
            old = foresight.priorities(scene.ahead, rest)
            found[:, mine & seen] = old[:, mine[seen]]
        return found * self._rate

    def after_review(
        self, place: int, which: NDArray[np.int64], stability: Floats, difficulty: Floats
    ) -> Floats:
        """Priorities of the cards ``which``, just reviewed at the moment ``place``, after it."""
        found = np.empty((place, len(which)))
        for kind, foresight in self._foresights.items():
            mine = self._class[which] == kind
            found[:, mine] = foresight.after_review(place, stability[mine], difficulty[mine])
        return found * self._rate[which]

    def on(
        self, place: int, last: NDArray[np.int64], stability: Floats, difficulty: Floats
    ) -> Floats:
        """Priorities at the moment ``place`` of all cards, last reviewed at the moments ``last``.

        -1: never.
        """
        found = np.empty(len(last))
        for kind, foresight in self._foresights.items():
            mine = self._class == kind
            found[mine] = foresight.new_priority[place]
            mine &= last >= 0
            if mine.any():
                found[mine] = foresight.on(place, last[mine], stability[mine], difficulty[mine])
        return found * self._rate


def rehearse(scene: Scene, pricing: Pricing, seed: int = 0) -> Rehearsal:
    """Play through all days: the cards with the highest priority, in the time there is."""
    rng = np.random.default_rng(seed)
    learner, moments = scene.transitions.learner, scene.transitions.moments
    model = learner.model
    priority = pricing.priorities(scene)
    s, d = scene.cards.stability.copy(), scene.cards.difficulty.copy()
    seen = scene.cards.seen.copy()
    last = moments[-1] + scene.cards.since
    marginal, course, spent = np.zeros((3, len(moments)))
    for place in range(len(moments) - 1, -1, -1):
        to_go = moments[place]
        chance = model.recall(s, np.maximum(last - to_go, 0))
        course[place] = np.mean(chance * seen)
        seconds = np.where(seen, learner.seconds(chance), learner.new) * pricing.pace
        taken, marginal[place] = fitting(priority[place], seconds, scene.seconds[place])
        spent[place] = seconds[taken].sum()
        old, new = taken[seen[taken]], taken[~seen[taken]]
        found = outcomes(model, s[old], d[old], last[old] - to_go)
        recalled = rng.random(len(old)) < found.recall
        s[old], d[old] = np.where(recalled, found.recalled, found.forgotten)
        s[new], d[new] = scene.transitions.met[:, rng.choice(4, len(new), p=learner.first_grades)]
        seen[new] = True
        last[taken] = to_go
        priority[:place, taken] = pricing.after_review(place, taken, s[taken], d[taken])
    return Rehearsal(np.where(seen, model.recall(s, last), 0.0), seen, marginal, course, spent)


def fitting(priority: Floats, seconds: Floats, available: float) -> tuple[NDArray[np.int64], float]:
    """The cards to take, best first, and the priority of the best one that was left for time."""
    order = np.argsort(-priority, kind="stable")
    order = order[: int(np.sum(priority > 0))]
    count = int(np.searchsorted(np.cumsum(seconds[order]), available, side="right"))
    return order[:count], float(priority[order[count]]) if count < len(order) else 0.0


def find_prices(scene: Scene, near: Floats | None = None, rounds: int = ROUNDS) -> Floats:
    """The prices at which a rehearsal goes best; ``near``: where they must be nearly, if known.

    They settle where each day's price is what its last card is worth. That point is never quite
    reached, so the best of those tried is taken.
    """
    return best_prices(_smaller(scene), near, rounds).prices


def best_prices(scene: Scene, near: Floats | None, rounds: int) -> TriedPrices:
    """The same for all cards of the scene, with the rehearsal that went best."""
    usual = _price_of_new(scene.transitions)
    first = [usual * part for part in _FIRST_PRICES] if near is None else [near]
    worth = scene.cards.worth

    def value(tried: TriedPrices) -> float:
        return float(tried.went.recall @ worth)

    latest = best = max((_try(scene, prices) for prices in first), key=value)
    for _ in range(rounds):
        latest = _try(scene, (latest.prices + latest.went.marginal) / 2)
        best = max(best, latest, key=value)
    return best


class TriedPrices(NamedTuple):
    """Prices, and the rehearsal with them."""

    prices: Floats
    went: Rehearsal


def _try(scene: Scene, prices: Floats) -> TriedPrices:
    return TriedPrices(prices, rehearse(scene, pricing_of(scene, prices)))


def pricing_of(scene: Scene, prices: Floats) -> Pricing:
    """The priorities of the scene's cards under ``prices``."""
    return Pricing(scene.transitions, prices, scene.cards.pace, scene.cards.worth)


def _price_of_new(transitions: Transitions) -> Floats:
    """At each moment, what meeting a card then brings on the day, a second."""
    learner = transitions.learner
    stability = transitions.met[0]
    recall = learner.model.recall(stability[:, None], transitions.moments)
    return np.asarray(np.array(learner.first_grades) @ recall / learner.new)


def _smaller(scene: Scene) -> Scene:
    """At most so many cards, evenly taken, with their share of the time."""
    every = -(-len(scene.cards.since) // _SAMPLE)
    if every == 1:
        return scene
    cards = scene.cards.some(np.arange(0, len(scene.cards.since), every))
    share = len(cards.since) / len(scene.cards.since)
    smaller = Scene.of(scene.transitions, cards, 0.0)
    return replace(smaller, seconds=scene.seconds * share)
