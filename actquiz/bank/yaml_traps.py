"""Mistakes that YAML reads without complaint: what was written is not what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from actquiz.bank.cards import Card, Predict
from actquiz.bank.latex_escapes import control_character
from actquiz.bank.type_errors import spelled
from actquiz.bank.yaml_positions import Positions
from actquiz.bank.yaml_source import EXPONENT, resolve
from actquiz.bank.yaml_syntax import in_text
from actquiz.errors import Problem, Steps

_UNTYPED = {"claims", "set"}
"""Fields that hold any value, so that a number read as text fits them."""


def may_hide_number(card: Card) -> bool:
    """Whether a text in an untyped field looks like a number with an exponent."""
    values: list[Any] = list(card.claims)
    if card.evidence is not UNSET:
        values.append(card.evidence.set)
    if isinstance(card, Predict):
        values.append(card.set)
    while values:
        value = values.pop()
        if isinstance(value, str):
            if EXPONENT.fullmatch(value):
                return True
        elif isinstance(value, dict):
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)
    return False


def mistakes(places: Positions) -> Iterator[tuple[Steps, Problem]]:
    """Repeated keys, LaTeX in double quotes, and numbers in untyped fields that became text."""
    for path, first, second in places.repeats:
        # Cut pieces count lines from their own start: the loader adds the piece's offset.
        what = f"`{path[-1]}` is given twice, first on line {{line:{first.line}}}"
        yield path, in_text(what, "remove one of them", second.line, second.column)
    for path, place in places.values.items():
        if place.style == '"' and (told := control_character(place.raw, place.text)):
            yield path, in_text(*told, place.line, place.column)
        elif place.style == "" and _UNTYPED & set(path) and _is_no_number(place.raw):
            what = f"{place.raw} is read as text: an exponent needs a point and a sign"
            yield path, in_text(what, f"write {spelled(place.raw)}", place.line, place.column)


def _is_no_number(raw: str) -> bool:
    """Whether it is a number to most readers, and text to YAML."""
    return bool(EXPONENT.fullmatch(raw)) and isinstance(resolve(raw), str)
