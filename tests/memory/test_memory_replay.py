"""Many cards replayed side by side have the memories that the scheduler gives one by one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz import clock
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Memory, Parameters, Phase, to_milliseconds
from actquiz.memory.replay import Pasts, replay, replay_many
from actquiz.memory.rows import Review

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARAMETERS = {
    1: Parameters(),
    4: Parameters(retention=0.8, learning_steps=(), relearning_steps=(), fuzz=False),
    5: Parameters(learning_steps=(60,), relearning_steps=(300, 900, 3600), max_interval=30),
    9: Parameters(learning_steps=(60, 600, 3600), weights=(
        *(0.5, 1.1, 3.2, 9.5, 6.1, 0.7, 2.5, 0.02, 1.6, 0.2, 0.9),
        *(1.3, 0.08, 0.3, 1.4, 0.5, 2.1, 0.6, 0.15, 0.1, 0.25))),
}  # fmt: skip
"""The numbers of steps change between a card's reviews, as after a change of settings."""

reviews = st.tuples(
    st.sampled_from([0, 1, 600, 86_400, 3 * 86_400, 400 * 86_400]),
    st.sampled_from([-36_000, 0, 19_800, 50_400]),
    st.sampled_from(Grade),
    st.sampled_from(sorted(PARAMETERS)),
)


def past(card_id: str, drawn: list[tuple[int, int, Grade, int]]) -> list[Review]:
    """Reviews of one card, each so many seconds after the one before."""
    moment, found = START, []
    for wait, offset, grade, used in drawn:
        moment += timedelta(seconds=wait)
        ahead = timedelta(seconds=offset)
        found.append(Review(0, "", card_id, moment, ahead, clock.study_day(moment, ahead), grade,
                            timedelta(), Phase.NEW, used, None))  # fmt: skip
    return found


def side_by_side(pasts: list[list[Review]]) -> list[Memory]:
    """The memories after ``pasts``, replayed together."""
    rows = [
        (to_milliseconds(one.moment), one.offset.total_seconds(), one.grade, one.scheduler)
        for each in pasts
        for one in each
    ]
    columns = np.array(rows, np.int64).T
    counts = np.array([len(each) for each in pasts])
    return replay_many(Pasts([each[0].card_id for each in pasts], counts, columns), PARAMETERS)


@given(st.lists(st.lists(reviews, min_size=1, max_size=12), min_size=1, max_size=6))
def test_side_by_side_is_one_by_one(drawn: list[list[tuple[int, int, Grade, int]]]) -> None:
    """Every field agrees, stability and difficulty to the last digits."""
    pasts = [past(f"card-{number}", each) for number, each in enumerate(drawn)]
    for one, many in zip((replay(each, PARAMETERS) for each in pasts), side_by_side(pasts),
                         strict=True):  # fmt: skip
        assert one is not None
        assert many.stability == pytest.approx(one.stability, rel=1e-10)
        assert many.difficulty == pytest.approx(one.difficulty, rel=1e-10)
        assert many == one._replace(stability=many.stability, difficulty=many.difficulty)


def test_a_replay_leaves_the_global_generator_alone() -> None:
    """Somebody who seeded Python's generator draws the same numbers afterwards."""
    random.seed(3)
    expected = random.random()
    random.seed(3)
    side_by_side([past("a", [(0, 0, Grade.EASY, 1), (86_400, 0, Grade.GOOD, 1)])])
    assert random.random() == expected
