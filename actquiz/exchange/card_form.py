"""A card half written, made whole where that needs no thinking: its id, quotes that YAML wants
around a text, and fields left empty.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import msgspec

from actquiz.bank.cards import KINDS
from actquiz.bank.yaml_source import UnusableYaml, build
from actquiz.exchange.slugs import free, slug
from actquiz.text.layout import plain

_BARE = re.compile(r"(?P<name>[a-z_]+):[ \t]*(?:#.*)?")
_TEXT = re.compile(r"(?P<head>(?P<margin> *(?:- +)?)(?P<name>[a-z_]+): +)(?P<text>[^'\"|>\s].*?) *")
_REMARK = re.compile(r" #.*$", re.MULTILINE)
_INNER = frozenset(("text", "why", "answer", "hint", "point", "left", "right", "says"))
"""Texts inside options, blanks, points and pairs."""


def filled(text: str, taken: Collection[str], was: str = "") -> str:
    """The card with an id that none of ``taken`` is, if it has none; with quotes around texts that
    are none without; and without empty fields that may be missing.

    Its lines keep their numbers: what goes leaves an empty line. Lines of ``was`` stay as they are.
    """
    return "\n".join(line or "" for line in _lines(text, taken, was))


def finished(text: str, taken: Collection[str], was: str = "") -> str:
    """As ``filled``, without the empty lines: as it goes into a file."""
    lines = [line for line in _lines(text, taken, was) if line is not None]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(text: str, taken: Collection[str], was: str) -> list[str | None]:
    """Each line; None for a field that is left out."""
    kept = frozenset(was.split("\n"))
    remarks = tuple(set(_REMARK.findall(was)))
    kind = _kind_of(text)
    texts, optional = _fields(kind)
    lines: list[str | None] = list(text.rstrip("\n").split("\n"))
    for number, line in enumerate(lines):
        if line is None or _goes_on(lines, number):
            continue
        bare = _BARE.fullmatch(line)
        if bare and bare["name"] in optional:
            lines[number] = None
        elif (
            line not in kept
            and (found := _TEXT.fullmatch(line))
            and found["name"] in (_INNER if found["margin"] else texts)
        ):
            lines[number] = found["head"] + _quoted(found["text"], remarks)
    place = next((n for n, line in enumerate(lines) if line and line.startswith("id:")), None)
    if place is None and not text.lstrip().startswith("{") and text.strip():
        lines.append("id:")
        place = len(lines) - 1
    if place is not None and _BARE.fullmatch(lines[place] or ""):
        lines[place] = f"id: {_proposal(lines, kind, taken)}"
    return lines


def _quoted(text: str, remarks: tuple[str, ...]) -> str:
    """The text as YAML reads it back; one of ``remarks`` behind it is no part of it."""
    remark = next((one for one in remarks if text.endswith(one)), "")
    try:
        if build(f"x: {text}").value == {"x": text.removesuffix(remark).rstrip()}:
            return text
    except UnusableYaml:
        pass
    return "'" + text.replace("'", "''") + "'"


def _goes_on(lines: list[str | None], number: int) -> bool:
    """Whether the value goes on below its name."""
    here = lines[number] or ""
    below = next((line for line in lines[number + 1 :] if line and line.strip()), "")
    inner = len(here) - len(here.lstrip(" -"))
    return len(below) - len(below.lstrip(" ")) > inner or (inner == 0 and below.startswith("- "))


def _kind_of(text: str) -> Any:
    found = re.search(r"^kind: *(\w+)", text, re.MULTILINE)
    return KINDS.get(found[1] if found else "flashcard", KINDS["flashcard"])


@lru_cache(maxsize=32)
def _fields(kind: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a kind's texts, and of what may be missing."""
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    texts = [one.encode_name for one in info.fields if _is_text(one.type)]
    return (
        frozenset(texts) - {"id"},
        frozenset(one.encode_name for one in info.fields if not one.required),
    )


def _is_text(type_: Any) -> bool:
    if isinstance(type_, msgspec.inspect.Metadata):
        return _is_text(type_.type)
    return isinstance(type_, msgspec.inspect.StrType)


def _proposal(lines: list[str | None], kind: Any, taken: Collection[str]) -> str:
    """An id from what the card asks."""
    rest = "\n".join(line for line in lines if line and not line.startswith("id:"))
    try:
        values = build(rest).value
    except UnusableYaml:
        values = None
    values = values if isinstance(values, dict) else {}
    function = str(values.get("function") or "")
    said = str(values.get(kind.asked) or (f"curve of {function}" if function else ""))
    asked = re.sub(r"\[\[\w+\]\]", " ", plain(said))
    return free(slug(asked, otherwise="card"), taken)
