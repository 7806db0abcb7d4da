"""Values as Python, short enough to be read in a message."""

from __future__ import annotations

from typing import Any

import numpy as np

from actquiz.practice.exercises.wire import Foreign, Seeded, shown

_MOST = 16
"""Elements of an array that are written out."""
_USUAL = (np.dtype(np.float64), np.dtype(np.int64), np.dtype(np.bool_))
"""What ``np.array`` makes of a list by itself."""


def as_code(value: Any) -> str:
    """``value`` as one would type it, or what it is if it is too large."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.generic):
        number = _scalar(value)
        return number if value.dtype in _USUAL else f"np.{value.dtype.name}({number})"
    if isinstance(value, float):
        return _number(value)
    if type(value) in (list, tuple):
        items = ", ".join(as_code(item) for item in value[:_MOST])
        items += ", …" if len(value) > _MOST else ""
        if isinstance(value, list):
            return f"[{items}]"
        return f"({items},)" if len(value) == 1 else f"({items})"
    if type(value) is dict:
        return "{" + ", ".join(f"{as_code(k)}: {as_code(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Seeded):
        return f"np.random.default_rng({value.seed})"
    if isinstance(value, Foreign):
        return value.text
    if callable(value):
        return str(getattr(value, "__name__", shown(value)))
    return shown(value)


def _array(value: np.ndarray[Any, Any]) -> str:
    if value.size > _MOST:
        return f"<array of shape {value.shape}, {value.dtype}>"
    if value.size == 0:
        return f"np.zeros({value.shape}{_dtype(value)})"
    return f"np.array({_nested(value)}{_dtype(value)})"


def _dtype(value: np.ndarray[Any, Any]) -> str:
    if value.dtype in _USUAL and (value.size or value.dtype == np.float64):
        return ""
    return f", dtype=np.{value.dtype.name}"


def _nested(value: np.ndarray[Any, Any]) -> str:
    if value.ndim == 0:
        return _scalar(value[()])
    return f"[{', '.join(map(_nested, value))}]" if value.ndim > 1 else _row(value)


def _row(value: np.ndarray[Any, Any]) -> str:
    return f"[{', '.join(map(_scalar, value))}]"


def _scalar(value: Any) -> str:
    """A NumPy number with the digits that its own type needs."""
    return _number(float(str(value))) if value.dtype.kind == "f" else repr(value.item())


def _number(value: float) -> str:
    """As many digits as tell it apart; NumPy's names for those that are no numbers."""
    if value != value:
        return "np.nan"
    if value in (float("inf"), float("-inf")):
        return "np.inf" if value > 0 else "-np.inf"
    return repr(value)
