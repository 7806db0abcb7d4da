"""Days as people type them: ``10d``, ``8 dec``, ``next friday``, ``in 2 weeks``, ``2026-12-08``.

What a day can mean is looked for from today on: ``8 jan`` in November is next year's.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name, monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from actquiz.errors import ActquizError

FORMS = "10d, in 2 weeks, 8 dec, next friday or 2026-12-08"
"""One of each, for messages and documentation."""
_DAYS = tuple(map(str.lower, day_name))
_MONTHS = tuple(map(str.lower, month_name))[1:]
_LEAP = 8
"""Years within which there is a 29 February."""
_FEWEST = 2
"""Letters that tell a weekday; of a month it takes one more."""


def read_day(text: str, today: date) -> date:
    """The day that ``text`` names, seen from ``today``; it may also be one that has gone.

    Raise ``ActquizError``, which says how days can be written, for what names none.
    """
    words = " ".join(text.lower().replace(",", " ").split())
    for pattern, read in _FORMS:
        if match := re.fullmatch(pattern, words):
            try:
                day = read(today, *match.groups())
            except (ValueError, OverflowError) as error:
                raise _no_day(text) from error
            if day is not None:
                return day
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?", words):
        raise ActquizError(
            f"'{text}' can be read in two ways", fix="write the month by its name, such as 8 dec"
        )
    if words.isdecimal():
        raise ActquizError(
            f"'{text}' is no date", fix=f"write {words}d for so many days, or a month: {words} dec"
        )
    raise _no_day(text)


def _no_day(text: str) -> ActquizError:
    return ActquizError(f"'{text}' is no date", fix=f"write it as {FORMS}")


def _iso(_: date, year: str, month: str, day: str) -> date:
    return date(int(year), int(month), int(day))


def _named(today: date, name: str) -> date:
    return today + timedelta(days=int(name == "tomorrow"))


def _ahead(today: date, count: str, unit: str) -> date:
    """So many days, weeks, months or years; a month has as many days as it has."""
    number = 1 if count in ("a", "an", "one", "next") else int(count)
    if unit in "dw":
        return today + timedelta(days=number * (7 if unit == "w" else 1))
    months = today.month - 1 + number * (12 if unit == "y" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _weekday(today: date, which: str | None, name: str) -> date | None:
    """The first such day after today; ``next``: that of the week that begins next Monday."""
    place = _place(name, _DAYS, _FEWEST)
    if place is None:
        return None
    if which == "next":
        return today + timedelta(days=7 - today.weekday() + place)
    return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)


def _day_first(today: date, day: str, month: str, year: str | None) -> date | None:
    return _in_month(today, month, day, year)


def _in_month(today: date, name: str, day: str, year: str | None) -> date | None:
    """The day of that year; without one the first from today on."""
    place = _place(name, _MONTHS, _FEWEST + 1)
    if place is None:
        return None
    if year is not None:
        return date(int(year), place + 1, int(day))
    for ahead in range(_LEAP + 1):
        try:
            found = date(today.year + ahead, place + 1, int(day))
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(name)


def _dotted(today: date, day: str, month: str, year: str | None) -> date | None:
    if not 1 <= int(month) <= 12:
        return None
    return _in_month(today, _MONTHS[int(month) - 1], day, year)


def _place(name: str, names: Sequence[str], fewest: int) -> int | None:
    """Which of ``names`` begins with ``name``."""
    found = [place for place, full in enumerate(names) if full.startswith(name)]
    return found[0] if len(name) >= fewest and len(found) == 1 else None


_UNIT = r"(d|w|m|y)(?:ays?|eeks?|onths?|ears?)?"
_MONTH = r"([a-z]+)\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?: (\d{4}))?"
_FORMS: tuple[tuple[str, Callable[..., date | None]], ...] = (
    (r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", _iso),
    (r"(today|tomorrow)", _named),
    (rf"(?:in )?(\d+|an?|one) ?{_UNIT}", _ahead),
    (rf"(next) {_UNIT}", _ahead),
    (r"(?:(next|this|on) )?([a-z]+)", _weekday),
    (rf"(?:on )?(?:the )?{_DAY} (?:of )?{_MONTH}{_YEAR}", _day_first),
    (rf"(?:on )?{_MONTH} (?:the )?{_DAY}{_YEAR}", _in_month),
    (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})?", _dotted),
)
