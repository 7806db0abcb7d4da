"""What is in a collection of Anki's: note types with their templates, decks, notes and cards."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actquiz.errors import Location
from actquiz.exchange import protobuf
from actquiz.exchange.anki_fields import AnkiCard, AnkiNote

_SEPARATOR = "\x1f"
_OCCLUSION = 6
"""Anki's number for the stock note type that covers parts of pictures."""


@dataclass(frozen=True, slots=True)
class _Type:
    """A note type."""

    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str], ...]
    is_occlusion: bool


def notes(sql: sqlite3.Connection, path: Path) -> Iterator[AnkiNote]:
    """All notes that have cards."""
    types, decks = _in_tables(sql) if has_table(sql, "notetypes") else _in_json(sql)
    cards = sql.execute(
        "SELECT nid, ord, iif(odid <> 0, odid, did), id FROM cards ORDER BY nid, ord, id"
    )
    following = cards.fetchone()
    rows = sql.execute("SELECT id, guid, mid, flds, tags FROM notes ORDER BY id")
    for number, (note, guid, model, fields, tags) in enumerate(rows, start=1):
        mine: list[AnkiCard] = []
        while following is not None and following[0] <= note:
            if following[0] == note:
                _, ordinal, deck, card = following
                mine.append(AnkiCard(int(ordinal), decks.get(int(deck), "Anki"), int(card)))
            following = cards.fetchone()
        if mine:
            yield _note(
                types[int(model)],
                str(guid),
                str(fields),
                str(tags),
                tuple(mine),
                Location(path, number),
            )


def _note(
    kind: _Type, guid: str, fields: str, tags: str, cards: tuple[AnkiCard, ...], where: Location
) -> AnkiNote:
    deck = cards[0].deck
    extra = {
        "\0Tags": tags.strip(),
        "\0Type": kind.name,
        "\0Deck": deck,
        "\0Subdeck": deck.rpartition("::")[2],
    }
    texts = fields.split(_SEPARATOR)[: len(kind.fields)]
    padded = [*texts, *[""] * (len(kind.fields) - len(texts))]
    ours = kind.fields[-1:] == ("Card",)
    return AnkiNote(
        where=where,
        guid=guid,
        type=kind.name,
        is_cloze=kind.is_cloze,
        names=kind.fields if ours else (*kind.fields, *extra),
        fields=tuple(padded if ours else [*padded, *extra.values()]),
        tags=tuple(tags.split()),
        cards=cards,
        templates=kind.templates,
        is_occlusion=kind.is_occlusion,
    )


def has_table(sql: sqlite3.Connection, name: str) -> bool:
    """Newer collections keep note types, decks and settings in tables, older ones as JSON."""
    found = sql.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    return found is not None


def is_occlusion(note_type: str) -> bool:
    """Whether notes of that type ask about parts of a picture; add-ons have types of their own."""
    return note_type.lower().startswith("image occlusion")


def _in_json(sql: sqlite3.Connection) -> tuple[dict[int, _Type], dict[int, str]]:
    models, decks = sql.execute("SELECT models, decks FROM col").fetchone()
    types = {
        int(number): _Type(
            str(model["name"]),
            model.get("type") == 1,
            tuple(str(field["name"]) for field in model["flds"]),
            tuple((str(one.get("qfmt", "")), str(one.get("afmt", ""))) for one in model["tmpls"]),
            model.get("originalStockKind") == _OCCLUSION or is_occlusion(str(model["name"])),
        )
        for number, model in json.loads(models).items()
    }
    return types, {int(number): str(deck["name"]) for number, deck in json.loads(decks).items()}


def _in_tables(sql: sqlite3.Connection) -> tuple[dict[int, _Type], dict[int, str]]:
    fields: dict[int, list[str]] = {}
    for number, name in sql.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(int(number), []).append(str(name))
    templates: dict[int, list[tuple[str, str]]] = {}
    for number, config in sql.execute("SELECT ntid, config FROM templates ORDER BY ntid, ord"):
        sides = (protobuf.text(bytes(config), 1), protobuf.text(bytes(config), 2))
        templates.setdefault(int(number), []).append(sides)
    types = {}
    for number, name, config in sql.execute("SELECT id, name, config FROM notetypes"):
        mine = tuple(templates.get(int(number), ()))
        types[int(number)] = _Type(
            str(name),
            protobuf.integer(bytes(config), 1) == 1 or any("{{cloze:" in one[0] for one in mine),
            tuple(fields.get(int(number), ())),
            mine,
            protobuf.integer(bytes(config), 9) == _OCCLUSION or is_occlusion(str(name)),
        )
    decks = sql.execute("SELECT id, name FROM decks")
    return types, {int(number): str(name).replace(_SEPARATOR, "::") for number, name in decks}
