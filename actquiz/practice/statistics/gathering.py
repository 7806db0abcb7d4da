"""How the learning goes, in numbers: everything ``actquiz stats`` and its screen tell."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from actquiz import clock
from actquiz.memory.settings import Settings
from actquiz.memory.sqlite_errors import explained
from actquiz.memory.store import Store
from actquiz.practice.askable_cards import Pool
from actquiz.practice.statistics.efforts import Efforts, read_efforts
from actquiz.practice.statistics.knowledge import Knowledge, read_knowledge
from actquiz.practice.statistics.predictions import Predictions, read_predictions
from actquiz.practice.today import Today, today

NEAR = 30
"""How many days are shown one by one, back and ahead, where nobody says."""
WEEKS = 26
"""How many weeks a calendar has at least."""


_WEEK = 7


class CountingStopped(Exception):
    """Nobody waits for the statistics any more."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of it."""

    day: date
    """The study day it is."""
    near: int
    """How many days are shown one by one, back and ahead."""
    since: date | None
    """Retention and calibration are about the days from this one on; None: all."""
    wanted: float
    """The share of recall that reviews are scheduled for."""
    today: Today
    efforts: Efforts
    knowledge: Knowledge
    predictions: Predictions

    @property
    def empty(self) -> bool:
        """Whether no review was ever made."""
        return not self.efforts.reviews


def gather(
    store: Store,
    index: Path,
    settings: Settings,
    *,
    days: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Statistics:
    """Gather everything, about the last ``days`` study days where they are given.

    ``stopped`` is asked between the parts, each well under a second at a million reviews; once it
    says yes, ``CountingStopped`` is raised.
    """

    def go_on() -> None:
        if stopped():
            raise CountingStopped

    moment = clock.now()
    offset = clock.local_offset(moment)
    day = clock.study_day(moment, offset)
    near = days or NEAR
    since = day - timedelta(days=days - 1) if days else None
    with explained(store.path):
        now = today(store, index, settings, days=max(near, _WEEK))
        go_on()
        shown = day - timedelta(days=max(near, _WEEK * WEEKS))
        efforts = read_efforts(store, since=since, days_from=shown)
        go_on()
        with closing(Pool(store, index)) as pool:
            knowledge = read_knowledge(pool, day, settings)
        go_on()
        predictions = read_predictions(store, settings, reviews=efforts.reviews, since=since)
    return Statistics(
        day=day,
        near=near,
        since=since,
        wanted=settings.retention,
        today=now,
        efforts=efforts,
        knowledge=knowledge,
        predictions=predictions,
    )
