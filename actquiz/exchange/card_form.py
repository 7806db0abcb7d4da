"""A card half written, made whole where that needs no thinking: its id, and fields left empty."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import msgspec

from actquiz.bank.cards import KINDS
from actquiz.bank.yaml_source import UnusableYaml, build
from actquiz.exchange.slugs import free, slug
from actquiz.text.layout import plain

_BARE = re.compile(r"(?P<name>[a-z_]+):[ \t]*(?:#.*)?")


def filled(text: str, taken: Collection[str]) -> str:
    """The card with an id that none of ``taken`` is, if it has none, and without empty fields that
    may be missing. Its lines keep their numbers: what goes leaves an empty line.
    """
    return "\n".join(line or "" for line in _lines(text, taken))


def finished(text: str, taken: Collection[str]) -> str:
    """As ``filled``, without the empty lines: as it goes into a file."""
    lines = [line for line in _lines(text, taken) if line is not None]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(text: str, taken: Collection[str]) -> list[str | None]:
    """Each line; None for a field that is left out."""
    values = _values(text)
    kind: Any = KINDS.get(str(values.get("kind", "flashcard")), KINDS["flashcard"])
    optional = {one.encode_name for one in msgspec.structs.fields(kind) if not one.required}
    lines: list[str | None] = list(text.rstrip("\n").split("\n"))
    for number, line in enumerate(lines):
        bare = _BARE.fullmatch(line or "")
        if bare is None or _goes_on(lines, number):
            continue
        if bare["name"] == "id":
            lines[number] = f"id: {_proposal(values, kind, taken)}"
        elif bare["name"] in optional:
            lines[number] = None
    if values and "id" not in values and not text.lstrip().startswith("{"):
        lines.append(f"id: {_proposal(values, kind, taken)}")
    return lines


def _goes_on(lines: list[str | None], number: int) -> bool:
    """Whether the value stands below its name."""
    below = next((line for line in lines[number + 1 :] if line and line.strip()), "")
    return below.startswith((" ", "- "))


def _proposal(values: dict[str, Any], kind: Any, taken: Collection[str]) -> str:
    """An id from what the card asks."""
    said = values.get(kind.asked) or values.get("function") or ""
    asked = plain(str(said)) if isinstance(said, (str, int, float)) else ""
    return free(slug(re.sub(r"\[\[\w+\]\]", " ", asked), otherwise="card"), taken)


def _values(text: str) -> dict[str, Any]:
    """The card's fields; none while it is no YAML."""
    try:
        value = build(text).value
    except UnusableYaml:
        return {}
    return value if isinstance(value, dict) else {}


def called(text: str) -> str:
    """The id that is written in the card; empty if there is none."""
    found = _values(text).get("id")
    return found if isinstance(found, str) else ""
