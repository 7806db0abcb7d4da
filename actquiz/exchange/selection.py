"""Which decks and cards go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from actquiz import clock, paths
from actquiz.bank.card_text import kind_of
from actquiz.bank.cards import Card, DeckFile, Formula
from actquiz.bank.deck_files import deck_files
from actquiz.bank.loader import load_deck
from actquiz.bank.sources import Source, sources_of
from actquiz.errors import ActquizError, Problem, unknown


@dataclass(frozen=True, slots=True)
class Selection:
    """Decks as they stand in their files, and what they cite."""

    decks: tuple[DeckFile, ...]
    sources: dict[str, Source]
    problems: tuple[Problem, ...] = ()
    """What is wrong with the files: cards with an error are not among the decks'."""


def select(
    decks: Sequence[str] = (),
    *,
    tags: Sequence[str] = (),
    levels: Sequence[str] = (),
    kinds: Sequence[str] = (),
    due: bool = False,
) -> Selection:
    """The cards of those decks (default: all) that have one of each given kind of mark.

    Raises ActquizError for a deck that does not exist, and if no card is left.
    """
    found = [load_deck(Path(stamp.path)) for stamp in deck_files(paths.deck_roots())]
    files = {one.deck.deck: one for one in reversed(found) if one.deck}
    for name in decks:
        if name not in files:
            raise unknown("deck", name, sorted(files), "'actquiz decks' lists them")
    wanted = [one for one in found if one.deck and (not decks or one.deck.deck in decks)]
    due_ids = _due() if due else None
    kept = []
    for one in wanted:
        assert one.deck is not None
        cards = tuple(
            card
            for card in one.deck.cards
            if (not tags or set(tags) & set(card.tags))
            and (not levels or card.level in levels)
            and (not kinds or kind_of(card) in kinds)
            and (due_ids is None or due_ids & _studied_as(card))
        )
        if cards or not (tags or levels or kinds or due):
            kept.append(msgspec.structs.replace(one.deck, cards=cards))
    if not any(deck.cards for deck in kept):
        raise ActquizError("no card is left to export", fix="loosen the options, or name a deck")
    cited = sources_of(one.path for one in wanted)
    sources: dict[str, Source] = {}
    for loaded in reversed(cited.values()):
        sources |= loaded.sources
    problems = tuple(problem for one in wanted for problem in one.problems)
    return Selection(tuple(kept), sources, problems)


def _studied_as(card: Card) -> set[str]:
    return {f"{card.id}.{ask}" for ask in card.ask} if isinstance(card, Formula) else {card.id}


def _due() -> set[str]:
    """Ids of the cards that are due today or in their learning steps."""
    from actquiz.memory.store import Store

    if not paths.store_file().exists():
        return set()
    day = clock.study_day(clock.now()).toordinal()
    with (
        Store.open() as store,
        store.reading(
            "SELECT card_id FROM state WHERE suspended = 0 AND coalesce(buried_until, 0) <= ?1"
            " AND (phase IN (1, 3) OR phase = 2 AND due_day <= ?1)",
            (day,),
        ) as rows,
    ):
        return {card_id for (card_id,) in rows}
