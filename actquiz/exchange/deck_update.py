"""A new version of a deck and the one that is there, as one: cards keep their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from actquiz.bank.cards import Card, DeckFile
from actquiz.errors import Location
from actquiz.exchange.existing_decks import Shelf
from actquiz.exchange.import_report import Imported, ImportNote
from actquiz.exchange.matching import MatchedCard, match
from actquiz.exchange.slugs import unique
from actquiz.words import counted

_KEPT = ("level", "sources", "needs", "claims", "evidence", "cited")
"""What a learner may have added to a card; no foreign file says it."""


@dataclass(slots=True)
class DeckUpdate:
    """What will be written, and what the person should know about it."""

    decks: dict[Path, DeckFile] = field(default_factory=dict)
    notes: list[ImportNote] = field(default_factory=list)
    fresh: int = 0
    """Cards that are new."""
    changed: int = 0
    """Cards that were there with another text."""
    same: int = 0

    def count(self, card: Card, earlier: Card | None) -> None:
        """Count a card by what it was before."""
        if earlier is None:
            self.fresh += 1
        elif earlier == card:
            self.same += 1
        else:
            self.changed += 1


def joined(
    deck: DeckFile,
    there: DeckFile | None,
    imported: Imported,
    shelf: Shelf,
    plan: DeckUpdate,
    path: Path,
    *,
    force: bool,
) -> DeckFile:
    """The deck with ids that are free, or those its cards have had before."""
    old = there.cards if there else ()
    before = _before(deck, old, imported)
    names = _names(deck, old, before, imported, shelf)
    cards: list[Card] = []
    for number, card in enumerate(deck.cards):
        found = before.get(number)
        made = msgspec.structs.replace(card, id=names[number])
        if found is not None:
            earlier = old[found.old]
            made = _with_what_was_added(made, earlier)
            if not found.exact and card.id not in imported.keys:
                what = (
                    f"this is taken for the card '{earlier.id}', whose text was a little different"
                )
                plan.notes.append(ImportNote(where(imported, deck, card), what))
        plan.count(made, old[found.old] if found else None)
        cards.append(made)
    matched = {one.old for one in before.values()}
    planned = {card.id for one in plan.decks.values() for card in one.cards}
    gone = [
        card for number, card in enumerate(old) if number not in matched and card.id not in planned
    ]
    if gone:
        listed = ", ".join(card.id for card in gone[:5]) + (", …" if len(gone) > 5 else "")
        done = "are removed" if force else "are kept (--force removes them)"
        what = f"{counted(len(gone), 'card')} no longer in the source {done}: {listed}"
        plan.notes.append(ImportNote(Location(path), what))
    kept = [] if force else gone
    if there is None:
        return msgspec.structs.replace(deck, cards=tuple(cards))
    return msgspec.structs.replace(there, title=deck.title, cards=(*cards, *kept))


def _before(deck: DeckFile, old: Iterable[Card], imported: Imported) -> dict[int, MatchedCard]:
    """For each card that was there before, which it was: by the source's identity, then by text."""
    olds = tuple(old)
    places = {card.id: number for number, card in enumerate(olds)}
    found: dict[int, MatchedCard] = {}
    for number, card in enumerate(deck.cards):
        if card.id in imported.keys and card.id in places:
            found[number] = MatchedCard(number, places[card.id], True)
    taken = {one.old for one in found.values()}
    new_left = [number for number in range(len(deck.cards)) if number not in found]
    old_left = [number for number in range(len(olds)) if number not in taken]
    for one in match([deck.cards[n] for n in new_left], [olds[n] for n in old_left]):
        number = new_left[one.new]
        found[number] = MatchedCard(number, old_left[one.old], one.exact)
    return found


def _names(
    deck: DeckFile,
    old: tuple[Card, ...],
    before: dict[int, MatchedCard],
    imported: Imported,
    shelf: Shelf,
) -> list[str]:
    taken = {*shelf.ids, *(card.id for card in old), *(card.id.rpartition(".")[0] for card in old)}
    stems: dict[str, str] = {}
    """Siblings stay together: the new beginning of their ids."""
    for number, one in before.items():
        stem, _, ending = deck.cards[number].id.partition(".")
        earlier, _, same = old[one.old].id.partition(".")
        if ending and ending == same:
            stems.setdefault(stem, earlier)
    names: list[str] = []
    used = {old[one.old].id for one in before.values()}
    for number, card in enumerate(deck.cards):
        if number in before:
            names.append(old[before[number].old].id)
            continue
        if card.id in imported.keys and card.id not in taken:
            names.append(card.id)
            used.add(card.id)
            continue
        stem, dot, ending = card.id.partition(".")
        if stem not in stems or (name := f"{stems[stem]}{dot}{ending}") in used:
            fresh = unique(stem, taken | used)
            taken.add(fresh)
            stems[stem] = fresh
            name = f"{fresh}{dot}{ending}"
        names.append(name)
        used.add(name)
    return names


def _with_what_was_added(card: Card, earlier: Card) -> Card:
    added = {name: getattr(earlier, name) for name in _KEPT}
    tags = tuple(dict.fromkeys((*earlier.tags, *card.tags)))
    why = getattr(earlier, "why", "")
    if why and hasattr(card, "why") and not card.why:
        added["why"] = why
    return msgspec.structs.replace(card, tags=tags, **added)


def where(imported: Imported, deck: DeckFile, card: Card) -> Location:
    """Where the card stands in its source."""
    known = imported.places
    return known.get((deck.deck, card.id)) or next(iter(known.values()), Location(Path(deck.deck)))
