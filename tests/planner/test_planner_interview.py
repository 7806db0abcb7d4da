"""The interview's score, what each card is worth to it, and what few reviews say of a memory."""

from __future__ import annotations

import numpy as np
import pytest

from actquiz.memory.fsrs_batch import MemoryModel, standard_weights
from actquiz.planner.aim import aim, renewed
from actquiz.planner.belief import Belief, believed_weights
from actquiz.planner.calibration import Reviews, memories, predict
from actquiz.planner.interview import AskedShares, draw, everything_alike
from actquiz.planner.policy import CardColumns, Scene
from actquiz.planner.review_value import LearnerModel, Transitions

INTERVIEW = AskedShares(
    ask=np.array([0.6, 0.0, 0.3]),
    direct=np.array([0.0, 0.0, 0.24]),
    owner=np.array([0, 0]),
    shares=np.array([0.3, 0.3]),
    card=np.array([0, 0, 1]),
    point=np.array([0, 1, 1]),
    chance=np.array([0.9, 0.9, 0.5]),
    code=0.1,
    programs=0.5,
)
"""An open card with two points, the second also carried by a card that is never asked itself; one
short question; a tenth for programs."""


def test_the_score_is_the_sum_of_its_parts() -> None:
    """Points count if one of their cards brings them to mind; the rest by recall."""
    assert INTERVIEW.score(np.zeros(3)) == pytest.approx(0.05)
    assert INTERVIEW.score(np.array([0.0, 1.0, 1.0])) == pytest.approx(0.05 + 0.3 * 0.5 + 0.24)
    whole = 0.05 + 0.3 * 0.9 + 0.3 * (1 - 0.1 * 0.5) + 0.24
    assert INTERVIEW.score(np.ones(3)) == pytest.approx(whole)
    both = INTERVIEW.score(np.stack([np.zeros(3), np.ones(3)]))
    np.testing.assert_allclose(both, [0.05, whole])


def test_worth_is_the_slope_of_the_score() -> None:
    """A little more recall of a card raises the score by its worth, in proportion."""
    recall = np.array([0.4, 0.7, 0.2])
    steps = [INTERVIEW.score(recall + 1e-6 * one) - INTERVIEW.score(recall) for one in np.eye(3)]
    slope = np.array(steps) / np.mean(steps)
    np.testing.assert_allclose(INTERVIEW.worth(recall), slope, rtol=1e-3)


def test_drawn_interviews_scatter_round_the_score() -> None:
    """Their mean is the score; the more questions, the nearer they lie."""
    recall = np.array([0.5, 0.5, 0.5])
    few, many = (draw(INTERVIEW, recall, count) for count in (4, 40))
    assert few.mean() == pytest.approx(float(INTERVIEW.score(recall)), abs=0.04)
    assert np.ptp(np.quantile(many, [0.1, 0.9])) < 0.6 * np.ptp(np.quantile(few, [0.1, 0.9]))
    assert few.min() >= 0
    assert few.max() <= 1


def test_alike_is_the_share_known() -> None:
    """Without a model each card is worth the same, and the score is the share recalled."""
    recall = np.array([0.2, 0.9, 0.4, 0.1])
    alike = everything_alike(4)
    assert alike.score(recall) == pytest.approx(recall.mean())
    np.testing.assert_allclose(alike.worth(recall), 1.0)


def test_the_aim_asks_what_the_interview_asks() -> None:
    """With time for few, cards that no question needs are left; one day later it still holds."""
    count = 60
    interview = everything_alike(count)
    share = np.where(np.arange(count) < 10, 0.1, 0.0)
    interview = AskedShares(share, share, *(getattr(interview, name) for name in (
        "owner", "shares", "card", "point", "chance")))  # fmt: skip
    ones = np.ones(count)
    cards = CardColumns(ones, 5 * ones, -ones, ones, ones)
    learner = LearnerModel(MemoryModel())
    found = aim(Scene.of(Transitions(learner, 6), cards, 1.5), interview)
    assert found.recall[:10].min() > 0.5
    assert found.recall[10:].max() < found.recall[:10].min()
    later = renewed(Scene.of(Transitions(learner, 5), cards, 1.5), interview, found)
    order = np.argsort(-later.pricing.priorities(later.scene)[-1])
    assert set(order[:10].tolist()) == set(range(10))


def histories(factor: float, seed: int = 2) -> Reviews:
    """Reviews of a learner whose cards are stable for ``factor`` times the usual days."""
    weights = np.array(standard_weights())
    weights[:4] *= factor
    model, rng = MemoryModel(weights), np.random.default_rng(seed)
    rows = []
    for card in range(150):
        s, d = model.first(3)
        day = 0
        rows.append((card, day, 3))
        for gap in (2, 3, 5):
            day += gap
            grade = 3 if rng.random() < model.recall(s, gap) else 1
            rows.append((card, day, grade))
            s, d = model.after(s, d, gap, grade)
    return Reviews.of(*zip(*rows, strict=True))


@pytest.mark.parametrize(("factor", "less"), [(0.35, True), (3.0, False)])
def test_few_reviews_tell_a_short_memory_from_a_long_one(factor: float, less: bool) -> None:
    """After some hundred reviews the believed first stability is on the right side of the usual."""
    found = believed_weights(histories(factor))
    ratio = found[2] / standard_weights()[2]
    assert (ratio < 0.8) if less else (ratio > 1.25)


def test_without_reviews_the_belief_is_near_the_standard() -> None:
    """Nothing said leaves the weights about where they were."""
    found = np.array(Belief().mean())
    np.testing.assert_allclose(found / np.array(standard_weights()), 1, atol=0.25)


def test_memories_after_the_last_review_are_the_replayed_ones() -> None:
    """What is said to be known now is what one more review would start from."""
    reviews = Reviews.of([1, 1, 1, 2], [0, 3, 9, 4], [3, 3, 1, 4])
    stability, difficulty = memories(reviews)
    more = Reviews.of([1, 1, 1, 1, 2, 2], [0, 3, 9, 20, 4, 20], [3, 3, 1, 3, 4, 3])
    found = predict(more)
    np.testing.assert_allclose(stability, found.stability[[3, 5]])
    np.testing.assert_allclose(difficulty, found.difficulty[[3, 5]])
