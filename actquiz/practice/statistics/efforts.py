"""What was done, and how much of it was recalled: read from the store's counts of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from actquiz.memory.store import Store
from actquiz.practice.statistics.share import Share, share

_EVER = "SELECT coalesce(sum(reviews), 0), coalesce(sum(duration), 0) FROM effort"
_STUDIED = "SELECT day FROM effort ORDER BY day"
_DAYS = "SELECT day, reviews, duration FROM effort WHERE day >= ? ORDER BY day"
_RETENTION = """
SELECT coalesce(sum(young_right), 0), coalesce(sum(young), 0),
    coalesce(sum(mature_right), 0), coalesce(sum(mature), 0),
    coalesce(sum(new_right), 0), coalesce(sum(new), 0),
    coalesce(sum(learning_right), 0), coalesce(sum(learning), 0)
FROM effort WHERE day >= ?
"""
_HOURS = "SELECT hour, reviews, recalled, tested FROM rhythm ORDER BY (hour + 20) % 24"


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
    """Read the counts: ``days`` from ``days_from`` on, retention from ``since`` (or ever)."""
    with store.reading(_EVER) as rows:
        reviews, duration = rows.fetchone()
    with store.reading(_STUDIED) as rows:
        studied = [day for (day,) in rows]
    with store.reading(_DAYS, (days_from.toordinal(),)) as rows:
        days = tuple(Day(date.fromordinal(day), *rest) for day, *rest in rows)
    with store.reading(_RETENTION, (since.toordinal() if since else 0,)) as rows:
        counts = rows.fetchone()
    with store.reading(_HOURS) as rows:
        hours = tuple(Hour(hour, done, share(*recalled)) for hour, done, *recalled in rows)
    return Efforts(
        reviews=reviews,
        seconds=duration / 1000,
        studied=len(studied),
        first=date.fromordinal(studied[0]) if studied else None,
        longest=_longest(studied),
        days=days,
        retention=Retention(*map(share, counts[::2], counts[1::2])),
        hours=hours,
    )


def _longest(days: Sequence[int]) -> int:
    """Days in a row, at most; ``days`` ascending."""
    longest = run = min(len(days), 1)
    for before, day in pairwise(days):
        run = run + 1 if day == before + 1 else 1
        longest = max(longest, run)
    return longest
