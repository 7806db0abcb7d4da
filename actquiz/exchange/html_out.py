"""Decks as one HTML page that asks nothing of the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from importlib.resources import files

from actquiz.bank.card_text import kind_of
from actquiz.bank.cards import Card, DeckFile
from actquiz.bank.sources import Source
from actquiz.exchange import card_markdown
from actquiz.exchange.figures import PLACE, CardPicture
from actquiz.exchange.fragments import Piece, running, write
from actquiz.exchange.github_markdown import gaps_only
from actquiz.exchange.html_text import as_html, mathml
from actquiz.text.safe import clean

_html = partial(as_html, maths=mathml)


def as_page(
    decks: Sequence[DeckFile],
    sources: Mapping[str, Source],
    pictures: Mapping[str, CardPicture] | None = None,
) -> str:
    """The page; the same decks give the same bytes. ``pictures``: by card id."""
    title = decks[0].title if len(decks) == 1 else "Activation functions"
    tags = sorted({tag for deck in decks for card in deck.cards for tag in card.tags})
    filling = {
        "title": _safe(title),
        "decks": "".join(_choice(deck.deck, deck.title) for deck in decks),
        "tags": "".join(_choice(tag, tag) for tag in tags),
        "cards": "\n".join(_deck(deck, sources, pictures or {}) for deck in decks),
        "style": _part("page.css"),
        "script": _part("page.js"),
    }
    page = _part("page.html")
    parts = page.split("%%")
    # Every second part is a name: what is filled in is never searched for names.
    return "".join(filling[part] if place % 2 else part for place, part in enumerate(parts))


def _safe(text: str) -> str:
    return escape(clean(text))


def _part(name: str) -> str:
    return (files("actquiz.exchange") / "page" / name).read_text(encoding="utf-8")


def _choice(value: str, label: str) -> str:
    return f'<option value="{_safe(value)}">{_safe(label)}</option>'


def _deck(
    deck: DeckFile, sources: Mapping[str, Source], pictures: Mapping[str, CardPicture]
) -> str:
    cards = "\n".join(_card(card, sources, pictures.get(card.id)) for card in deck.cards)
    about = f"<p>{_html(deck.about)}</p>\n" if deck.about else ""
    return (
        f'<section class="deck" data-deck="{_safe(deck.deck)}">\n'
        f"<h2>{_html(deck.title)}</h2>\n{about}{cards}\n</section>"
    )


def _card(card: Card, sources: Mapping[str, Source], picture: CardPicture | None) -> str:
    tags = _safe(" ".join(card.tags))
    drawn = ""
    if picture:
        drawn = f'<img class="figure" alt="{_safe(picture.alt)}" src="{picture.address}">'
    asked = bool(picture and picture.asked)
    front = _side(card_markdown.prompt(card, PLACE if asked else ""))
    front = front.replace(f"<p>{PLACE}</p>", drawn, 1) if asked else front
    back = _side(card_markdown.answer(card)) + ("" if asked else drawn)
    return (
        f'<article class="card" id="{_safe(card.id)}" data-tags="{tags}">\n'
        f'<p class="mark">{kind_of(card)} · {card.level}</p>\n'
        f'<div class="front">{front}</div>\n'
        f"<details><summary>Answer</summary>\n"
        f'<div class="back">{back}{_cited(card, sources)}</div>\n'
        "</details>\n</article>"
    )


def _side(pieces: Sequence[Piece]) -> str:
    return _html(write(running(pieces), gaps_only))


def _cited(card: Card, sources: Mapping[str, Source]) -> str:
    named = []
    for name in card.sources:
        source = sources.get(name)
        if source is None:
            named.append(_safe(name))
            continue
        label = _safe(f"{source.authors.split(', ')[0]}, {source.year}: {source.title}")
        address = source.address
        href = f'<a href="{_safe(address)}" rel="noreferrer">{label}</a>'
        named.append(href if address else label)
    return f'<p class="sources">Sources: {"; ".join(named)}</p>' if named else ""
