"""From a call that fails to the simplest one that fails in the same way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from actquiz.practice.exercises.learner import Call

_CALLS = 200
"""Calls that may be tried."""
_SECONDS = 1.0
_ROUND = (0.0, 1.0, -1.0, 2.0, -2.0, 10.0, -10.0, 100.0, -100.0, 1000.0, -1000.0)

Arrays = dict[int | str, np.ndarray[Any, Any]]


def shrink(call: Call, fails: Callable[[Call], bool], *, values: bool = True) -> Call:
    """The call with the fewest elements, and then the roundest numbers, that still ``fails``.

    ``values``: whether numbers may be changed, or only left out.
    """
    until = time.monotonic() + _SECONDS
    tried = 0
    improved = True
    while improved:
        improved = False
        for candidate in _simpler(call, values):
            if _cost(candidate) >= _cost(call):
                continue
            tried += 1
            if tried > _CALLS or time.monotonic() > until:
                return call
            if fails(candidate):
                call, improved = candidate, True
                break
    return call


def _simpler(call: Call, values: bool) -> Iterator[Call]:
    arrays = _arrays(call)
    for taken in _parts(arrays):
        yield _with(call, taken)
    if values:
        for name, array in arrays.items():
            for changed in _rounder(array):
                yield _with(call, {name: changed})


def _arrays(call: Call) -> Arrays:
    named: list[tuple[int | str, Any]] = [*enumerate(call.args), *call.kwargs.items()]
    return {
        name: value for name, value in named if isinstance(value, np.ndarray) and value.size > 0
    }


def _parts(arrays: Arrays) -> Iterator[Arrays]:
    """Each entry alone, halves, then one entry left out; along each axis that can be cut.

    Arrays of one length along their first axis are cut together too: a batch and its labels.
    """
    lengths = {len(array) for array in arrays.values() if array.ndim}
    for length in lengths:
        together = {n: a for n, a in arrays.items() if a.ndim and len(a) == length}
        if len(together) > 1:
            for chosen in _choices(length):
                yield {name: array[chosen] for name, array in together.items()}
    for name, array in arrays.items():
        for axis, length in enumerate(array.shape):
            for chosen in _choices(length):
                yield {name: np.take(array, chosen, axis=axis)}


def _choices(length: int) -> Iterator[list[int]]:
    if length < 2:
        return
    if length <= 24:
        yield from ([place] for place in range(length))
    half = length // 2
    yield list(range(half))
    yield list(range(half, length))
    if length <= 12:
        for left_out in range(length):
            yield [place for place in range(length) if place != left_out]


def _rounder(array: np.ndarray[Any, Any]) -> Iterator[np.ndarray[Any, Any]]:
    """All entries as one round number, then one entry at a time."""
    if array.dtype.kind not in "fiu" or array.size > 24:
        return
    if array.size > 1:
        for number in _ROUND[:2]:
            yield np.full_like(array, number)
    for place, value in enumerate(array.flat):
        for number in [*_ROUND, *_near(float(value))]:
            if number < 0 and array.dtype.kind == "u":
                continue
            changed = array.copy()
            with np.errstate(all="ignore"):
                changed.flat[place] = number
            yield changed


def _near(value: float) -> Iterator[float]:
    if np.isfinite(value):
        yield float(f"{value:.0e}")
        yield float(round(value))
        yield float(f"{value:.1e}")
        yield float(f"{value:.2g}")


def _with(call: Call, arrays: Arrays) -> Call:
    args = [arrays.get(place, value) for place, value in enumerate(call.args)]
    kwargs = {name: arrays.get(name, value) for name, value in call.kwargs.items()}
    return Call(*args, **kwargs)


def _cost(call: Call) -> tuple[int, float]:
    """How much there is to read: elements first, then the numbers' digits, size and sign."""
    arrays = _arrays(call).values()
    elements = sum(array.size for array in arrays)
    if elements > 64:
        return elements, 0.0
    return elements, sum(_digits(float(value)) for array in arrays for value in array.flat)


def _digits(value: float) -> float:
    if value == 0:
        return 0.0
    if not np.isfinite(value):
        return 2.0 + (value < 0) / 2
    mantissa, _, exponent = f"{abs(value):.15e}".partition("e")
    digits = len(mantissa.replace(".", "").rstrip("0")) + int(mantissa[0]) / 20
    return digits + abs(int(exponent)) / 10 + (value < 0) / 2
