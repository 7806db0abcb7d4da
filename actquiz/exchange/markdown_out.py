"""Decks as Markdown that a person would have written, with what the way back needs in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from actquiz.bank.cards import Card, DeckFile
from actquiz.bank.sources import Source
from actquiz.errors import ActquizError
from actquiz.exchange.comment_fields import builtins, comment, filled, without
from actquiz.exchange.figures import CardPicture
from actquiz.exchange.fragments import FragmentMismatch, Piece, read, write
from actquiz.exchange.markdown_layout import VERSION, Layout, header, image_line
from actquiz.words import counted

_IMAGE = re.compile(re.escape(image_line("…", "")).replace("…", "([a-z0-9.-]+)"))


def as_markdown(
    decks: Sequence[DeckFile],
    sources: Mapping[str, Source],
    layout: Layout,
    pictures: Mapping[str, CardPicture] | None = None,
) -> str:
    """One Markdown file with those decks; the same decks give the same bytes.

    ``pictures``, by card id, say what the pictures show that a layout with figures has.
    Raises ActquizError if a deck's own text would break the file apart.
    """
    header_: dict[str, object] = {"version": VERSION, "dialect": layout.dialect}
    header_ |= {"answers": layout.answers, **({"figures": True} if layout.figures else {})}
    opening = comment("file", header_)
    parts = [opening, *_contents(decks, layout)]
    for deck in decks:
        parts += _deck(deck, sources, layout)
    text = "\n\n".join(parts) + "\n"
    if pictures:
        text = _IMAGE.sub(lambda found: _described(found, pictures), text)
    _hold(text, decks)
    return text


def _described(found: re.Match[str], pictures: Mapping[str, CardPicture]) -> str:
    picture = pictures.get(found[1])
    return image_line(found[1], picture.alt) if picture else found[0]


def _hold(text: str, decks: Sequence[DeckFile]) -> None:
    """Read the file back: what is written must be what comes in again."""
    from actquiz.exchange.markdown_in import from_own_markdown

    back = from_own_markdown(text, Path("export.md"))
    for deck, again in zip(decks, back.decks, strict=False):
        for card, other in zip(deck.cards, again.cards, strict=False):
            if card != other:
                what = f"the card '{card.id}' would not come back as it is"
                raise ActquizError(what, fix="its text may hold a comment of actquiz: remove it")
    if list(decks) != back.decks:
        what = "the decks would not come back as they are"
        raise ActquizError(what, fix="a text may hold a comment of actquiz: remove it")


def _contents(decks: Sequence[DeckFile], layout: Layout) -> list[str]:
    """A table of contents, where there is more than one thing to go to."""
    if len(decks) < 2:
        return []
    taken: dict[str, int] = {}
    lines = []
    for deck in decks:
        title = " ".join(deck.title.split())
        slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        count = taken[slug] = taken.get(slug, -1) + 1
        anchor = f"{slug}-{count}" if count else slug
        lines.append(f"- [{layout.encode(title)}](#{anchor}): {counted(len(deck.cards), 'card')}")
    return ["**Contents**", "\n".join(lines)]


def _deck(deck: DeckFile, sources: Mapping[str, Source], layout: Layout) -> Iterator[str]:
    values = builtins(deck)
    del values["cards"]
    yield from _part("deck", values, header(deck), layout)
    for card in deck.cards:
        yield from _card(card, sources, layout)
    if layout.answers == "end" and deck.cards:
        yield comment("answers", {"deck": deck.deck})
        yield f"## Answers: {layout.encode(' '.join(deck.title.split()))}"
        for number, card in enumerate(deck.cards, start=1):
            shown = layout.answer_at_end(card, number, sources)
            whole = not _splits(card, sources, layout)
            yield comment("whole-answer" if whole else "answer", {"id": card.id, "number": number})
            yield write(shown, layout.encode)


def _card(card: Card, sources: Mapping[str, Source], layout: Layout) -> Iterator[str]:
    values = builtins(card)
    asked = layout.question(card, sources)
    if layout.answers != "end":
        yield from _part("card", values, asked, layout)
        return
    shown = layout.answer_at_end(card, 1, sources)
    if _splits(card, sources, layout):
        yield comment("card", without(values, [*asked, *shown]))
    else:
        yield comment("whole-card", values)
    yield write(asked, layout.encode)


def _splits(card: Card, sources: Mapping[str, Source], layout: Layout) -> bool:
    """Whether both the question and the answer at the end can be read back."""
    values = builtins(card)
    sides = (layout.question(card, sources), layout.answer_at_end(card, 1, sources))
    return all(_holds(values, side, layout) for side in sides)


def _part(
    what: str, values: dict[str, object], pieces: Sequence[Piece], layout: Layout
) -> Iterator[str]:
    """The comment, then the text; the comment holds everything if the text cannot be read back."""
    if _holds(values, pieces, layout):
        yield comment(what, without(values, pieces))
    else:
        yield comment(f"whole-{what}", values)
    yield write(pieces, layout.encode)


def _holds(values: dict[str, object], pieces: Sequence[Piece], layout: Layout) -> bool:
    """Whether reading the text gives back what it was written from."""
    try:
        text = write(pieces, layout.encode)
        back = filled(values, read(text, pieces, layout.decode))
        return text == text.strip() and back == filled(values, {})
    except FragmentMismatch:
        return False
