"""From values to places on an axis: scales, limits, ticks and how numbers are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from actquiz.plots.figure import Axis
from actquiz.text.symbols import RAISE

_PAD = 0.04
_MOST = 16
"""Beyond so many ticks nobody looks for another."""
_LARGEST, _SMALLEST = 1e300, 1e-290
"""Differences of drawn values must neither overflow nor lose their digits."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of an axis that is drawn, in places: the value, or its log10 on a log axis."""

    low: float
    high: float
    log: bool

    def fraction(self, place: float) -> float:
        """Where ``place`` lies between both ends: 0 at ``low``, 1 at ``high``."""
        return (place - self.low) / (self.high - self.low)


def place(value: float, log: bool) -> float | None:
    """Where a value lies on the axis; None for what no axis can show.

    That is NaN, ±inf and what is nearly that (beyond 1e300); and what is not positive, on log axes.
    """
    number = float(value)
    if not abs(number) <= _LARGEST or (log and number <= 0):
        return None
    return math.log10(number) if log else number


def drawn(value: float, axis: Axis) -> float:
    """``value``, but an infinite one at the end of an axis that has ends."""
    if axis.limits is None or not math.isinf(value):
        return float(value)
    return float(axis.limits[1] if value > 0 else axis.limits[0])


def extent(axis: Axis, values: Iterable[float], *, padded: bool = False) -> Extent:
    """What to draw of ``axis``: its own limits, else all drawable ``values`` and never nothing.

    ``padded`` leaves a little room at both ends, so that a curve does not lie on the frame.
    """
    log = axis.scale == "log"
    found = axis.limits if axis.limits is not None else values
    places = [spot for value in found if (spot := place(value, log)) is not None]
    low, high = (min(places), max(places)) if places else (0.0, 1.0)
    if not high - low > max(1e-12 * max(abs(low), abs(high)), _SMALLEST):
        margin = 1.0 if log or abs(low) <= _SMALLEST else abs(low) / 2
        low, high = low - margin, high + margin
    pad = _PAD * (high - low) if axis.limits is None and padded else 0.0
    return Extent(low - pad, high + pad, log)


def ticks(span: Extent, count: int) -> list[tuple[float, str]]:
    """At most about ``count`` (place, label) pairs at round numbers inside ``span``."""
    if span.log and span.high - span.low >= 1.5:
        widest = round(_round_step(max((span.high - span.low) / count, 1), (1, 2, 3, 5, 10)))
        for decades in range(widest, 0, -1):
            first = math.ceil(span.low / decades - 1e-9)
            last = math.floor(span.high / decades + 1e-9)
            if last > first:
                return [(float(n * decades), power(n * decades)) for n in range(first, last + 1)]
    if span.log:
        return _within_decades(span, count)
    step = _round_step((span.high - span.low) / count, (1, 2, 5, 10))
    nearest = math.ceil(span.low / step - 1e-9)
    places = [n * step for n in range(nearest, nearest + 4 * count + 4)]
    made = [
        (0.0 if abs(at) < step / 2 else at, _tick_label(at, step))
        for at in places
        if at <= span.high + step * 1e-9
    ]
    if len(made) > count + 2:
        made = made[::2]
    # One number on an axis does not say how long a unit is.
    return ticks(span, count + 1) if len(made) < 2 and count < _MOST else made


def _within_decades(span: Extent, count: int) -> list[tuple[float, str]]:
    """Ticks of a log axis too short for powers alone: 0.1, 0.2, 0.5, 1; or even steps."""
    exponents = range(math.floor(span.low), math.floor(span.high) + 1)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        numbers = [digit * 10.0**n for n in exponents for digit in digits]
        places = [(math.log10(value), number(value)) for value in numbers]
        made = [(at, label) for at, label in places if span.low <= at <= span.high]
        if 3 <= len(made) <= count + 2:
            return made
    inner = Extent(10**span.low, 10**span.high, False)
    return [(math.log10(at), label) for at, label in ticks(inner, count) if at > 0]


def power(exponent: int) -> str:
    """A power of ten with a raised exponent: 10⁻⁴; 10⁰ is written 1."""
    return "1" if exponent == 0 else "10" + str(exponent).translate(RAISE)


def number(value: float, digits: int = 3) -> str:
    """A value in few characters: 0.25, 12, 3.1·10⁻⁷, nan, inf."""
    value = float(value)
    if not math.isfinite(value):
        return str(value)
    if value == 0 or 1e-4 <= abs(value) < 1e5:
        text = f"{value:.{digits}g}"
        return f"{value:.0f}" if "e" in text else text
    mantissa, exponent = f"{value:.{max(digits - 2, 0)}e}".split("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    raised = power(int(exponent))
    return {"1": raised, "-1": f"-{raised}"}.get(mantissa, f"{mantissa}·{raised}")


def _round_step(rough: float, factors: tuple[int, ...]) -> float:
    """The next of ``factors`` times a power of ten that is not below ``rough``."""
    base = 10.0 ** math.floor(math.log10(rough))
    return next(base * factor for factor in factors if base * factor >= rough * (1 - 1e-9))


def _tick_label(at: float, step: float) -> str:
    largest = max(abs(at), step)
    if largest >= 1e5 or step < 1e-4:
        return number(at)
    return f"{at:.{max(0, -math.floor(math.log10(step) + 1e-9))}f}"
