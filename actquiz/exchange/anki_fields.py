"""One note of Anki's, from a package or a text file, to a card."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from actquiz.errors import Location
from actquiz.exchange.anki_html import as_markdown, plain
from actquiz.exchange.anki_notes import FIELDS, carried_in, seen
from actquiz.exchange.hidden_fields import builtins, card_from, deck_from, values_in
from actquiz.exchange.import_report import Gathering
from actquiz.exchange.slugs import fingerprint, slug

_CLOZE = re.compile(r"\{\{c(\d+)::((?:(?!\{\{c|::).)*?)(?:::((?:(?!\{\{c)[^}])*))?\}\}", re.DOTALL)

_MAX_FIELD = 100_000
"""A card's text has at most a tenth of that."""


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as Anki keeps it."""

    where: Location
    """Its line in a text file, or its number in a package."""
    guid: str
    type: str
    is_cloze: bool
    names: tuple[str, ...]
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    cards: int = 1
    """How many cards Anki makes of it."""
    html: bool = True


def take(note: AnkiNote, gathering: Gathering) -> None:
    """Add the note's card, and name what of it could not be carried."""
    name = f"anki-{fingerprint(note.guid)}"
    if _ours(note):
        edited = _take_own(note, gathering)
        if edited is None:
            return
        name, note = edited
    deck = gathering.deck(_header(note))
    values: dict[str, Any] = {"id": name}
    if tags := _tags(note):
        values["tags"] = tags
    texts = [_text(note, field, gathering) for field in note.fields]
    if note.is_cloze:
        values |= _cloze(texts)
    else:
        back = "\n\n".join(text for text in texts[1:] if text)
        values |= {"kind": "flashcard", "front": texts[0], "back": back}
        if note.cards > 1:
            gathering.note(note.where, "its other cards are left out: only the first side is asked")
    gathering.card(deck, values, note.where)


def _ours(note: AnkiNote) -> bool:
    return note.names in FIELDS.values() and note.fields[-1:] != ("",)


def _take_own(note: AnkiNote, gathering: Gathering) -> tuple[str, AnkiNote] | None:
    """Take the card that actquiz wrote; if somebody edited it, give back its id and what shows."""
    values = values_in(carried_in(note.fields[-1]), note.where)
    card = card_from(values.get("card"), note.where)
    header = values.get("deck")
    deck_from({**header, "cards": []} if isinstance(header, dict) else header, note.where)
    assert isinstance(header, dict)
    name, visible = str(values.get("id")), note.fields[:-2]
    if seen(visible) != values.get("seen"):
        gathering.note(note.where, f"'{name}' was edited in Anki: it comes in as a plain card")
        return name, replace(note, fields=visible)
    gathering.card(gathering.deck(header), builtins(card), note.where)
    return None


def _header(note: AnkiNote) -> dict[str, Any]:
    parts = [part.strip() for part in note.deck.split("::") if part.strip()]
    if len(parts) > 1 and parts[0] == "actquiz":
        parts = parts[1:]
    title = ": ".join(parts) or "Anki"
    return {"format": 1, "deck": slug(title, otherwise="anki"), "title": title}


def _tags(note: AnkiNote) -> list[str]:
    found = [slug(tag, otherwise="") for tag in note.tags if not tag.startswith("level::")]
    return list(dict.fromkeys(tag for tag in found if tag))


def _text(note: AnkiNote, field: str, gathering: Gathering) -> str:
    if len(field) > _MAX_FIELD:
        gathering.note(note.where, f"a field of {len(field):,} characters is left out")
        return ""
    if not note.html:
        return plain(field)
    text, lost = as_markdown(field)
    for what in lost:
        gathering.note(note.where, f"{what} is left out")
    return text


def _cloze(texts: list[str]) -> dict[str, Any]:
    """Each gap is a blank of its own, numbered as they stand."""
    blanks: list[dict[str, str]] = []

    def gap(found: re.Match[str]) -> str:
        blank = {"answer": found[2].strip()}
        if found[3]:
            blank["hint"] = found[3].strip()
        blanks.append(blank)
        return f"[[{len(blanks)}]]"

    text = _CLOZE.sub(gap, texts[0].replace("[[", "[ ["))
    why = "\n\n".join(each for each in texts[1:] if each)
    return {"kind": "cloze", "text": text, "blanks": blanks, **({"why": why} if why else {})}
