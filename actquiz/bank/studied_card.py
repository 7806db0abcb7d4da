"""One card as it is studied."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from actquiz.bank.cards import AskedCard, Card


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A card with its deck and its place; a formula is already expanded into flashcards."""

    id: str
    deck: str
    deck_title: str
    group: str
    """Siblings share it: the formula's id, or the card's own."""
    path: str
    line: int
    """Where the card starts in its file, from 1."""
    position: int
    """Learning order: within its file as loaded, over all decks in the index."""
    digest: str
    """Changes when the card's text changes; its history hangs on the id alone."""
    card: AskedCard


def digest(card: Card) -> str:
    """Sixteen hex digits that stand for everything the card says."""
    return blake2b(msgspec.msgpack.encode(card), digest_size=8).hexdigest()


_decoder = msgspec.msgpack.Decoder(AskedCard)


def card_of(payload: bytes) -> AskedCard:
    """The card as the index has it."""
    card: AskedCard = _decoder.decode(payload)
    return card


def unpack(
    card_id: str,
    deck: str,
    deck_title: str,
    group: str,
    path: str,
    line: int,
    position: int,
    digest: str,
    payload: bytes,
) -> Entry:
    """The entry from its columns in the index; ``payload`` is the card as MessagePack."""
    return Entry(
        id=card_id,
        deck=deck,
        deck_title=deck_title,
        group=group,
        path=path,
        line=line,
        position=position,
        digest=digest,
        card=card_of(payload),
    )
