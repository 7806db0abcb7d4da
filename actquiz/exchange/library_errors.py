"""What a library found wrong with values, in words for people."""

from __future__ import annotations

import re

import msgspec

_FIELD = re.compile(r" - at `(?:key in )?\$?\.?(.*?)`$")
_LENGTH = re.compile(r"Expected `(str|array|object)` of length (<=|>=) (\d+)")
_MISSING = re.compile(r"Object missing required field `(.*?)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")


def readable(error: msgspec.ValidationError) -> str:
    """What is wrong with values that are no card, in words."""
    text = str(error)
    found = _FIELD.search(text)
    name = re.sub(r"\[.*?\]", "", found[1]) if found and found[1] else ""
    what = f"'{name}'" if name else "it"
    if length := _LENGTH.search(text):
        kind, sign, count = length.groups()
        unit = "characters" if kind == "str" else "entries"
        if kind == "str" and sign == ">=":
            return f"{what} is empty"
        return f"{what} has {'more' if sign == '<=' else 'fewer'} than {int(count):,} {unit}"
    if missing := _MISSING.search(text):
        return f"'{missing[1]}' is missing"
    if unknown := _UNKNOWN.search(text):
        return f"'{unknown[1]}' is no field that is known here"
    if "matching regex" in text:
        return f"{what} is no id: an id has lower-case letters, digits and single dashes"
    if "Invalid value" in text or "Invalid enum" in text:
        return f"{what} has a value that is not known"
    return f"{what} has a value of the wrong kind"
