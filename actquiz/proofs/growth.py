"""Claims on what an expression tends to as a depth or a width grows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from actquiz.engine.expressions import number
from actquiz.errors import ActquizError, Problem
from actquiz.proofs.claim_fields import Claim, number_of, text_of

_ROUNDING = 1e-9
_GROWING = (10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000)
"""Values of what grows; where powers of such size are refused, up to a thousand."""
_NEARER = 3.0
"""How many times nearer than at first an expression must come to its limit, or farther out."""


def check_tends(claim: Claim) -> Iterator[Problem]:
    """An expression comes ever nearer to its limit as a depth or a width grows."""
    text, name, limit = text_of(claim, "tends"), text_of(claim, "as"), number_of(claim, "value")
    given = {key: float(value) for key, value in claim.get("with", {}).items()}
    values: list[float] = []
    for size in _GROWING:
        try:
            values.append(number(text, {**given, name: float(size)}))
        except ActquizError:
            if size <= 1_000:
                raise
            break
    reached = np.array(values)
    if np.isinf(limit):
        way = np.sign(limit) * reached
        holds = bool((np.diff(way) >= 0).all() and way[-1] > max(_NEARER * abs(way[0]), _NEARER))
    else:
        off = np.abs(reached - limit)
        rounding = _ROUNDING * max(1.0, abs(limit))
        nearer = (np.diff(off) <= rounding).all()
        holds = bool(nearer and off[-1] <= max(off[0] / _NEARER, rounding))
    if not holds:
        shown = ", ".join(f"{value:.4g}" for value in values[:: len(values) // 3])
        yield Problem(
            f"“{text}” does not tend to {limit} as {name} grows: {shown}, …", "correct the limit"
        )
