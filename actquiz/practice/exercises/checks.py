"""What an exercise's ``checks.py`` is written with: properties, and ways to look at a function.

A property is one sentence and a function that takes the ``Learner`` and returns if the sentence
holds. What is found wrong is shown with the simplest call that shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actquiz.practice.exercises import inputs
from actquiz.practice.exercises.calculus import gradient, learns, slope
from actquiz.practice.exercises.learner import Call, Function, Handle, Learner
from actquiz.practice.exercises.looking import agree, expect, finite, holds, pure, quiet, same
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
    "gradient",
    "holds",
    "inputs",
    "learns",
    "prop",
    "pure",
    "quiet",
    "same",
    "slope",
]


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that must hold."""

    sentence: str
    test: Callable[[Learner], None]


def prop(sentence: str) -> Callable[[Callable[[Learner], None]], Property]:
    """Make a property of a function: it returns if ``sentence`` holds."""
    return lambda test: Property(sentence, test)
