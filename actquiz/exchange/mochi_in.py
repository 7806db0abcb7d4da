"""Mochi's own files: a zip with ``data.json`` (Transit) or ``data.edn``, and the pictures.

A card is Markdown, its sides parted by ``---``, or the fields of a template. Nothing is unpacked by
name; what a card is called in Mochi is its identity here.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from actquiz.errors import ActquizError, Location
from actquiz.exchange import edn, transit
from actquiz.exchange.bank_inline import visible
from actquiz.exchange.foreign_markdown import values_of
from actquiz.exchange.import_report import Gathering, Imported
from actquiz.exchange.markdown_cards import one_card
from actquiz.exchange.markdown_file import read
from actquiz.exchange.slugs import slug, slug_path
from actquiz.words import counted

MAX_BYTES = 64 * 1024 * 1024
"""A file that unpacks to more is refused while it is unpacked."""
_DATA = ("data.json", "data.edn")
_GAP = re.compile(r"\{\{(\d{1,3})::")
_FIELD = re.compile(r"<<\s*([^<>\n]{1,200}?)\s*>>")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SIDE = re.compile(r"^ {0,3}---[ \t]*$", re.MULTILINE)
_DEEPEST = 20
_AGAIN = "export it from Mochi again, or as Markdown, and import that"


def from_mochi(path: Path) -> Imported:
    """The decks in a .mochi file; raises ActquizError for anything that is none."""
    where = Location(path)
    data = _data(path, where)
    gathering = Gathering()
    decks = {_text(deck.get("id")): deck for deck in _maps(data.get("decks")) if deck.get("id")}
    templates = {_text(one.get("id")): one for one in _maps(data.get("templates"))}
    left = 0
    for number, (deck, card) in enumerate(_cards(data, decks), start=1):
        here = Location(path, number)
        key = _deck(deck, decks, path, gathering)
        _take(card, key, deck, templates, gathering, here)
        left += len(_maps(card.get("reviews")))
    if left:
        what = f"{counted(left, 'review')} made in Mochi stay behind: the cards begin as new ones"
        gathering.note(where, what)
    return gathering.finish()


def _data(path: Path, where: Location) -> Mapping[str, Any]:
    """What the file says, as plain values."""
    try:
        with zipfile.ZipFile(path) as archive:
            name = next((name for name in _DATA if name in archive.namelist()), "")
            if not name:
                what = "there is neither data.json nor data.edn in this file"
                raise ActquizError(what, fix=_AGAIN, where=where)
            with archive.open(name) as packed:
                raw = packed.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            what = f"the file unpacks to more than {MAX_BYTES >> 20} MB"
            raise ActquizError(what, fix="export fewer decks at once", where=where)
        made = transit.loads(raw) if name.endswith("json") else edn.loads(raw.decode("utf-8-sig"))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise ActquizError("this is not a file of Mochi's", fix=_AGAIN, where=where) from None
    except OSError as error:
        what = f"the file cannot be read: {error.strerror or error}"
        raise ActquizError(what, fix="check the path", where=where) from None
    except ValueError as error:
        what = f"what Mochi wrote cannot be read ({error})"
        raise ActquizError(what, fix=_AGAIN, where=where) from None
    if not isinstance(made, dict):
        raise ActquizError("there are no decks in this file", fix=_AGAIN, where=where)
    return made


def _cards(
    data: Mapping[str, Any], decks: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each card with its deck; cards stand in their deck, or beside the decks and name theirs."""
    for deck in _maps(data.get("decks")):
        for card in _maps(deck.get("cards")):
            yield deck, card
    for card in _maps(data.get("cards")):
        yield decks.get(_text(card.get("deck-id")), {}), card


def _deck(
    deck: Mapping[str, Any],
    decks: Mapping[str, Mapping[str, Any]],
    path: Path,
    gathering: Gathering,
) -> str:
    """The deck, with its place in the tree in its id and in its title."""
    parts: list[str] = []
    one: Mapping[str, Any] | None = deck
    while one and len(parts) < _DEEPEST:
        parts.insert(0, _text(one.get("name")).strip() or path.stem)
        one = decks.get(_text(one.get("parent-id")))
    names = tuple(parts or [path.stem])
    title = visible(": ".join(names))[:1000] or "Mochi"
    wanted = slug_path(names, otherwise="mochi")
    return gathering.deck({"format": 1, "deck": wanted, "title": title}, path=names)


def _take(
    card: Mapping[str, Any],
    key: str,
    deck: Mapping[str, Any],
    templates: Mapping[str, Mapping[str, Any]],
    gathering: Gathering,
    where: Location,
) -> None:
    if card.get("archived?") or card.get("trashed?") or card.get("trashed"):
        gathering.note(where, "this card is left out: Mochi has put it away")
        return
    content = _content(card, deck, templates).replace("\r\n", "\n")
    found = one_card(read(_GAP.sub(r"{{c\1::", _with_rules(content))))
    if found is None:
        what = "this card is left out: it has neither an answer behind --- nor a gap"
        gathering.note(where, what)
        return
    tags = [slug_path(_text(tag).split("/"), otherwise="", joint="-") for tag in _tags(card)]
    kept = {"tags": list(dict.fromkeys(filter(None, tags)))[:50]} if tags else {}
    made = [(end, {**values, **kept}) for end, values in values_of(found, gathering, where)]
    if name := slug(_text(card.get("id")), otherwise=""):
        for end, values in made:
            gathering.card(key, {**values, "id": f"mochi-{name}{end}"}, where)
    else:
        gathering.cards(key, "card", made, where)


def _with_rules(text: str) -> str:
    """With an empty line around ``---``, which right below a line would make that a heading."""
    lines, fence = [], ""
    for line in text.split("\n"):
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        lines.append("\n---\n" if not fence and _SIDE.fullmatch(line) else line)
    return "\n".join(lines)


def _content(
    card: Mapping[str, Any],
    deck: Mapping[str, Any],
    templates: Mapping[str, Mapping[str, Any]],
) -> str:
    """The card's Markdown: its own, or its template's with the fields filled in."""
    fields = _values(card.get("fields"))
    template = templates.get(_text(card.get("template-id") or deck.get("template-id")))
    own = _text(card.get("content"))
    if own.strip() or not fields:
        return own
    if template is None:
        front, *rest = fields.values()
        return f"{front}\n\n---\n\n" + "\n\n".join(rest)
    named = {
        _text(field.get("name")) or name: name
        for name, field in _named(template.get("fields")).items()
    }

    def filled(found: re.Match[str]) -> str:
        return fields.get(named.get(found[1], found[1]), "")

    text = _FIELD.sub(filled, _text(template.get("content")))
    # Sides of which every field is empty are not shown.
    return "\n\n---\n\n".join(side.strip() for side in _SIDE.split(text) if side.strip())


def _values(fields: Any) -> dict[str, str]:
    """A card's fields that say something, by their ids."""
    made = {name: _text(field.get("value")) for name, field in _named(fields).items()}
    return {name: value for name, value in made.items() if value.strip()}


def _named(value: Any) -> dict[str, Mapping[str, Any]]:
    if not isinstance(value, dict):
        return {}
    return {str(name): one for name, one in value.items() if isinstance(one, dict)}


def _maps(value: Any) -> Sequence[Mapping[str, Any]]:
    """The maps in a list, or in a map of maps."""
    if isinstance(value, dict):
        value = list(value.values())
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _tags(card: Mapping[str, Any]) -> list[Any]:
    found = [card.get(name) for name in ("tags", "manual-tags")]
    return [tag for one in found if isinstance(one, list) for tag in one]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
