"""What an exercise's ``checks.py`` is written with: properties, and ways to look at a function.

A property is one sentence and a function that takes the ``Learner`` and returns if the sentence
holds. What is found wrong is shown with the simplest call that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass

from actquiz.practice.exercises import inputs
from actquiz.practice.exercises.calculus import gradient, learns, slope
from actquiz.practice.exercises.call_checks import (
    agree,
    expect,
    finite,
    fresh,
    holds,
    pure,
    quiet,
    same,
)
from actquiz.practice.exercises.learner import Call, Function, Gone, Handle, Learner, Wrong
from actquiz.practice.exercises.wire import Seeded

__all__ = [
    "TWICE",
    "Call",
    "Function",
    "Handle",
    "Learner",
    "Property",
    "Seeded",
    "agree",
    "expect",
    "finite",
    "for_seeds",
    "fresh",
    "gradient",
    "holds",
    "inputs",
    "learns",
    "prop",
    "pure",
    "quiet",
    "same",
    "seed",
    "slope",
]

LUCK = 1e-4
"""A false alarm must be rarer: one right file in ten thousand would be told that it is wrong."""


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that must hold."""

    sentence: str
    test: Callable[[Learner], None]
    false_alarm: float = 0.0
    """How often a right solution fails it by bad luck with its draws; 0: never."""


def prop(
    sentence: str, *, false_alarm: float = 0.0
) -> Callable[[Callable[[Learner], None]], Property]:
    """Make a property of a function: it returns if ``sentence`` holds.

    One that looks at random numbers of the learner's takes its seeds from ``seed`` and states how
    often a right solution fails it; a comment says how that is known.
    """
    return lambda test: Property(sentence, test, false_alarm)


_moved: ContextVar[int] = ContextVar("moved", default=0)


def seed(number: int) -> int:
    """The seed ``number``; another one for each round in which luck is measured."""
    return number + _moved.get()


TWICE = 3e-5
"""The false alarm of ``for_seeds`` with three seeds, if less than 0.3 % of right trainings fail.

That is what none of 1,000 means, to 95 %; scripts/measure_luck.py counts them.
"""


def for_seeds(training: Callable[[int], None], count: int = 3) -> None:
    """Call ``training`` with ``count`` seeds, and again with another where it fails.

    So a right one must have bad luck twice in a row to be rejected.
    """
    for number in range(count):
        try:
            training(seed(number))
        except Gone:
            raise
        except Wrong as first:
            with suppress(Wrong):
                training(seed(number + 1000))
                continue
            raise first from None


@contextmanager
def fresh_seeds(round_: int) -> Iterator[None]:
    """Have ``seed`` give other numbers than in all other rounds."""
    token = _moved.set(100_000 * round_)
    try:
        yield
    finally:
        _moved.reset(token)
