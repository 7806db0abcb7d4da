"""The JSON Schema that editors complete from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from make_decks import KINDS, deck_text

from actquiz import paths
from actquiz.bank.deck_files import deck_files
from actquiz.bank.json_schema import deck_schema
from actquiz.bank.yaml_source import build

CHECKER = Draft202012Validator(json.loads(deck_schema()))


def mistakes(text: str) -> list[str]:
    return [error.message for error in CHECKER.iter_errors(build(text).value)]


def test_the_schema_in_docs_is_the_current_one() -> None:
    """docs/deck.schema.json is what the types say; 'actquiz schema' writes it anew."""
    kept = Path(__file__).parents[2] / "docs" / "deck.schema.json"
    assert kept.read_text(encoding="utf-8") == deck_schema()
    Draft202012Validator.check_schema(json.loads(deck_schema()))


def test_fields_are_described() -> None:
    """What stands under a field in the code is what an editor shows, inherited fields included."""
    schemas: dict[str, Any] = json.loads(deck_schema())["$defs"]
    cloze = schemas["Cloze"]["properties"]
    assert cloze["id"]["description"].startswith("The card's identity")
    assert schemas["Numeric"]["properties"]["check"]["description"].startswith("The same quantity")
    assert set(schemas["Draw"]["properties"]) == {"from", "to", "step", "choose"}


def test_every_kind_fits_the_schema() -> None:
    """A deck with all kinds is valid; a card without a kind is a flashcard."""
    assert mistakes(deck_text("all", len(KINDS))) == []


@pytest.mark.parametrize("wrong", ["front: 1", "frnot: x", "level: high", "kind: none"])
def test_the_schema_refuses_what_the_loader_refuses(wrong: str) -> None:
    """Wrong types, unknown fields, unknown values and unknown kinds are marked in the editor."""
    text = deck_text("d", 1).replace("    level: screen\n", f"    {wrong}\n")
    assert mistakes(text)


def test_shipped_decks_fit_the_schema() -> None:
    """Every deck that ships is valid for the schema that ships with it."""
    stamps = deck_files([paths.shipped_content() / part for part in ("decks", "formulas")])
    assert stamps
    for stamp in stamps:
        assert mistakes(Path(stamp.path).read_text(encoding="utf-8")) == [], stamp.path
