"""The time that is left, in words: quiet until it matters."""

from __future__ import annotations

import math

from textual.content import Content

_LOUD = 120
"""Seconds below which it stands out."""


def time_left(seconds: float, *, paused: bool) -> Content:
    """``12 min left``, ``last minute``; after the end, what may still be done."""
    minutes = math.ceil(seconds / 60)
    left = "last minute" if minutes <= 1 else f"{minutes} min left"
    if seconds <= 0:
        left = "time is over: finish this answer"
    said = f"paused, {left}" if paused else left
    return Content.styled(said, "$quiet" if seconds >= _LOUD else "bold $warning")
