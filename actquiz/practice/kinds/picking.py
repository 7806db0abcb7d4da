"""What cards answered by picking have in common: the order of options, and how picks are marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from random import Random
from typing import TypeVar

from actquiz.bank.cards import Option
from actquiz.practice.turn import JudgedPart, Response, Verdict, judged, mark

T = TypeVar("T")

_LAST = re.compile(r"\b(?:all|none|both|neither|any) of (?:the above|these|them|those)\b", re.I)
"""Options that speak about the others make sense only after them."""


def shuffled(options: Sequence[T], seed: int, text: Callable[[T], str] = str) -> list[T]:
    """The options in another order; "all of the above" and its like stay last."""
    mixed = list(options)
    Random(seed).shuffle(mixed)
    return sorted(mixed, key=lambda option: _LAST.search(text(option)) is not None)


def shown(options: Sequence[Option], seed: int) -> list[Option]:
    """A card's options in the order they are shown; it depends on the seed alone."""
    return shuffled(options, seed, lambda option: option.text)


def picked(response: Response, count: int) -> frozenset[int]:
    """The picks that are options."""
    return frozenset(response.picks) & frozenset(range(count))


def marked(
    options: Sequence[tuple[str, str]], picks: Collection[int], right: Collection[int]
) -> tuple[JudgedPart, ...]:
    """A line for each option (its text and its reason), by its place."""
    return tuple(
        JudgedPart(text, mark(place in picks, place in right), why)
        for place, (text, why) in enumerate(options)
    )


def judge_one(
    options: Sequence[tuple[str, str]],
    right: Collection[int],
    response: Response,
    why: str,
    *,
    told: str = "is right",
    found: str = "",
) -> Verdict:
    """Right if the one option that is picked is. ``told``: what is said of the right one's place;
    ``found``: a sentence after the headline."""
    picks = picked(response, len(options))
    place = min(right, default=0)
    headline = "Right." if picks and picks <= set(right) else f"Wrong: {place + 1} {told}."
    if not picks:
        headline = f"Not answered: {place + 1} {told}."
    return judged(
        headline == "Right.",
        headline + found,
        options[place][0],
        why,
        marked(options, picks, right),
    )
