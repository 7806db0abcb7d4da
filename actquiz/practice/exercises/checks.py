"""What an exercise's ``checks.py`` is written with: properties, and ways to look at a function.

A property is one sentence and a function that takes the ``Learner`` and returns if the sentence
holds. What is found wrong is shown with the simplest call that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from actquiz.practice.exercises import inputs
from actquiz.practice.exercises.calculus import gradient, learns, slope
from actquiz.practice.exercises.learner import Call, Function, Handle, Learner
from actquiz.practice.exercises.looking import (
    agree,
    expect,
    finite,
    fresh,
    holds,
    pure,
    quiet,
    same,
)
from actquiz.practice.exercises.wire import Seeded

__all__ = [
    "Call",
    "Function",
    "Handle",
    "Learner",
    "Property",
    "Seeded",
    "agree",
    "expect",
    "finite",
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
"""Above such a false alarm a property is no good: of ten thousand learners one is told wrong."""


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


@contextmanager
def fresh_seeds(round_: int) -> Iterator[None]:
    """Have ``seed`` give other numbers than in all other rounds."""
    token = _moved.set(100_000 * round_)
    try:
        yield
    finally:
        _moved.reset(token)
