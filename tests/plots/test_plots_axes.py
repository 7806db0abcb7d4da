"""Ticks and numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.plots.axes import Extent, extent, number, ticks
from actquiz.plots.figure import Axis

FINITE = st.floats(min_value=-1e12, max_value=1e12)


@given(FINITE, FINITE, st.integers(2, 12))
def test_ticks_lie_inside_and_rise(a: float, b: float, count: int) -> None:
    """Ticks lie inside the axis, in ascending order, and there are never too many."""
    span = extent(Axis(), [a, b])
    places = [at for at, _ in ticks(span, count)]
    room = 1e-6 * (span.high - span.low)
    assert all(span.low - room <= at <= span.high + room for at in places)
    assert places == sorted(places)
    assert len(places) <= max(count, 3) + 2


@given(st.floats(-300, 299), st.floats(0.01, 600), st.integers(2, 12))
def test_log_ticks_lie_inside(low: float, size: float, count: int) -> None:
    """The same holds for log axes, whose places are exponents."""
    span = Extent(low, min(low + size, 300), True)
    places = [at for at, _ in ticks(span, count)]
    assert all(span.low - 1e-6 <= at <= span.high + 1e-6 for at in places)
    assert len(places) <= count + 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.25, "0.25"),
        (12.0, "12"),
        (99999, "99999"),
        (1e-7, "10⁻⁷"),
        (-1e6, "-10⁶"),
        (3.14e-7, "3.1·10⁻⁷"),
        (0.0, "0"),
        (math.inf, "inf"),
        (math.nan, "nan"),
    ],
)
def test_numbers_are_short(value: float, text: str) -> None:
    """A number is written in few characters, powers of ten raised."""
    assert number(value) == text


def test_an_axis_without_values_is_drawn() -> None:
    """Nothing, one value, or only what cannot be shown still give an axis of some length."""
    for values in ([], [3.0], [math.nan, math.inf], [0.0], [2.0, 2.0]):
        for scale in ("linear", "log"):
            span = extent(Axis(scale=scale), values)
            assert span.high > span.low


@pytest.mark.parametrize(("low", "high"), [(0.05, 0.95), (0.21, 0.74), (-3.2, 6.9), (1e-3, 1.9e-3)])
def test_an_axis_has_at_least_two_ticks(low: float, high: float) -> None:
    """One number alone does not say how long a unit is."""
    assert len(ticks(Extent(low, high, False), 3)) >= 2


def test_a_short_log_axis_has_numbers_along_all_of_it() -> None:
    """Where only one power of ten fits, 0.1, 0.2, 0.5 and 1 stand beside it."""
    labels = [label for _, label in ticks(Extent(math.log10(0.09), math.log10(1.2), True), 3)]
    assert labels == ["0.1", "0.2", "0.5", "1"]
