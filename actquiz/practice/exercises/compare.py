"""Whether the learner's value is the right one; where not, what differs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from actquiz.practice.exercises.value_text import as_code
from actquiz.practice.exercises.wire import Foreign

_NUMBERS = (bool, int, float, complex, np.generic, np.ndarray)
_RELATIVE = {np.dtype(np.float16): 4e-3, np.dtype(np.float32): 1e-5}
"""Tolerance by the type of the expected value; other types have ``_FINEST``."""
_FINEST = 1e-9
_GROSS = 1e-3
_SEEN = 1e-6


@dataclass(frozen=True, slots=True)
class ArrayTolerance:
    """What counts as equal."""

    rtol: float | None = None
    """None: by the type of the expected value."""
    atol: float | None = None
    """None: a few of the smallest steps of that type, so that only the relative one counts."""
    dtype: bool = True
    """Whether the type of an array must be the expected one."""
    shape: bool = True
    """Whether the shape must be; else any that broadcasts."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, in words and as Python."""

    what: str
    expected: str
    got: str
    faults: frozenset[str] = frozenset()
    """Of numbers: the ways in which they are wrong, such as "nan" or "gross"; see ``_faults``."""


EXACT = ArrayTolerance()


def mismatch(expected: Any, got: Any, tolerance: ArrayTolerance = EXACT) -> Difference | None:
    """How ``got`` differs from ``expected``; None if it does not."""
    if got is None and expected is not None:
        return Difference("it returns None; is a return missing?", as_code(expected), "None")
    if isinstance(expected, tuple | list):
        return _sequences(expected, got, tolerance)
    if isinstance(expected, dict):
        return _mappings(expected, got, tolerance)
    if isinstance(expected, _NUMBERS):
        return _numbers(expected, got, tolerance)
    if type(expected) is type(got) and expected == got:
        return None
    return Difference("the value is wrong", as_code(expected), as_code(got))


def identical(one: Any, other: Any) -> bool:
    """Whether two arguments are the same to the last bit; what is no data counts as the same."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        same = one.shape == other.shape and one.dtype == other.dtype
        return same and one.tobytes() == other.tobytes()
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(identical(one[key], other[key]) for key in one)
    return True


def _sequences(expected: Any, got: Any, tolerance: ArrayTolerance) -> Difference | None:
    if not isinstance(got, tuple | list) or len(got) != len(expected):
        what = f"it should return {len(expected)} values"
        return Difference(what, as_code(expected), as_code(got))
    for place, (wanted, value) in enumerate(zip(expected, got, strict=True), start=1):
        if found := mismatch(wanted, value, tolerance):
            what = f"value {place} of {len(expected)}: {found.what}"
            return replace(found, what=what)
    return None


def _mappings(expected: dict[Any, Any], got: Any, tolerance: ArrayTolerance) -> Difference | None:
    if not isinstance(got, dict) or got.keys() != expected.keys():
        what = f"it should return a dict with the keys {', '.join(map(as_code, expected))}"
        return Difference(what, as_code(expected), as_code(got))
    for key, wanted in expected.items():
        if found := mismatch(wanted, got[key], tolerance):
            return replace(found, what=f"{as_code(key)}: {found.what}")
    return None


def _numbers(expected: Any, got: Any, tolerance: ArrayTolerance) -> Difference | None:
    if not isinstance(got, _NUMBERS):
        kind = got.kind if isinstance(got, Foreign) else type(got).__name__
        what = f"it returns {_a(kind)} where numbers are wanted"
        return Difference(what, as_code(expected), as_code(got))
    wanted, value = np.asarray(expected), np.asarray(got)
    if tolerance.shape and wanted.shape != value.shape:
        what = f"the shape is {value.shape}, and should be {wanted.shape}"
        return Difference(what, as_code(expected), as_code(got))
    if tolerance.dtype and not _fits(wanted.dtype, value.dtype):
        what = f"the type is {value.dtype}, and should be {wanted.dtype}"
        return Difference(what, as_code(expected), as_code(got))
    try:
        wrong = ~_close(wanted, value, tolerance)
    except ValueError:
        what = f"the shape is {value.shape}, and should be {wanted.shape}"
        return Difference(what, as_code(expected), as_code(got))
    if not wrong.any():
        return None
    wanted, value = np.broadcast_arrays(wanted, value)
    faults = _faults(wanted[wrong], value[wrong])
    if wrong.size <= 16:
        return Difference("the value is wrong", as_code(expected), as_code(got), faults)
    place = tuple(int(index) for index in np.argwhere(wrong)[0])
    count = f"{np.count_nonzero(wrong)} of {wrong.size} places"
    what = f"the value is wrong in {count}; the first is {list(place)}"
    return Difference(what, as_code(wanted[place]), as_code(value[place]), faults)


def _faults(wanted: Any, got: Any) -> frozenset[str]:
    """The ways in which numbers are wrong, each one once.

    Where one of the two is no finite number: both, as "finite is nan". Else whether the error is a
    large part of the number ("gross") or only some of its digits ("fine"), and whether it could be
    seen beside 1 or is lost there ("tiny").
    """
    wide = np.complex128 if "c" in (wanted.dtype.kind, got.dtype.kind) else np.float64
    one, other = wanted.astype(wide), got.astype(wide)
    found = set()
    for expected, actual in zip(one.flat, other.flat, strict=True):
        if not (np.isfinite(expected) and np.isfinite(actual)):
            found.add(f"{_sort(expected)} is {_sort(actual)}")
            continue
        error = abs(expected - actual)
        part = "gross" if error > _GROSS * max(abs(expected), abs(actual)) else "fine"
        found.add(part if error > _SEEN else f"{part}, tiny")
    return frozenset(found)


def _sort(number: Any) -> str:
    if np.isnan(number):
        return "nan"
    return "finite" if np.isfinite(number) else str(number)


def _fits(wanted: np.dtype[Any], got: np.dtype[Any]) -> bool:
    """The same floating type; of integers any."""
    return wanted == got if wanted.kind in "fcb" else got.kind in "iu"


def _close(wanted: Any, got: Any, tolerance: ArrayTolerance) -> Any:
    """Elementwise, in double precision; NaN is like NaN, infinity only like itself."""
    kind = wanted.dtype
    rtol = _RELATIVE.get(kind, _FINEST) if tolerance.rtol is None else tolerance.rtol
    atol = tolerance.atol
    if atol is None:
        atol = 4 * float(np.finfo(kind).smallest_subnormal) if kind.kind == "f" else 0.0
    wide = np.complex128 if "c" in (wanted.dtype.kind, got.dtype.kind) else np.float64
    one, other = wanted.astype(wide), got.astype(wide)
    with np.errstate(all="ignore"):
        near = np.abs(one - other) <= atol + rtol * np.abs(one)
    both = np.isfinite(one) & np.isfinite(other)
    return np.where(both, near, (one == other) | (np.isnan(one) & np.isnan(other)))


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1].lower() in "aeiou" else f"a {noun}"
