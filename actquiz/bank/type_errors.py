"""What a card that does not fit its type looks like to the person who wrote it.

msgspec says ``Expected `str`, got `bool` - at `$.front```; here that becomes the place in the file,
what was written there, and how to write it instead.
"""

from __future__ import annotations

import re
from typing import Any, get_args

import msgspec

from actquiz.bank.cards import KINDS, Ask, DeckFile, Level
from actquiz.bank.yaml_positions import Position, Positions
from actquiz.bank.yaml_syntax import QUOTE, in_text
from actquiz.errors import Problem, Steps
from actquiz.words import suggestion

FORMAT = 1
"""The newest format this program reads."""

_STEP = re.compile(r"\.(?P<name>\w+)|\[(?P<number>\d+)\]|\[(?P<any>\.\.\.)\]")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WORD = {
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a mapping (name: value)",
    "null": "nothing",
    "int": "a whole number",
    "float": "a number",
}
_SHORT = {"bool": "the Boolean", "int": "a number", "float": "a number"}

_CHOICES = {"level": get_args(Level), "ask": get_args(Ask)}


def explain(
    error: msgspec.ValidationError, value: Any, kind: type, places: Positions, root: Steps
) -> Problem:
    """``error`` from converting ``value`` (which stands at ``root``) to ``kind``."""
    message, _, at = str(error).partition(" - at ")
    path = root + _path(at.strip("`"), value, kind, message)
    if found := re.fullmatch(r"Object contains unknown field `(.*)`", message, re.DOTALL):
        return _unknown(found[1], path, kind, places, root, value)
    place = places.value(path)
    name = _name(path[len(root) :])
    if found := re.fullmatch(r"Object missing required field `(.*)`", message):
        what, fix = _missing(found[1], kind)
    elif found := re.fullmatch(r"Expected `(.+)`, got `(.+)`", message):
        what, fix = _mistyped(found[1], found[2], name, place)
    elif found := re.fullmatch(r"Invalid (?:enum )?value (.*)", message, re.DOTALL):
        what, fix = _invalid(_at(value, path[len(root) :]), name)
    elif "matching regex" in message:
        what = f"`{name}` is {place.raw}, which is not an id"
        fix = "use lower-case letters, digits and single dashes, such as relu-slope"
    elif found := re.fullmatch(r"Expected `(\w+)` of length (.+)", message):
        what, fix = _length(name, found[1], found[2])
    else:
        what, fix = message, "see docs/decks.md"
    return in_text(what, fix, place.line, place.column)


def unknown_kind(name: Any) -> tuple[str, str]:
    """What to say of a ``kind`` that does not exist."""
    hint = suggestion(str(name), KINDS, f"use one of {', '.join(KINDS)}")
    return f"there is no card kind `{name}`", hint


def _path(at: str, value: Any, kind: type, message: str) -> Steps:
    """msgspec's ``$.draw[...].from`` as steps; it does not say which key ``[...]`` was."""
    steps: list[str | int] = []
    for found in _STEP.finditer(at):
        if found["any"]:
            steps.append(_guilty_key(_at(value, tuple(steps)), tuple(steps), value, kind, message))
        else:
            steps.append(found["name"] or int(found["number"]))
    return tuple(steps)


def _guilty_key(mapping: Any, path: Steps, value: Any, kind: type, message: str) -> str:
    """The key of ``mapping`` that alone still gives the same error."""
    for key, item in mapping.items():
        try:
            msgspec.convert(_replaced(value, path, {key: item}), kind)
        except msgspec.ValidationError as error:
            if str(error).startswith(message):
                return str(key)
    return ""


def _replaced(value: Any, path: Steps, new: Any) -> Any:
    """A copy of ``value`` with ``new`` at ``path``."""
    if not path:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


def _at(value: Any, path: Steps) -> Any:
    for step in path:
        value = value[step]
    return value


def _name(path: Steps) -> str:
    """The field a path ends in; items of a list are called after the list."""
    names = [step for step in path if isinstance(step, str)]
    return names[-1] if names else "card"


def _missing(name: str, kind: type) -> tuple[str, str]:
    if name == "format":
        return "`format: 1` is missing", f"write format: {FORMAT} on the first line"
    return f"`{name}` is missing in this {_label(kind)}", f"add {name}: …"


def _label(kind: type) -> str:
    """What to call a card of that kind, or another part of a file."""
    if kind is DeckFile:
        return "deck"
    tag = next((name for name, other in KINDS.items() if other is kind), "")
    if not tag:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    return tag if tag.endswith("card") else f"{tag} card"


def _unknown(
    field: str, path: Steps, kind: type, places: Positions, root: Steps, value: Any
) -> Problem:
    """A field that does not exist: a typing mistake, another kind's field, or nothing known."""
    place = places.key((*path, field))
    owner = _owner(kind, path[len(root) :])
    names = list(owner.__struct_encode_fields__) if owner else []
    label = f"`{_name(path)}`" if path != root else f"this {_label(kind)}"
    what = f"{label} has no field `{field}`"
    others = [name for name, other in KINDS.items() if field in other.__struct_encode_fields__]
    if others and path == root and kind in KINDS.values():
        otherwise = f"it belongs to {' and '.join(others[:3])}: set kind, or remove it"
    else:
        otherwise = f"remove it, or use one of: {', '.join(names)}"
    fix = suggestion(field, names, otherwise, 0.75)
    return in_text(what, fix, place.line, place.column)


def _owner(kind: Any, path: Steps) -> type[msgspec.Struct] | None:
    """The struct at ``path`` inside ``kind``; None where there is none."""
    info = msgspec.inspect.type_info(kind)
    for step in path:
        info = _inside(info, step)
    info = _struct_in(info)
    return info.cls if isinstance(info, msgspec.inspect.StructType) else None


def _struct_in(info: Any) -> Any:
    """``X | UNSET`` is X."""
    if isinstance(info, msgspec.inspect.UnionType):
        structs = [one for one in info.types if isinstance(one, msgspec.inspect.StructType)]
        return structs[0] if structs else info
    return info.type if isinstance(info, msgspec.inspect.Metadata) else info


def _inside(info: Any, step: str | int) -> Any:
    info = _struct_in(info)
    if isinstance(info, msgspec.inspect.StructType):
        return next((one.type for one in info.fields if one.encode_name == step), None)
    if isinstance(info, msgspec.inspect.DictType):
        return info.value_type
    return getattr(info, "item_type", None)


def _mistyped(expected: str, got: str, name: str, place: Position) -> tuple[str, str]:
    wanted = _words(expected)
    if name == "card":
        return f"this card is {_words(got)}, not fields", "write - id: …, and its fields under it"
    if got == "null":
        return _empty(name, place, wanted)
    if "str" in expected.split(" | ") and place.style == "":
        if got in _SHORT:
            meant = f" {_boolean(place.raw)}" if got == "bool" else ""
            what = f"`{name}`: {place.raw} is read as {_SHORT[got]}{meant}, not as text"
            return what, f"put it in quotes: '{place.raw}'"
        if place.raw == "[":
            return f"`{name}`: an unquoted [ starts a list, not a text", QUOTE
        if place.raw == "{":
            return f"`{name}`: an unquoted {{ starts a mapping, not a text", QUOTE
        if got == "object":
            what = f"`{name}`: an unquoted colon makes a field of this text"
            return what, QUOTE
    if got == "str" and ("int" in expected or "float" in expected):
        return _not_a_number(name, place, wanted)
    if expected == "array":
        return f"`{name}` is {_words(got)} where a list is wanted", f"write {name}: [a, b]"
    return f"`{name}` is {_words(got)} where {wanted} is wanted", f"write {wanted}"


def _boolean(raw: str) -> str:
    return "true" if raw.lower() in {"yes", "true", "on"} else "false"


def _words(types: str) -> str:
    names = types.split(" | ")
    if {"int", "float"} <= set(names):
        names = ["float", *(name for name in names if name not in {"int", "float"})]
    return " or ".join(_WORD.get(name, name) for name in names)


def _empty(name: str, place: Position, wanted: str) -> tuple[str, str]:
    if place.raw.startswith("#"):
        return f"`{name}` is empty: an unquoted # starts a comment", QUOTE
    if place.raw:
        return f"`{name}`: {place.raw} is read as nothing, not as {wanted}", "put it in quotes"
    return f"`{name}` is empty where {wanted} is wanted", "write it after the colon"


def _not_a_number(name: str, place: Position, wanted: str) -> tuple[str, str]:
    if place.style == "" and _NUMBER.fullmatch(place.raw):
        what = f"`{name}`: {place.raw} is read as text: an exponent needs a point and a sign"
        return what, f"write {spelled(place.raw)}"
    if place.style and _NUMBER.fullmatch(place.raw.strip("'\"")):
        return f"`{name}`: quotes make this number a text", "remove the quotes"
    return f"`{name}` is text where {wanted} is wanted", f"write {wanted}"


def spelled(raw: str) -> str:
    """A number with an exponent as YAML reads it: ``1e3`` is ``1.0e+3``."""
    mantissa, _, exponent = raw.lower().partition("e")
    point = mantissa if "." in mantissa else f"{mantissa}.0"
    sign = "" if exponent[:1] in {"-", "+"} else "+"
    return f"{point}e{sign}{exponent}" if exponent else point


def _invalid(value: Any, name: str) -> tuple[str, str]:
    if name == "kind":
        return unknown_kind(value)
    if name == "format":
        if isinstance(value, int) and value > FORMAT:
            what = f"the file has format {value}; this program reads format {FORMAT}"
            return what, "update actquiz"
        return f"there is no format {value}", f"write format: {FORMAT}"
    allowed = _CHOICES.get(name, ())
    hint = suggestion(str(value), allowed, f"use one of {', '.join(allowed)}")
    return f"`{name}` cannot be {value!r}", hint


def _length(name: str, kind: str, bound: str) -> tuple[str, str]:
    sign, _, number = bound.partition(" ")
    least = sign == ">="
    if kind == "str":
        if least:
            return f"`{name}` is empty", "write its text"
        return f"`{name}` has more than {int(number):,} characters", "shorten it"
    if kind == "array":
        amount = "at least" if least else "at most"
        return f"`{name}` needs {amount} {number} entries", "add some" if least else "remove some"
    return f"`{name}` has the wrong size ({bound})", "correct it"
