"""Cards as Anki's notes: which note type, and what its fields hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from typing import Any, Literal

import msgspec

from actquiz.bank import formula_cards
from actquiz.bank.cards import Card, Choice, Cloze, Curve, DeckFile, Formula, Multiple
from actquiz.bank.sources import Source
from actquiz.exchange import card_markdown
from actquiz.exchange.comment_fields import builtins
from actquiz.exchange.figures import PLACE, CardPicture
from actquiz.exchange.fragments import Piece, running, write
from actquiz.exchange.github_markdown import gaps_only
from actquiz.exchange.html_text import as_html, braces_apart, mathjax
from actquiz.exchange.slugs import fingerprint

NoteType = Literal["basic", "choice", "cloze"]
FIELDS: dict[NoteType, tuple[str, ...]] = {
    "basic": ("Question", "Answer", "Sources", "Card"),
    "choice": ("Question", "Letters", "Answer", "Sources", "Card"),
    "cloze": ("Text", "Answer", "Sources", "Card"),
}
"""``Card`` is shown nowhere: it holds what the way back needs."""

_html = partial(as_html, maths=mathjax)
_GAP = re.compile(r"\[\[(?P<number>\d+)(?P<inside>!?)\]\]")


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    id: str
    """The card's id as it is studied; Anki's own id for the note follows from it."""
    deck: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def notes(
    deck: DeckFile, sources: Mapping[str, Source], pictures: Mapping[str, CardPicture] | None = None
) -> Iterator[Note]:
    """The deck's cards; a formula becomes a note for each thing it asks.

    ``pictures``: by card id; the notes name them as ``media_name`` does.
    """
    header = {name: value for name, value in builtins(deck).items() if name != "cards"}
    for card in deck.cards:
        carried = {"deck": header, "card": builtins(card)}
        for one in formula_cards.expand(card) if isinstance(card, Formula) else [card]:
            picture = _image(card.id, (pictures or {}).get(card.id))
            yield _note(one, deck.title, carried, sources, picture)


def media_name(card_id: str) -> str:
    """What a card's picture is called among Anki's media, which all decks share."""
    return f"actquiz-{card_id}.svg"


def deck_name(title: str) -> str:
    """The deck's place in Anki's tree; ``::`` would make a branch of its own."""
    return f"actquiz::{re.sub(':{2,}', ':', ' '.join(title.split()))}"


def shown(card: Card, image: str = "") -> tuple[NoteType, tuple[str, ...]]:
    """The fields of a note that a person sees, without sources. ``image``: the picture's tag."""
    if isinstance(card, Cloze):
        why = f"<p>{_html(card.why)}</p>" if card.why else ""
        return "cloze", (_cloze(card), why + image)
    asked = isinstance(card, Curve) and bool(image)
    question = _side(card_markdown.prompt(card, PLACE if asked else ""))
    question = question.replace(f"<p>{PLACE}</p>", image, 1) if asked else question
    answer = _side(card_markdown.answer(card)) + ("" if asked else image)
    if isinstance(card, (Choice, Multiple)):
        return "choice", (question, card_markdown.right_letters(card), answer)
    return "basic", (question, answer)


def seen(fields: Sequence[str]) -> str:
    """A fingerprint of what a note shows: another one later means that somebody edited it."""
    return fingerprint(unicodedata.normalize("NFC", "\x1f".join(fields)))


def carried_in(field: str) -> str:
    """The JSON in a note's ``Card`` field."""
    return unescape(field)


def _image(card_id: str, picture: CardPicture | None) -> str:
    if picture is None:
        return ""
    return f'<img src="{media_name(card_id)}" alt="{escape(picture.alt)}">'


def _note(
    card: Card, title: str, carried: dict[str, Any], sources: Mapping[str, Source], image: str
) -> Note:
    kind, fields = shown(card, image)
    values = {"id": card.id, "seen": seen(fields), **carried}
    payload = escape(msgspec.json.encode(values).decode())
    tags = (*card.tags, f"level::{card.level}")
    return Note(card.id, title, kind, (*fields, _cited(card, sources), payload), tags)


def _side(pieces: Sequence[Piece]) -> str:
    return _html(write(running(pieces), gaps_only))


def _cloze(card: Cloze) -> str:
    """The text with Anki's own gaps, also inside formulas."""

    def gap(found: re.Match[str]) -> str:
        number = int(found["number"])
        blank = card.blanks[number - 1]
        if found["inside"]:
            answer = escape(braces_apart(blank.answer.strip("$")), quote=False)
            answer += " " * answer.endswith("}")
        else:
            answer = _html(blank.answer)
        hint = f"::{_unmarked(escape(blank.hint))}" if blank.hint else ""
        return f"{{{{c{number}::{_unmarked(answer)}{hint}}}}}"

    def maths(latex: str, display: bool) -> str:
        return mathjax(re.sub(r"\[\[(\d+)\]\]", r"[[\1!]]", latex), display)

    return _GAP.sub(gap, as_html(card.text, maths))


def _unmarked(html: str) -> str:
    """Without the marks that end a gap's answer."""
    html = html.replace("::", ":&#58;").replace("}}", "}&#125;")
    return f"{html[:-1]}&#125;" if html.endswith("}") else html


def _cited(card: Card, sources: Mapping[str, Source]) -> str:
    named = []
    for name in card.sources:
        source = sources.get(name)
        label = escape(f"{source.authors.split(', ')[0]}, {source.year}" if source else name)
        address = source.address if source else ""
        named.append(f'<a href="{escape(address)}">{label}</a>' if address else label)
    return "; ".join(named)
