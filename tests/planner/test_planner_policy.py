"""The planner: priorities, the day's cards, prices and rehearsals."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.arrays import Floats
from actquiz.memory.fsrs_batch import MemoryModel
from actquiz.planner.policy import (
    CardColumns,
    Pricing,
    Scene,
    find_prices,
    fitting,
    pricing_of,
    rehearse,
)
from actquiz.planner.review_value import (
    Foresight,
    LearnerModel,
    Transitions,
    met,
    moments,
    outcomes,
)

LEARNER = LearnerModel(MemoryModel())


def unseen(count: int, pace: float = 1.0) -> CardColumns:
    """Cards never met."""
    ones = np.ones(count)
    return CardColumns(ones, 5 * ones, -ones, pace * ones, ones)


def known(count: int, seed: int = 0) -> CardColumns:
    """Cards of all sorts."""
    rng = np.random.default_rng(seed)
    return CardColumns(
        rng.uniform(0.3, 60, count),
        rng.uniform(1, 10, count),
        rng.integers(-1, 40, count).astype(float),
        rng.choice([0.7, 1.0, 1.7, 3.3], count),
        np.ones(count),
    )


def plan_of(cards: CardColumns, days: int, minutes: float) -> tuple[Scene, Pricing]:
    """The scene and the prices that were found for it."""
    scene = Scene.of(Transitions(LEARNER, days), cards, minutes)
    return scene, pricing_of(scene, find_prices(scene))


@given(st.integers(1, 500))
def test_moments_reach_from_the_eve_to_today(days: int) -> None:
    """They ascend without gaps at the end, and grow no faster than they should."""
    found = moments(days)
    assert found[0] == 1
    assert found[-1] == days
    assert np.all(np.diff(found) >= 1)
    assert found[: min(days, 10)].tolist() == list(range(1, min(days, 10) + 1))
    assert np.all(found[1:] <= np.maximum(found[:-1] + 1, 1.16 * found[:-1] + 0.5))


def best_by_trying(days: int, stability: float, difficulty: float, price: float) -> float:
    """The most a card can be worth right after a review, by trying every sequence of days."""
    rest = float(LEARNER.model.recall(stability, days))
    best = rest
    for gap in range(1, days):
        found = outcomes(LEARNER.model, stability, difficulty, gap)
        net = -price * float(LEARNER.seconds(found.recall))
        for chance, after in (
            (found.recall, found.recalled),
            (1 - found.recall, found.forgotten),
        ):
            net += float(chance) * best_by_trying(days - gap, *map(float, after), price)
        best = max(best, 0.9 * net + 0.1 * rest)
    return best


@pytest.mark.parametrize(("days", "price"), list(product((2, 5), (0.0005, 0.003, 0.02))))
def test_the_dynamic_program_finds_what_trying_everything_finds(days: int, price: float) -> None:
    """A new card's priority today agrees with a search through all days and outcomes."""
    transitions = Transitions(LEARNER, days)
    foresight = Foresight(transitions, np.full(days, price))
    brings, later = 0.0, 0.0
    for chance, grade in zip(LEARNER.first_grades, (1, 2, 3, 4), strict=True):
        memory = [float(one) for one in met(LEARNER.model, grade)]
        brings += chance * best_by_trying(days, *memory, price)
    for ahead in range(1, days):
        net = -price * LEARNER.new
        for chance, grade in zip(LEARNER.first_grades, (1, 2, 3, 4), strict=True):
            memory = [float(one) for one in met(LEARNER.model, grade)]
            net += chance * best_by_trying(days - ahead, *memory, price)
        later = max(later, 0.9 * net)
    expected = (brings - later) / LEARNER.new
    assert foresight.new_priority[-1] == pytest.approx(expected, abs=2e-4)


def test_priorities_read_from_tables_are_those_computed_for_the_card() -> None:
    """A card reviewed during the rehearsal is judged as if it were looked at afresh."""
    days, place = 12, 7
    transitions = Transitions(LEARNER, days, daily=days)
    foresight = Foresight(transitions, np.full(days, 0.004))
    stability, difficulty = np.array([0.4, 3.0, 25.0]), np.array([8.0, 5.0, 2.5])
    tables = foresight.after_review(place, stability, difficulty)
    later = Foresight(Transitions(LEARNER, place + 1, daily=days), np.full(place + 1, 0.004))
    transitions = Transitions(LEARNER, place + 1, daily=days)
    ahead = transitions.ahead(stability, difficulty, np.zeros(3))
    rest = LEARNER.model.recall(stability, place + 1)
    exact = later.priorities(ahead, rest)[:place]
    np.testing.assert_allclose(tables, exact, atol=6e-4)
    for at in range(place):
        one = foresight.on(at, np.full(3, place), stability, difficulty)
        np.testing.assert_allclose(one, tables[at])


def test_on_the_eve_a_shaky_card_comes_before_a_sure_one() -> None:
    """With one day left the priority falls with the chance of recall."""
    scene = Scene.of(
        Transitions(LEARNER, 1),
        CardColumns(
            np.array([1.0, 10.0, 300.0]), np.full(3, 5.0), np.full(3, 9.0), np.ones(3), np.ones(3)
        ),
        10,
    )
    priority = pricing_of(scene, np.zeros(1)).priorities(scene)[0]
    assert priority[0] > priority[1] > priority[2]


def test_what_takes_longer_comes_later() -> None:
    """Of equal cards those of a quick kind have the higher priority."""
    cards = CardColumns(np.ones(2), np.full(2, 5.0), -np.ones(2), np.array([0.7, 3.3]), np.ones(2))
    scene, pricing = plan_of(cards, 5, 0.2)
    quick, slow = pricing.priorities(scene)[-1]
    assert quick > slow


@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(1, 90)), max_size=30),
    st.floats(0, 600),
)
def test_a_day_is_never_overfilled(cards: list[tuple[float, float]], available: float) -> None:
    """The cards taken fit, are worth it, are the best, and the next one would not have fitted."""
    priority = np.array([one for one, _ in cards])
    seconds = np.array([one for _, one in cards])
    taken, marginal = fitting(priority, seconds, available)
    assert seconds[taken].sum() <= available
    assert np.all(priority[taken] > 0)
    left = np.setdiff1d(np.arange(len(cards)), taken)
    left = left[priority[left] > 0]
    assert np.all(priority[taken][:, None] >= priority[left])
    assert marginal == (priority[left].max() if len(left) else 0.0)


def test_more_minutes_never_lead_to_less() -> None:
    """Recall on the day grows with the minutes, to nearly all of the bank."""
    recalls = []
    for minutes in (2, 5, 15, 60):
        scene, pricing = plan_of(unseen(150), 14, minutes)
        recalls.append(rehearse(scene, pricing).recall.mean())
    assert np.all(np.diff(recalls) > 0)
    assert recalls[0] < 0.3
    assert recalls[-1] > 0.97


def test_cards_that_are_not_met_count_nothing() -> None:
    """Without time nothing is known on the day; with a little, only what was met."""
    scene, pricing = plan_of(unseen(100), 7, 1)
    went = rehearse(scene, pricing)
    assert np.all(went.recall[~went.seen] == 0)
    assert np.all(went.recall[went.seen] > 0.3)
    assert 0 < went.seen.sum() < 20


def test_a_plan_does_not_depend_on_the_order_of_the_cards() -> None:
    """Shuffled cards have the same priorities."""
    cards = known(120)
    shuffled = np.random.default_rng(3).permutation(120)
    scene = Scene.of(Transitions(LEARNER, 9), cards, 5)
    prices = np.linspace(0.02, 0.004, 9)
    other = Scene.of(scene.transitions, cards.some(shuffled), 5)
    one = pricing_of(scene, prices).priorities(scene)
    two = pricing_of(other, prices).priorities(other)
    np.testing.assert_allclose(one[:, shuffled], two, rtol=1e-9)


def test_a_plan_is_the_same_each_time() -> None:
    """Nothing depends on chance that was not seeded."""
    scene, pricing = plan_of(known(200), 20, 5)
    _, again = plan_of(known(200), 20, 5)
    np.testing.assert_array_equal(pricing.prices, again.prices)
    assert rehearse(scene, pricing, 4).recall.tolist() == rehearse(scene, again, 4).recall.tolist()


def test_prices_rise_where_time_is_short() -> None:
    """With half the minutes no day's seconds are cheaper in all, and some are dearer."""
    _, ample = plan_of(unseen(200), 14, 40)
    _, short = plan_of(unseen(200), 14, 4)
    assert short.prices.mean() > 2 * ample.prices.mean()


def spend(scene: Scene, order: Floats) -> float:
    """Recall on the day if every day the unmet cards come first and then ``order`` decides."""
    went = rehearse(scene, _Fixed(scene, order))
    return float(went.recall.mean())


class _Fixed(Pricing):
    """Priorities that never change: the same cards every day."""

    def __init__(self, scene: Scene, order: Floats) -> None:
        free = np.zeros(len(scene.transitions.moments))
        super().__init__(scene.transitions, free, scene.cards.pace, scene.cards.worth)
        self._order = order

    def priorities(self, scene: Scene) -> Floats:
        return np.tile(self._order, (len(self.prices), 1))

    def after_review(
        self, place: int, which: np.ndarray, stability: Floats, difficulty: Floats
    ) -> Floats:
        return np.tile(self._order[which], (place, 1))


def test_the_plan_beats_the_same_cards_every_day() -> None:
    """A rehearsed plan is ahead of one that repeats a fixed choice."""
    scene, pricing = plan_of(known(150), 14, 4)
    fixed = spend(scene, np.random.default_rng(1).uniform(0.1, 1, 150))
    assert rehearse(scene, pricing).recall.mean() > fixed + 0.05


def test_a_large_bank_gets_prices_from_a_sample() -> None:
    """Prices for very many cards are nearly those of a part of them with its part of the time."""
    _, small = plan_of(known(600, seed=5), 10, 5)
    scene, large = plan_of(known(6000, seed=5), 10, 50)
    assert len(scene.cards.since) == 6000
    assert np.median(large.prices / small.prices) == pytest.approx(1, abs=0.3)


def test_what_is_worth_more_comes_first() -> None:
    """Of equal cards the one that counts for more in the interview has the higher priority."""
    cards = unseen(2)._replace(worth=np.array([0.2, 3.0]))
    scene, pricing = plan_of(cards, 5, 0.2)
    little, much = pricing.priorities(scene)[-1]
    assert much > 5 * little


def test_twice_the_worth_is_half_the_time() -> None:
    """Priorities a second depend on worth for time, whichever of the two it comes from."""
    prices = np.full(5, 0.004)
    quick = Scene.of(Transitions(LEARNER, 5), unseen(1, 0.7), 10)
    worthy = Scene.of(quick.transitions, unseen(1, 1.4)._replace(worth=np.full(1, 2.0)), 10)
    one = pricing_of(quick, prices).priorities(quick)
    two = pricing_of(worthy, prices).priorities(worthy)
    np.testing.assert_allclose(one, two)


def test_days_off_have_no_time_and_others_theirs() -> None:
    """A moment has the seconds of all the days it stands for; no day is lost."""
    transitions = Transitions(LEARNER, 21)
    minutes = np.tile([10.0, 0.0, 30.0], 7)
    scene = Scene.of(transitions, unseen(50), minutes)
    assert scene.seconds.sum() == 60 * minutes.sum()
    # The eve is the last of the days, today the first.
    assert scene.seconds[:4].tolist() == [1800.0, 0.0, 600.0, 1800.0]
    went = rehearse(scene, pricing_of(scene, find_prices(scene)))
    assert went.spent[1] == 0
    assert np.all(went.spent <= scene.seconds)
