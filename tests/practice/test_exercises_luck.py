"""Properties that look at random numbers: a right solution fails them next to never."""

from __future__ import annotations

import pytest
from exercise_luck import measure, random_properties

from actquiz.practice.exercises.catalogue import Exercise, exercises
from actquiz.practice.exercises.checks import LUCK

RANDOM = [one for one in exercises() if random_properties(one)]


@pytest.mark.parametrize("exercise", RANDOM, ids=lambda one: one.id)
def test_the_false_alarm_is_stated(exercise: Exercise) -> None:
    """Whatever draws with movable seeds says how often it fails a right file, and it is rare."""
    for one in random_properties(exercise):
        assert 0 < one.false_alarm < LUCK, one.sentence


@pytest.mark.parametrize("exercise", RANDOM, ids=lambda one: one.id)
def test_right_solutions_pass_with_other_seeds(exercise: Exercise) -> None:
    """On fresh seeds none fails; scripts/measure_luck.py tries many more."""
    for path in (exercise.folder / "solution.py", *exercise.folder.glob("right/*.py")):
        for sentence, luck in measure(exercise, path, rounds=1).items():
            assert luck.draws > 0, sentence
            assert luck.failed == 0, f"{path}: {sentence}"
