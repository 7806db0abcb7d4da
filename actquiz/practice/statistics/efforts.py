"""What was done, and how much of it was recalled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from actquiz.memory.activity import Activity, Maturity, read_activity
from actquiz.memory.store import Store
from actquiz.practice.statistics.share import Share, share

_FIRST_HOUR = 20
"""Added to an hour, modulo 24: puts 4 a.m., when the study day begins, first."""


class Day(NamedTuple):
    """One study day."""

    day: date
    reviews: int
    """Answers given, learning steps and all."""
    milliseconds: int
    """Time from question to grade, summed."""


class Hour(NamedTuple):
    """One hour of the day on the learner's clock, wherever the learner was."""

    hour: int
    """0 to 23."""
    reviews: int
    recalled: Share
    """Of the cards that were asked after a day or more."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How often the answer was anything but Again."""

    young: Share
    """Cards that had been learned and left alone for 1 to 20 days."""
    mature: Share
    """Cards left alone for 21 days or more."""
    new: Share
    """Cards met for the first time: says how much was known before."""
    learning: Share
    """Learning steps, and second looks on one day: no test of memory."""

    @property
    def together(self) -> Share:
        """True retention: young and mature cards."""
        young, mature = self.young, self.mature
        return share(young.right + mature.right, young.of + mature.of)


@dataclass(frozen=True, slots=True)
class Efforts:
    """What was done."""

    reviews: int
    """Ever."""
    seconds: float
    """Ever."""
    studied: int
    """On how many study days, ever."""
    first: date | None
    """The first study day of all."""
    longest: int
    """The most study days in a row, ever."""
    days: tuple[Day, ...]
    """The study days with a review among the last ones, oldest first."""
    retention: Retention
    """Over the days that were asked about."""
    hours: tuple[Hour, ...]
    """Hours with a review, ever; those after 4 a.m., when the study day begins, come first."""


def read_efforts(store: Store, *, since: date | None, days_from: date) -> Efforts:
    """Sum what was done: ``days`` from ``days_from`` on, retention from ``since`` (or ever)."""
    done = read_activity(store)
    by_day = {
        day: (sum(one.reviews for one in these), sum(one.duration for one in these))
        for day, these in _grouped(done, lambda one: one.day).items()
    }
    studied = sorted(by_day)
    return Efforts(
        reviews=sum(one.reviews for one in done),
        seconds=sum(one.duration for one in done) / 1000,
        studied=len(studied),
        first=date.fromordinal(studied[0]) if studied else None,
        longest=_longest(studied),
        days=tuple(
            Day(date.fromordinal(day), *by_day[day])
            for day in studied
            if day >= days_from.toordinal()
        ),
        retention=_retention(done, since.toordinal() if since else 0),
        hours=tuple(_hours(done)),
    )


def _grouped(done: list[Activity], key: Callable[[Activity], int]) -> dict[int, list[Activity]]:
    found: dict[int, list[Activity]] = {}
    for one in done:
        found.setdefault(key(one), []).append(one)
    return found


def _retention(done: list[Activity], since: int) -> Retention:
    counted = _grouped([one for one in done if one.day >= since], lambda one: one.maturity)
    shares = {
        maturity: share(sum(one.right for one in these), sum(one.reviews for one in these))
        for maturity in Maturity
        for these in [counted.get(maturity, [])]
    }
    return Retention(
        shares[Maturity.YOUNG],
        shares[Maturity.MATURE],
        shares[Maturity.NEW],
        shares[Maturity.LEARNING],
    )


def _hours(done: list[Activity]) -> Iterator[Hour]:
    by_hour = _grouped(done, lambda one: one.hour)
    for hour in sorted(by_hour, key=lambda hour: (hour + _FIRST_HOUR) % 24):
        these = by_hour[hour]
        tested = [one for one in these if one.maturity.tested]
        right, of = sum(one.right for one in tested), sum(one.reviews for one in tested)
        yield Hour(hour, sum(one.reviews for one in these), share(right, of))


def _longest(days: Sequence[int]) -> int:
    """Days in a row, at most; ``days`` ascending."""
    longest = run = min(len(days), 1)
    for before, day in pairwise(days):
        run = run + 1 if day == before + 1 else 1
        longest = max(longest, run)
    return longest
