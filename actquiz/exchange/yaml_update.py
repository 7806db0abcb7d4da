"""Writing over a deck file that exists: what did not change keeps its lines and its comments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from actquiz.bank.cards import Card, DeckFile
from actquiz.bank.loader import load_text
from actquiz.exchange.yaml_out import as_yaml


@dataclass(frozen=True, slots=True)
class _Chunks:
    """A deck file cut at its cards."""

    deck: DeckFile
    header: str
    """Everything above the first card's comments."""
    remarks: dict[str, str]
    """Blank lines and comments above each card, by the card's id."""
    texts: dict[str, str]
    cards: dict[str, Card]


def merged(deck: DeckFile, existing: str) -> str:
    """The deck's file, with cards and header of ``existing`` as they stand where they are equal.

    A file that is not written as ours is, one card below another, is replaced whole. Raises
    ActquizError as ``as_yaml`` does.
    """
    fresh_text = as_yaml(deck)
    old, fresh = _cut(existing), _cut(fresh_text)
    if old is None or fresh is None:
        return fresh_text
    if old.deck == deck:
        return existing
    same_header = msgspec.structs.replace(old.deck, cards=()) == msgspec.structs.replace(
        deck, cards=()
    )
    parts = [old.header if same_header else fresh.header]
    for card in deck.cards:
        remark = old.remarks.get(card.id, fresh.remarks[card.id])
        same = old.cards.get(card.id) == card
        parts.append(remark + (old if same else fresh).texts[card.id].rstrip("\n") + "\n")
    text = "".join(parts)
    return text if load_text(text, Path("merged.yaml")).deck == deck else fresh_text


def _cut(text: str) -> _Chunks | None:
    """The file in parts; None if it has problems or another shape."""
    loaded = load_text(text, Path("deck.yaml"))
    if loaded.deck is None or loaded.problems or not loaded.deck.cards:
        return None
    lines = text.splitlines(keepends=True)
    ids = [card.id for card in loaded.deck.cards]
    starts = [loaded.lines[card_id] - 1 for card_id in ids]
    if any(not lines[start].startswith("  - ") for start in starts) or starts != sorted(starts):
        return None
    # A comment above a card is about that card.
    tops = [_top(lines, start) for start in starts]
    ends = [*tops[1:], len(lines)]
    return _Chunks(
        deck=loaded.deck,
        header="".join(lines[: tops[0]]),
        remarks={i: "".join(lines[t:s]) for i, t, s in zip(ids, tops, starts, strict=True)},
        texts={i: "".join(lines[s:e]) for i, s, e in zip(ids, starts, ends, strict=True)},
        cards={card.id: card for card in loaded.deck.cards},
    )


def _top(lines: list[str], start: int) -> int:
    while start > 0 and (not lines[start - 1].strip() or lines[start - 1].lstrip().startswith("#")):
        start -= 1
    return start
