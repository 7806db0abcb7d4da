"""Fitting: better weights are found, worse ones are not adopted, a crash changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from make_learner import FORGETFUL, draw_reviews, put_reviews

from actquiz.errors import ActquizError
from actquiz.memory.fsrs_batch import standard_weights
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.planner import fitting
from actquiz.planner.fitting import ENOUGH, fit, optimise, read_reviews, usable


def test_somebody_who_forgets_fast_is_found_out() -> None:
    """Fitted weights foretell unseen reviews of a forgetful learner better, and say less recall."""
    found = fit(draw_reviews(600, 200))
    assert found.better
    assert found.after.rmse < found.before.rmse
    assert 0.7 < found.seen / found.tests < 0.85
    assert found.before.reviews == found.after.reviews == found.tests - found.seen


def test_a_fit_does_not_see_what_it_is_judged_by() -> None:
    """Turning every outcome after the cut around changes the scores but not the weights."""
    reviews = draw_reviews(300, 150)
    found = fit(reviews)
    late = reviews.day > found.until.toordinal()
    turned = np.where(late, np.where(reviews.grade == 1, 3, 1), reviews.grade)
    other = fit(reviews._replace(grade=turned))
    assert other.weights == found.weights
    assert other.until == found.until
    assert other.after.log_loss != found.after.log_loss


def test_weights_as_good_as_the_learners_own_are_kept() -> None:
    """A learner scheduled with their true weights gets no better ones from few reviews."""
    reviews = draw_reviews(500, 200, believed=FORGETFUL)
    assert not fit(reviews, FORGETFUL).better


def test_too_few_reviews_are_refused_with_their_number() -> None:
    """Below the threshold nothing is fitted, and the message says how many there are."""
    with pytest.raises(ActquizError, match=rf"{ENOUGH:,} reviews .* there are \d+") as told:
        fit(draw_reviews(40, 60))
    assert told.value.exit_code == 1


def test_a_fit_is_the_same_each_time() -> None:
    """The optimiser's chance begins at the same place."""
    reviews = draw_reviews(300, 150)
    assert optimise(reviews) == optimise(reviews)


def test_fitted_weights_are_weights_the_scheduler_takes() -> None:
    """Rounded and within the bounds; the settings and the scheduler accept them."""
    weights = usable([0.8 + 1e-8 if n == 20 else w for n, w in enumerate(standard_weights())])
    assert weights[20] == 0.8
    Scheduler(Settings(weights=weights).parameters())


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("import sys; print('noise'); sys.exit('thread main panicked at index 3')", "panicked"),
        ("import os; os.abort()", "code -6"),
        ("print('no numbers')", "no numbers"),
        ("print([1.0, 2.0])", "weights that are none"),
        ("print('[' + 'NaN,' * 20 + 'NaN]')", "weights that are none"),
    ],
)
def test_an_optimiser_that_fails_is_one_clear_message(
    script: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A panic, a crash or nonsense becomes an error that says nothing was changed."""
    (tmp_path / "child.py").write_text(script)
    monkeypatch.setattr(fitting, "_CHILD", tmp_path / "child.py")
    with pytest.raises(ActquizError, match=says) as told:
        optimise(draw_reviews(40, 60))
    assert "nothing was changed" in str(told.value)


def test_a_single_day_of_reviews_cannot_be_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """If all tests of memory fell on one day there is no later part to judge by."""
    monkeypatch.setattr(fitting, "ENOUGH", 2)
    reviews = fitting.Reviews.of([1, 1, 2, 2], [5, 9, 5, 9], [3, 3, 3, 1])
    with pytest.raises(ActquizError, match="one day"):
        fit(reviews)


def test_reviews_are_read_as_they_were_written(tmp_path: Path) -> None:
    """The arrays hold every card's reviews in order; those undone are left out."""
    path = tmp_path / "progress.db"
    drawn = draw_reviews(20, 40)
    put_reviews(path, drawn, [f"card-{number:02}" for number in range(20)])
    with Store.open(path) as store:
        found = read_reviews(store)
        assert [part.tolist() for part in found] == [part.tolist() for part in drawn]
        store.undo()
        assert len(read_reviews(store).card) == len(drawn.card) - 1


def test_an_empty_store_has_no_reviews(tmp_path: Path) -> None:
    """Reading nothing gives empty arrays, and fitting to them the usual message."""
    with Store.open(tmp_path / "progress.db") as store:
        reviews = read_reviews(store)
    assert len(reviews.card) == 0
    with pytest.raises(ActquizError, match="there are 0"):
        fit(reviews)


def test_the_learner_of_these_tests_is_real(tmp_path: Path) -> None:
    """The drawn reviews end before today, and no card has two on one day."""
    drawn = draw_reviews(50, 60, today=date(2026, 3, 2))
    assert drawn.day.max() < date(2026, 3, 2).toordinal()
    assert len(set(zip(drawn.card.tolist(), drawn.day.tolist(), strict=True))) == len(drawn.card)
