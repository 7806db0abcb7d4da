"""The memory model over arrays is the one the scheduler uses, and its scores are the known ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import fsrs_rs_python
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.memory.fsrs_batch import MemoryModel, standard_weights
from actquiz.memory.grade import Grade
from actquiz.planner.calibration import Reviews, alike, calibration, log_loss, predict, wilson

START = datetime(2026, 1, 1, tzinfo=UTC)
OTHER = (
    *(0.5, 1.1, 3.2, 9.5, 6.1, 0.7, 2.5, 0.02, 1.6, 0.2, 0.9),
    *(1.3, 0.08, 0.3, 1.4, 0.5, 2.1, 0.6, 0.15, 0.1, 0.25),
)

grades = st.integers(1, 4)
histories = st.lists(
    st.tuples(st.sampled_from([0, 1, 2, 5, 13, 40, 400, 3650]), grades), min_size=1, max_size=30
)


def by_package(
    weights: tuple[float, ...], history: list[tuple[int, int]]
) -> list[tuple[float, float, float]]:
    """Recall before each review, stability and difficulty after it, as the fsrs package says."""
    scheduler = fsrs.Scheduler(weights, enable_fuzzing=False)
    card, moment, found = fsrs.Card(1, due=START), START, []
    for days, grade in history:
        moment += timedelta(days=days)
        recall = scheduler.get_card_retrievability(card, moment)
        card, _ = scheduler.review_card(card, fsrs.Rating(grade), moment)
        found.append((recall, card.stability, card.difficulty))
    return found


@pytest.mark.parametrize("weights", [standard_weights(), OTHER], ids=["standard", "other"])
@given(history=histories)
def test_the_model_is_the_packages(
    weights: tuple[float, ...], history: list[tuple[int, int]]
) -> None:
    """Recall, stability and difficulty agree with the fsrs package to the last digits."""
    model = MemoryModel(weights)
    expected = by_package(weights, history)
    stability, difficulty = model.first(history[0][1])
    assert (float(stability), float(difficulty)) == pytest.approx(expected[0][1:], rel=1e-12)
    for (days, grade), (recall, *after) in zip(history[1:], expected[1:], strict=True):
        assert float(model.recall(stability, days)) == pytest.approx(recall, rel=1e-12)
        stability, difficulty = model.after(stability, difficulty, days, grade)
        assert [float(stability), float(difficulty)] == pytest.approx(after, rel=1e-11)


def test_learners_with_memories_of_their_own_stand_side_by_side() -> None:
    """Weights with one column a learner give what each learner's own model gives."""
    both = MemoryModel(np.array([standard_weights(), OTHER]).T[:, :, None])
    grade = np.array([[1, 2, 3, 4], [4, 3, 2, 1]])
    stability, difficulty = both.after(*both.first(grade), 7, grade[:, ::-1])
    for row, weights in enumerate((standard_weights(), OTHER)):
        alone = MemoryModel(weights)
        expected = alone.after(*alone.first(grade[row]), 7, grade[row, ::-1])
        np.testing.assert_allclose((stability[row], difficulty[row]), expected, rtol=1e-13)


@given(st.floats(0.01, 3000), st.floats(0.7, 0.97))
def test_an_interval_ends_at_the_retention_it_was_made_for(stability: float, target: float) -> None:
    """The days until a retention are those the fsrs package schedules."""
    package = fsrs.Scheduler(desired_retention=target)
    days = MemoryModel().days_until(stability, target)
    assert float(days) == package._next_interval(stability=stability)


def test_weights_of_another_model_are_refused() -> None:
    """Nineteen weights are FSRS-5's, not FSRS-6's."""
    with pytest.raises(ValueError, match="21"):
        MemoryModel(standard_weights()[:19])


def draw(count: int, seed: int = 3) -> Reviews:
    """Random histories of many cards."""
    rng = np.random.default_rng(seed)
    card = np.sort(rng.integers(0, count // 15, count))
    day = 739_000 + np.cumsum(rng.choice([0, 1, 2, 6, 15, 40], count))
    return Reviews.of(card, day, rng.choice([1, 2, 3, 4], count, p=[0.15, 0.1, 0.65, 0.1]))


def test_a_replay_of_many_cards_is_a_replay_of_each() -> None:
    """Cards side by side, of different lengths, are predicted as if each were alone."""
    reviews = draw(600)
    predictions = predict(reviews, OTHER)
    for card in np.unique(reviews.card):
        rows = np.flatnonzero(reviews.card == card)
        gaps = np.diff(reviews.day[rows], prepend=reviews.day[rows[0]])
        expected = by_package(
            OTHER, list(zip(gaps.tolist(), reviews.grade[rows].tolist(), strict=True))
        )
        assert np.isnan(predictions.recall[rows[0]])
        np.testing.assert_allclose(
            predictions.recall[rows[1:]], [one[0] for one in expected[1:]], rtol=1e-9
        )
        np.testing.assert_allclose(
            predictions.stability[rows[1:]], [one[1] for one in expected[:-1]], rtol=1e-9
        )
        assert predictions.elapsed[rows].tolist() == [-1, *gaps[1:]]


def test_scores_are_those_of_the_reference_implementation() -> None:
    """Log loss and RMSE(bins), weighted towards the recent as there, agree with fsrs-rs."""
    reviews = draw(4000)
    predictions = predict(reviews)
    items = []
    for row in np.flatnonzero(predictions.tested):
        first = np.searchsorted(reviews.card, reviews.card[row])
        gaps = np.diff(reviews.day[first : row + 1], prepend=reviews.day[first])
        items.append(
            fsrs_rs_python.FSRSItem(
                [
                    fsrs_rs_python.FSRSReview(int(grade), int(gap))
                    for gap, grade in zip(gaps, reviews.grade[first : row + 1], strict=True)
                ]
            )
        )
    expected = fsrs_rs_python.FSRS(list(standard_weights())).evaluate(items)
    chance = predictions.recall[predictions.tested]
    recalled = reviews.grade[predictions.tested] > Grade.AGAIN
    recency = 0.25 + 0.75 * (np.arange(len(items)) / len(items)) ** 3
    loss = -np.where(recalled, np.log(chance), np.log1p(-chance))
    assert np.average(loss, weights=recency) == pytest.approx(expected.log_loss, rel=1e-4)
    group = alike(predictions, predictions.tested)
    excess = np.bincount(group, chance - recalled) / np.bincount(group)
    weight = np.bincount(group, recency)
    squared = np.average(excess**2, weights=weight)
    assert np.sqrt(squared) == pytest.approx(expected.rmse_bins, rel=1e-4)
    found = calibration(reviews, predictions)
    assert found.reviews == len(items)
    assert found.log_loss == pytest.approx(loss.mean(), rel=1e-12)
    squared = np.average(excess**2, weights=np.bincount(group))
    assert found.rmse == pytest.approx(np.sqrt(squared), rel=1e-12)


def test_a_learner_who_is_as_the_model_says_is_well_calibrated() -> None:
    """Outcomes drawn from the predicted chances fall within the bins' intervals, mostly."""
    reviews = draw(30_000)
    predictions = predict(reviews)
    rng = np.random.default_rng(5)
    told = np.where(rng.random(len(reviews.card)) < predictions.recall, 3, 1)
    found = calibration(reviews._replace(grade=told), predictions, bins=20)
    inside = (found.low <= found.predicted) & (found.predicted <= found.high)
    assert inside.sum() >= 17
    assert np.all(np.diff(found.predicted) > 0)
    assert found.count.sum() == found.reviews
    assert found.rmse < 0.05


def test_reviews_of_one_day_and_first_reviews_are_no_test() -> None:
    """A card's first review and a second look on the same day are not scored; a mask narrows."""
    reviews = Reviews.of([1, 1, 1, 2], [10, 10, 14, 12], [3, 3, 1, 1])
    predictions = predict(reviews)
    assert predictions.tested.tolist() == [False, False, True, False]
    found = calibration(reviews, predictions)
    assert found.reviews == 1
    assert found.log_loss == pytest.approx(-np.log(1 - predictions.recall[2]))
    nothing = calibration(reviews, predictions, among=np.zeros(4, bool))
    assert nothing.reviews == 0
    assert np.isnan(nothing.log_loss)
    assert len(nothing.predicted) == 0


def test_few_reviews_make_few_groups() -> None:
    """No group is so small that its share of recall says nothing."""
    cards = np.repeat(np.arange(60), 3)
    reviews = Reviews.of(cards, np.tile([1, 5, 12], 60), np.tile([3, 3, 3], 60))
    found = calibration(reviews, predict(reviews))
    assert found.count.tolist() == [40, 40, 40]


def test_a_day_that_went_back_counts_as_the_same_day() -> None:
    """Flying west over the date line does not make a negative interval."""
    predictions = predict(Reviews.of([1, 1, 1], [10, 9, 12], [3, 3, 3]))
    assert predictions.elapsed.tolist() == [-1, 0, 2]


def test_nothing_reviewed_is_nothing_predicted() -> None:
    """An empty history gives empty predictions."""
    reviews = Reviews.of([], [], [])
    assert len(predict(reviews).recall) == 0
    assert calibration(reviews, predict(reviews)).reviews == 0


def test_shares_have_known_intervals() -> None:
    """Wilson's interval of 8 in 10 is 0.490 to 0.943."""
    low, high = wilson(np.array([0.8, 1.0]), np.array([10, 10]))
    assert low[0] == pytest.approx(0.490, abs=1e-3)
    assert high.tolist() == pytest.approx([0.943, 1.0], abs=1e-3)


def test_certainty_that_was_wrong_is_bad_but_not_infinite() -> None:
    """A prediction of 1 that failed gives a large number."""
    assert 10 < log_loss(np.array([1.0]), np.array([0.0])) < 100
