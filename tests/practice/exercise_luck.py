"""How often a right solution fails a property by bad luck, on seeds that no check uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercise_bench import InThread

from actquiz.practice.exercises.catalogue import Exercise
from actquiz.practice.exercises.checks import Property, fresh_seeds, seed
from actquiz.practice.exercises.judging import checks_of
from actquiz.practice.exercises.learner import Learner, Wrong
from actquiz.practice.exercises.process import Limits


@dataclass
class Luck:
    """What came of the rounds of one property."""

    draws: int = 0
    """Rounds; where a property trains with several seeds, trainings."""
    failed: int = 0


def random_properties(exercise: Exercise) -> list[Property]:
    """Those whose seeds can be moved."""
    names = ("seed", "for_seeds")
    return [
        value
        for value in checks_of(exercise).values()
        if isinstance(value, Property) and set(names) & set(value.test.__code__.co_names)
    ]


def measure(exercise: Exercise, path: Path, rounds: int) -> dict[str, Luck]:
    """Luck by the property's sentence, of the right file at ``path``."""
    namespace = checks_of(exercise)
    found: dict[str, Luck] = {}
    server = InThread()
    try:
        learner = Learner(server)
        learner.names(server.load(path.read_text(encoding="utf-8"), path, Limits()))
        for value in list(namespace.values()):
            if isinstance(value, Property) and value.false_alarm:
                luck = found[value.sentence] = Luck()
                namespace["for_seeds"] = _each(luck)
                for number in range(1, rounds + 1):
                    with fresh_seeds(number):
                        _count(luck, lambda: value.test(learner))  # noqa: B023 (called at once)
    finally:
        server.close()
    return found


def _each(luck: Luck) -> Callable[..., None]:
    """Instead of ``for_seeds``: every training counts, and none gets a second chance."""

    def for_seeds(training: Callable[[int], None], count: int = 3) -> None:
        for number in range(count):
            _count(luck, lambda: training(seed(number)))  # noqa: B023 (called at once)
        luck.draws -= 1

    return for_seeds


def _count(luck: Luck, test: Callable[[], Any]) -> None:
    luck.draws += 1
    try:
        test()
    except Wrong:
        luck.failed += 1
