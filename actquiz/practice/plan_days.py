"""The minutes of each day: the usual ones, and days that are shorter, longer or off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from actquiz.errors import ActquizError
from actquiz.memory.settings import Settings

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST = 600
"""Minutes of a day that can be planned."""
_FIX = "write days with their minutes, such as 'mon=10, sat=60, sun=off, fri=easy, 2027-01-04=0'"


def parse_days(text: str) -> dict[str, str]:
    """``mon=10, sun=off`` as day and minutes, as they were written; later ones win.

    Raise ``ActquizError`` for a day or a number that is none.
    """
    found: dict[str, str] = {}
    for part in filter(None, (one.strip().lower() for one in text.split(","))):
        day, _, minutes = (one.strip() for one in part.partition("="))
        day = day[:3] if day[:3] in WEEKDAYS else day
        if day not in WEEKDAYS:
            try:
                date.fromisoformat(day)
            except ValueError:
                raise ActquizError(f"'{day}' is no day", fix=_FIX) from None
        if minutes not in ("off", "easy") and not (minutes.isdecimal() and int(minutes) <= MOST):
            raise ActquizError(f"'{part}' says no minutes from 0 to {MOST}", fix=_FIX)
        found[day] = minutes
    return found


def minutes_on(day: date, usual: int, days: Mapping[str, str]) -> int:
    """The minutes there are on ``day``: a date wins over its weekday."""
    said = days.get(day.isoformat(), days.get(WEEKDAYS[day.weekday()], ""))
    if said == "off":
        return 0
    return -(-usual // 2) if said == "easy" else int(said) if said else usual


def minutes_ahead(settings: Settings, first: date, goal: date, factor: float = 1.0) -> list[float]:
    """The minutes of each day from ``first`` to the eve of ``goal``.

    ``factor``: of the minutes a day that are set. Raise ``ActquizError`` where none is left.
    """
    days = parse_days(settings.plan_days)
    span = (first + timedelta(days=ahead) for ahead in range((goal - first).days))
    found = [factor * minutes_on(day, settings.plan_minutes, days) for day in span]
    if not any(found):
        raise ActquizError(
            "every day until the interview is off", fix="'actquiz plan --days …' with some minutes"
        )
    return found
