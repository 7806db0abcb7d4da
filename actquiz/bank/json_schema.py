"""The deck format as a JSON Schema, made from the types and their docstrings."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from actquiz.bank import cards
from actquiz.bank.cards import DeckFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def deck_schema() -> str:
    """The schema of a deck file as JSON text, with a description for every field that has one."""
    components = described([DeckFile], cards)
    # A card without a kind is a flashcard: for msgspec the tag of a union is always required.
    components["Flashcard"]["required"].remove("kind")
    deck = components.pop("DeckFile")
    # OpenAPI's keyword, not JSON Schema's.
    deck["properties"]["cards"]["items"].pop("discriminator")
    deck["title"] = "actquiz deck"
    return json.dumps({"$schema": DIALECT, **deck, "$defs": components}, indent=2) + "\n"


def described(types: list[type], *modules: ModuleType) -> dict[str, Any]:
    """The schemas of ``types`` and of what is in them, by name, with the modules' descriptions."""
    _, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    told: dict[tuple[str, str], str] = {}
    for module in modules:
        told |= _field_docs(module)
    for name, definition in components.items():
        for field, schema in definition["properties"].items():
            if text := told.get((name, field)) or told.get(("Base", field)):
                # A sibling of $ref is allowed in this dialect.
                schema["description"] = text
    return dict(components)


def _field_docs(module: ModuleType) -> dict[tuple[str, str], str]:
    """(class, field) to the docstring under the field: Python itself does not keep these."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
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
