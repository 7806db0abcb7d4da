"""The deck format as a JSON Schema, made from the types and their docstrings."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import msgspec

from actquiz.bank import cards
from actquiz.bank.cards import DeckFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def deck_schema() -> str:
    """The schema of a deck file as JSON text, with a description for every field that has one."""
    _, components = msgspec.json.schema_components([DeckFile], ref_template="#/$defs/{name}")
    described = _field_docs()
    for name, definition in components.items():
        for field, schema in definition["properties"].items():
            if text := described.get((name, field)) or described.get(("Base", field)):
                # A sibling of $ref is allowed in this dialect.
                schema["description"] = text
    # A card without a kind is a flashcard: for msgspec the tag of a union is always required.
    components["Flashcard"]["required"].remove("kind")
    deck = components.pop("DeckFile")
    # OpenAPI's keyword, not JSON Schema's.
    deck["properties"]["cards"]["items"].pop("discriminator")
    deck["title"] = "actquiz deck"
    return json.dumps({"$schema": _DIALECT, **deck, "$defs": components}, indent=2) + "\n"


def _field_docs() -> dict[tuple[str, str], str]:
    """(class, field) to the docstring under the field: Python itself does not keep these."""
    source = Path(str(cards.__file__)).read_text(encoding="utf-8")
    found: dict[tuple[str, str], str] = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ClassDef):
            for field, text in _documented(statement):
                found[statement.name, _RENAMED.get(field, field)] = text
    return found


_RENAMED = {"start": "from"}
"""``from`` is a word of Python's own."""


def _documented(owner: ast.ClassDef) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for statement, below in zip(owner.body, owner.body[1:], strict=False):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            pairs.append((statement.target.id, " ".join(below.value.value.split())))
    return pairs
