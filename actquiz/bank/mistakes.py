"""Mistakes that YAML reads without complaint: what was written is not what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from actquiz.bank.cards import Card, Predict
from actquiz.bank.explain import spelled
from actquiz.bank.places import Path, Place, Places
from actquiz.bank.syntax import Explained

_EXPONENT = re.compile(r"[-+]?\d+(?:\.\d*)?[eE][-+]?\d+")
_UNTYPED = {"claims", "set"}
"""Fields that hold any value, so that a number read as text fits them."""

_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\(?P<word>[A-Za-z]+|0)")
_NEWLINE_COMMANDS = re.compile(
    r"(?:n(?:abla|eq?|eg|u|i|ot|ewline|leq|geq|mid|earrow)"
    r"|t(?:anh?|au|heta|ext\w*|imes|o|frac|ilde|op|riangle\w*|herefore)"
    r"|r(?:ho|ight\w*|m|angle|ceil|floor|e))(?![a-z])"
)
"""LaTeX commands that begin like the escapes YAML turns into a line end or a tab."""


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
            if _EXPONENT.fullmatch(value):
                return True
        elif isinstance(value, dict):
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)
    return False


def mistakes(places: Places) -> Iterator[tuple[Path, Explained]]:
    """Repeated keys, LaTeX in double quotes, and numbers in untyped fields that became text."""
    for path, first, second in places.repeats:
        # Cut pieces count lines from their own start: the loader adds the piece's offset.
        what = f"`{path[-1]}` is given twice, first on line {{line:{first.line}}}"
        yield path, (what, "remove one of them", second.line, second.column)
    for path, place in places.values.items():
        if place.style == '"' and (sign := _swallowed(place)):
            what = f"in double quotes YAML reads {sign} as a control character"
            fix = "write the text in single quotes, where a backslash is a backslash"
            yield path, (what, fix, place.line, place.column)
        elif place.style == "" and _UNTYPED & set(path) and _EXPONENT.fullmatch(place.raw):
            what = f"{place.raw} is read as text: an exponent needs a point and a sign"
            yield path, (what, f"write {spelled(place.raw)}", place.line, place.column)


def _swallowed(place: Place) -> str:
    """The LaTeX command whose backslash became part of an escape, such as ``\\frac``."""
    for found in _ESCAPED.finditer(place.raw):
        word = found["word"]
        if word[0] in "ntr":
            if _NEWLINE_COMMANDS.match(word):
                return f"\\{word}"
        elif word[0] in "abefv0":
            return f"\\{word}"
    return ""
