"""The only place that asks what time it is.

``ACTQUIZ_NOW`` (an ISO 8601 time with an offset) stops the clock there: tests and screenshots
need days that repeat.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta

DAY_STARTS = timedelta(hours=4)
"""A study day begins at 4 a.m. local time, so a late evening still counts as that evening."""


def now() -> datetime:
    """The current time in UTC."""
    if fixed := os.environ.get("ACTQUIZ_NOW"):
        return datetime.fromisoformat(fixed).astimezone(UTC)
    return datetime.now(UTC)


def local_offset(moment: datetime) -> timedelta:
    """How far local time is ahead of UTC at ``moment``, daylight saving included."""
    if fixed := os.environ.get("ACTQUIZ_NOW"):
        return datetime.fromisoformat(fixed).utcoffset() or timedelta()
    return moment.astimezone().utcoffset() or timedelta()


def study_day(moment: datetime, offset: timedelta | None = None) -> date:
    """The learner's study day that ``moment`` (aware) belongs to, ``offset`` ahead of UTC."""
    if offset is None:
        offset = local_offset(moment)
    return (moment.astimezone(UTC) + offset - DAY_STARTS).date()


def stopwatch() -> float:
    """Seconds on a clock that never goes back, for durations."""
    return time.monotonic()
