"""The fields of a claim, read as what they should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actquiz.errors import ActquizError

Claim = Mapping[str, Any]


def text_of(claim: Claim, key: str) -> str:
    value = claim[key]
    if not isinstance(value, str):
        raise ActquizError(f"“{key}: {value}” is not text", fix="put it in quotes")
    return value


def number_of(claim: Claim, key: str) -> float | int:
    if key not in claim:
        raise ActquizError(f"the claim lacks “{key}”", fix=f"add {key}: and a number")
    value = claim[key]
    if isinstance(value, str) and value.strip() in {"inf", "-inf", "nan", "∞", "-∞", "−∞"}:
        return float(value.strip().replace("∞", "inf").replace("−", "-"))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ActquizError(f"“{key}: {value}” is not a number", fix="write a number such as 0.25")
    return value
