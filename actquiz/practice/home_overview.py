"""What Home shows where there is room: the weeks past, weak topics, something to try."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from actquiz import clock
from actquiz.demos import registry
from actquiz.memory.activity import read_activity
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.plots.figure import Tiles
from actquiz.practice.askable_cards import Pool
from actquiz.practice.interview_files import Earlier, earlier
from actquiz.practice.statistics.charts import calendar_tiles
from actquiz.practice.statistics.knowledge import Topic, read_knowledge

_WEAKEST = 4
_ENOUGH = 5
"""Cards seen that a topic must have before it is called weak."""
_KNOWN = 0.995
"""The share from which nothing is weak about a topic."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A look around, beside what is due."""

    calendar: Tiles | None
    """Reviews by day; None before the first."""
    weakest: tuple[Topic, ...]
    """Decks of which the smallest share of what was seen should be recalled now."""
    interview: Earlier | None
    """The last mock interview."""
    demo: tuple[str, str]
    """Name and title of an experiment, another one each day."""


def glance(store: Store, index: Path, settings: Settings, *, weeks: int) -> Glance:
    """Look around; the calendar has this week and those before it, ``weeks`` at most."""
    day = clock.study_day(clock.now())
    reviews: Counter[date] = Counter()
    for one in read_activity(store):
        reviews[date.fromordinal(one.day)] += one.reviews
    with closing(Pool(store, index)) as pool:
        topics = read_knowledge(pool, day, settings).topics
    told = [
        topic for topic in topics if topic.seen >= _ENOUGH and topic.known / topic.seen < _KNOWN
    ]
    demos = registry.names()
    reports = earlier()
    return Glance(
        calendar_tiles(reviews, min(reviews), day, weeks) if reviews else None,
        tuple(sorted(told, key=lambda topic: topic.known / topic.seen)[:_WEAKEST]),
        reports[-1] if reports else None,
        demos[day.toordinal() % len(demos)],
    )
