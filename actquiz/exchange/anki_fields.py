"""One note of Anki's, from a package or a text file, to cards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from actquiz.errors import Location
from actquiz.exchange import anki_templates, html_tree
from actquiz.exchange.anki_notes import FIELDS, carried_in, seen
from actquiz.exchange.bank_inline import Context, visible
from actquiz.exchange.bank_markdown import as_markdown
from actquiz.exchange.cloze_gaps import find
from actquiz.exchange.comment_fields import builtins, card_from, deck_from, values_in
from actquiz.exchange.import_report import Gathering
from actquiz.exchange.markup_tree import MarkupNode
from actquiz.exchange.slugs import fingerprint, slug, slug_path

_MAX_FIELD = 100_000
"""A card's text has at most a tenth of that."""
_MAX_CARDS = 60


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """A card that Anki made of a note."""

    ordinal: int
    """Of the template, or of the gap, from 0."""
    deck: str
    """Its home, also while it visits a filtered deck."""
    number: int = 0
    """Anki's own id for it."""


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as Anki keeps it."""

    where: Location
    """Its line in a text file, or its number in a package."""
    guid: str
    """Empty where the file has none."""
    type: str
    is_cloze: bool
    names: tuple[str, ...]
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[AnkiCard, ...]
    templates: tuple[tuple[str, str], ...] = ()
    """Question and answer of each card; without any, the first field is asked."""
    is_occlusion: bool = False
    """It asks about covered parts of a picture."""

    @property
    def values(self) -> dict[str, str]:
        """The fields by their names, and what else a template may show."""
        named = dict(zip(self.names, self.fields, strict=False))
        return {**dict.fromkeys(self.names, ""), **named}


@dataclass(slots=True)
class Taken:
    """Which card of the bank each of Anki's became."""

    ids: dict[int, str] = field(default_factory=dict)
    """By Anki's own number; a card that was left out is not among them."""


def take(note: AnkiNote, gathering: Gathering, taken: Taken | None = None) -> None:
    """Add the note's cards, and name what of it could not be carried."""
    taken = taken or Taken()
    if any(len(text) > _MAX_FIELD for text in note.fields if not _ours(note)):
        gathering.note(note.where, f"a field of more than {_MAX_FIELD:,} characters is left out")
        short = tuple(text if len(text) <= _MAX_FIELD else "" for text in note.fields)
        note = replace(note, fields=short)
    if _ours(note):
        _take_own(note, gathering, taken)
    elif note.is_occlusion or "image-occlusion:" in note.fields[0][:10_000]:
        gathering.note(note.where, "image occlusion is left out: it asks about parts of a picture")
    elif note.is_cloze:
        _take_clozes(note, gathering, taken)
    else:
        _take_basic(note, gathering, taken)


def _ours(note: AnkiNote) -> bool:
    return note.names in FIELDS.values() and note.fields[-1:] != ("",)


def _take_own(note: AnkiNote, gathering: Gathering, taken: Taken) -> None:
    """Take the card that actquiz wrote; if somebody edited it, what shows, under its id."""
    values = values_in(carried_in(note.fields[-1]), note.where)
    card = card_from(values.get("card"), note.where)
    header = values.get("deck")
    deck_from({**header, "cards": []} if isinstance(header, dict) else header, note.where)
    assert isinstance(header, dict)
    name, visible_ = str(values.get("id")), note.fields[:-2]
    for one in note.cards:
        taken.ids[one.number] = name
    deck = gathering.deck(header)
    if seen(visible_) == values.get("seen"):
        gathering.card(deck, builtins(card), note.where, again=False)
        return
    gathering.note(note.where, f"'{name}' was edited in Anki: it comes in as a plain card")
    if note.is_cloze:
        made = _cloze(visible_[0], "".join(visible_[1:]), 0, note, gathering)
    else:
        made = _flashcard(visible_[0], "<br><br>".join(visible_[1:]), note, gathering)
    gathering.card(deck, {**made, **_tags(note), "id": name}, note.where)


def _take_basic(note: AnkiNote, gathering: Gathering, taken: Taken) -> None:
    made: list[tuple[AnkiCard, dict[str, Any]]] = []
    for one in note.cards:
        asked, answered, typed = _sides(note, one, gathering)
        if typed and (typing := _typed(asked, typed, answered, note, gathering)):
            made.append((one, typing))
        else:
            made.append((one, _flashcard(asked, answered, note, gathering)))
    _add(note, made, len(note.templates) > 1 or len(note.cards) > 1, gathering, taken)


def _sides(note: AnkiNote, card: AnkiCard, gathering: Gathering) -> tuple[str, str, str]:
    """Question and answer as HTML, and the HTML of what is to be typed."""
    if card.ordinal >= len(note.templates):
        return note.fields[0], "<br><br>".join(filter(None, note.fields[1:])), ""
    front, back = note.templates[card.ordinal]
    asked = anki_templates.question(front, note.values)
    told = anki_templates.answer(back, note.values, asked.html)
    gathering.notes(note.where, dict.fromkeys([*asked.lost, *told.lost]))
    return asked.html, told.html, note.values.get(asked.typed, "")


def _flashcard(asked: str, answered: str, note: AnkiNote, gathering: Gathering) -> dict[str, Any]:
    context = Context()
    front = as_markdown(html_tree.parse(asked).children, context)
    back = as_markdown(html_tree.parse(answered).children, context)
    gathering.notes(note.where, context.lost)
    return {"kind": "flashcard", "front": front, "back": back}


def _typed(
    asked: str, typed: str, answered: str, note: AnkiNote, gathering: Gathering
) -> dict[str, Any] | None:
    """A card whose answer is typed, as a gap below the question; None if it cannot be typed."""
    answer = visible(html_tree.parse(typed).text()).strip()
    if not answer or "\n" in answer or len(answer) > 200 or "$" in answer or "\\(" in typed:
        return None
    context = Context(hidden=0)
    question = as_markdown(html_tree.parse(asked).children, context)
    told = as_markdown(html_tree.parse(answered).children, context)
    gathering.notes(note.where, context.lost)
    if not question:
        return None
    plain = as_markdown([answer], Context())
    why = {"why": told} if told.strip() not in ("", plain) else {}
    return {"kind": "cloze", "text": f"{question}\n\n[[1]]", "blanks": [{"answer": plain}], **why}


def _take_clozes(note: AnkiNote, gathering: Gathering, taken: Taken) -> None:
    cards = {one.ordinal: one for one in note.cards}
    if not note.templates:
        numbers = {number for gap in find(note.fields[0]) for number in gap.ordinals if number}
        deck = note.cards[0].deck if note.cards else ""
        cards = {number - 1: AnkiCard(number - 1, deck) for number in sorted(numbers)}
    made: list[tuple[AnkiCard, dict[str, Any]]] = []
    for one in list(cards.values())[:_MAX_CARDS]:
        text, extra, _ = _sides(note, replace(one, ordinal=0), gathering)
        values = _cloze(text, extra, one.ordinal + 1, note, gathering)
        if values["blanks"]:
            made.append((one, values))
        else:
            gathering.note(
                note.where, f"the card of gap {one.ordinal + 1} is left out: it is empty"
            )
    if not cards:
        gathering.note(note.where, "this card is left out: it has no gap")
    _add(note, made, True, gathering, taken)


def _cloze(
    text: str, extra: str, number: int, note: AnkiNote, gathering: Gathering
) -> dict[str, Any]:
    """The card on which the gaps of that number are hidden; 0: all of them."""
    context = Context(hidden=number)
    asked = as_markdown(html_tree.parse(text, gaps=True).children, context)
    plain = Context(lost=context.lost)
    why = as_markdown(html_tree.parse(extra).children, plain)
    gathering.notes(note.where, context.lost)
    values = {"kind": "cloze", "text": asked, "blanks": context.blanks}
    return {**values, "why": why} if why else values


def _add(
    note: AnkiNote,
    made: list[tuple[AnkiCard, dict[str, Any]]],
    several: bool,
    gathering: Gathering,
    taken: Taken,
) -> None:
    """Add the cards under ids that follow from Anki's, or else from their words."""
    if not note.guid:
        wanted = slug(_words(note.fields[0]), otherwise="card")
        groups: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for one, values in made:
            ending = f".{one.ordinal + 1}" if several else ""
            groups.setdefault(one.deck, []).append((ending, {**values, **_tags(note)}))
        for deck, cards in groups.items():
            gathering.cards(_deck(deck, gathering), wanted, cards, note.where)
        return
    name = f"anki-{fingerprint(note.guid)}"
    for one, values in made:
        card_id = f"{name}.{one.ordinal + 1}" if several else name
        deck = _deck(one.deck, gathering)
        values = {**values, **_tags(note), "id": card_id}
        if given := gathering.card(deck, values, note.where):
            taken.ids[one.number] = given


def _words(field: str) -> str:
    tree = html_tree.parse(field[:2000], gaps=True)
    return " ".join("".join(_outside(tree)).split())


def _outside(node: MarkupNode) -> list[str]:
    """Text outside of gaps: no id may tell the answer."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag != "gap":
            parts += [" ", *_outside(child), " "]
    return parts


def _deck(name: str, gathering: Gathering) -> str:
    """The deck; its place in Anki's tree is kept in its id and in its title."""
    parts = tuple(part.strip() for part in name.split("::") if part.strip())
    if len(parts) > 1 and parts[0] == "actquiz":
        parts = parts[1:]
    title = visible(": ".join(parts)) or "Anki"
    wanted = slug_path(parts, otherwise="anki")
    return gathering.deck(
        {"format": 1, "deck": wanted, "title": title[:1000]}, path=parts or ("Anki",)
    )


def _tags(note: AnkiNote) -> dict[str, Any]:
    found = [
        slug_path(tag.split("::"), otherwise="", joint="-")
        for tag in note.tags
        if not tag.startswith("level::")
    ]
    tags = list(dict.fromkeys(tag for tag in found if tag))
    return {"tags": tags} if tags else {}
