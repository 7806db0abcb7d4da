"""A card as words: its one-line title, and everything it says, for the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from actquiz.bank.cards import SHOWN, Card
from actquiz.errors import Steps

_FORMULA = re.compile(r"\s*\$\$([^$]+)\$\$\s*$")
Field = tuple[Steps, str]
"""Where in the card a text stands, and the text."""


def kind_of(card: Card) -> str:
    """The kind's name, as ``kind:`` has it in a file."""
    return str(type(card).__struct_config__.tag)


def title(card: Card) -> str:
    """The first line of what is asked, with the formula below it if it is about one."""
    text: str = getattr(card, card.asked) if card.asked else "Which function is this picture?"
    first, _, rest = text.partition("\n\n")
    formula = _FORMULA.match(rest)
    return " ".join(first.split()) + (f" ${' '.join(formula[1].split())}$" if formula else "")


def fields(card: Card) -> Iterator[Field]:
    """Every Markdown text of the card that a learner may see, empty ones left out."""
    return _texts(card, ())


def _texts(value: str | tuple[Any, ...] | msgspec.Struct, path: Steps) -> Iterator[Field]:
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
    else:
        for name in _shown(type(value)):
            yield from _texts(getattr(value, name), (*path, name))


@cache
def _shown(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a struct whose type says that they hold shown Markdown, at any depth."""
    from msgspec import inspect

    def holds(info: inspect.Type) -> bool:
        match info:
            case inspect.Metadata():
                return SHOWN in (info.extra or {}) or holds(info.type)
            case inspect.VarTupleType():
                return holds(info.item_type)
            case inspect.StructType():
                return any(holds(field.type) for field in info.fields)
        return False

    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return tuple(field.name for field in info.fields if holds(field.type))


def words(card: Card) -> str:
    """What the search looks through: the id, the tags and every text."""
    return "\n".join((card.id, " ".join(card.tags), *(text for _, text in fields(card))))
