"""Intervals as cards write them: ``(0, 1)``, ``[-0.2785, ∞)``, ``(-inf, inf)``."""

from __future__ import annotations

import re

from actquiz.engine.activations.activation import Interval
from actquiz.errors import ActquizError

_SHAPE = re.compile(r"([\[(])\s*([^,]+?)\s*,\s*([^,]+?)\s*([\])])$")


def parse(text: str) -> Interval:
    """Read an interval; raises ActquizError if it is not one."""
    plain = text.strip().strip("$").replace("−", "-").replace(r"\infty", "inf").replace("∞", "inf")
    match = _SHAPE.match(plain.strip())
    if not match:
        raise ActquizError(f"“{text}” is not an interval", fix="write it as [-0.2785, ∞)")
    left, low, high, right = match.groups()
    interval = Interval(_end(low, text), _end(high, text), left == "[", right == "]")
    if not interval.low < interval.high:
        raise ActquizError(f"“{text}” is empty", fix="write the smaller end first")
    return interval


def _end(written: str, text: str) -> float | int:
    try:
        number = float(written.replace(" ", ""))
    except ValueError:
        raise ActquizError(
            f"“{written}” in “{text}” is not a number", fix="write -0.2785 or ∞"
        ) from None
    return int(number) if re.fullmatch(r"[-+]?\d+", written) else number
