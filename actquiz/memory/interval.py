"""Intervals as people say them."""

from __future__ import annotations

from datetime import timedelta

_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25


def interval_text(interval: timedelta) -> str:
    """``<1 min``, ``10 min``, ``3 h``, ``3 d``, ``2.1 mo`` or ``1.4 y``."""
    minutes = interval.total_seconds() / 60
    if minutes < 1:
        return "<1 min"
    if minutes < 60:
        return f"{minutes:.0f} min"
    if minutes < 24 * 60:
        return f"{_short(minutes / 60)} h"
    if interval.days < 31:
        return f"{interval.days} d"
    if interval.days < _DAYS_A_YEAR:
        return f"{_short(interval.days / _DAYS_A_MONTH)} mo"
    return f"{_short(interval.days / _DAYS_A_YEAR)} y"


def _short(number: float) -> str:
    """At most one decimal, and none that is zero."""
    return f"{number:.1f}".removesuffix(".0")
