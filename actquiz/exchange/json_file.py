"""Decks as one JSON file: the same fields as in YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from actquiz.bank.cards import DeckFile
from actquiz.errors import ActquizError, Location
from actquiz.exchange.comment_fields import deck_from
from actquiz.exchange.import_report import Imported


def as_json(decks: Sequence[DeckFile]) -> str:
    """``{"decks": [...]}``, indented; the same decks give the same bytes."""
    return msgspec.json.format(msgspec.json.encode({"decks": decks}), indent=2).decode() + "\n"


def from_json(text: str, path: Path) -> Imported:
    """What ``as_json`` wrote; raises ActquizError for anything else."""
    try:
        made = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        place = re.search(r"\(byte (\d+)\)", str(error))
        line = text.encode()[: int(place[1])].count(b"\n") + 1 if place else 0
        where = Location(path, line)
        raise ActquizError(
            "this is not JSON", fix="mend it, or give --format", where=where
        ) from None
    decks = made.get("decks") if isinstance(made, dict) else None
    if not isinstance(decks, list):
        fix = 'write {"decks": […]}, as export json does'
        raise ActquizError("there is no list of decks", fix=fix, where=Location(path))
    for values in decks:
        for card in values.get("cards", ()) if isinstance(values, dict) else ():
            if isinstance(card, dict):
                card.setdefault("kind", "flashcard")
    return Imported([deck_from(values, Location(path)) for values in decks])
