"""Where imported decks go, and under which ids: next to what is there, or in its place."""

from __future__ import annotations

from pathlib import Path

import msgspec

from actquiz.bank.cards import DeckFile
from actquiz.errors import ActquizError, Location
from actquiz.exchange.deck_update import DeckUpdate, joined, where
from actquiz.exchange.existing_decks import Shelf
from actquiz.exchange.import_report import Imported, ImportNote
from actquiz.exchange.matching import match
from actquiz.exchange.slugs import unique
from actquiz.files import refuse_existing


def place(
    imported: Imported,
    shelf: Shelf,
    plan: DeckUpdate,
    *,
    file: Path | None,
    named: bool,
    force: bool,
) -> None:
    """Add the decks to the plan. ``file``: where the one deck goes; ``named``: its id was given.

    Raises ActquizError where something unrelated would be replaced.
    """
    for deck in imported.decks:
        if deck.deck in imported.proposed:
            _place_foreign(deck, imported, shelf, plan, file=file, named=named, force=force)
        else:
            _place_own(deck, shelf, plan, file=file, force=force)


def _place_own(
    deck: DeckFile, shelf: Shelf, plan: DeckUpdate, *, file: Path | None, force: bool
) -> None:
    path = file or shelf.folder / f"{deck.deck}.yaml"
    refuse_existing(path, force=force)
    there = shelf.deck_in(path)
    ids = {card.id for card in deck.cards}
    if (
        there
        and there.cards
        and not file
        and not ids & {card.id for card in there.cards}
        and deck.cards
    ):
        what = f"the deck '{there.deck}' in {path} is another one: it has none of these cards"
        raise ActquizError(what, fix="give the file's name with -o, or move that deck away")
    for card in deck.cards:
        other = shelf.ids.get(card.id)
        if other and shelf.inside and other.absolute() != path.absolute():
            what = f"the id '{card.id}' is used in {other} too: only one of the two is studied"
            plan.notes.append(ImportNote(Location(path), what))
    before = {card.id: card for card in there.cards} if there else {}
    for card in deck.cards:
        plan.count(card, before.get(card.id))
    plan.decks[path] = deck
    shelf.put(deck, path)


def _place_foreign(
    deck: DeckFile,
    imported: Imported,
    shelf: Shelf,
    plan: DeckUpdate,
    *,
    file: Path | None,
    named: bool,
    force: bool,
) -> None:
    deck = _without_others(deck, imported, shelf, plan, file)
    if not deck.cards:
        return
    path = _home(deck, imported, shelf, plan, file)
    if path is None:
        path, deck = _new_home(deck, shelf, plan, file=file, named=named, force=force)
        there = None
    else:
        there = shelf.deck_in(path)
    made = joined(deck, there, imported, shelf, plan, path, force=force)
    plan.decks[path] = made
    shelf.put(made, path)


def _without_others(
    deck: DeckFile, imported: Imported, shelf: Shelf, plan: DeckUpdate, file: Path | None
) -> DeckFile:
    """The deck without cards that are, by the source's own identity, in a deck that stays."""
    near = {path.absolute() for path in shelf.near().values()} | (
        {file.absolute()} if file else set()
    )
    kept = []
    for card in deck.cards:
        other = shelf.ids.get(card.id) if card.id in imported.keys and shelf.inside else None
        if other and other.absolute() not in near:
            what = f"this card is left out: '{card.id}' is in {other} already"
            plan.notes.append(ImportNote(where(imported, deck, card), what))
        else:
            kept.append(card)
    return msgspec.structs.replace(deck, cards=tuple(kept))


def _home(
    deck: DeckFile, imported: Imported, shelf: Shelf, plan: DeckUpdate, file: Path | None
) -> Path | None:
    """The file of an earlier version of the deck; None if there is none."""
    if file:
        candidates = [file] if file.exists() else []
    else:
        near = {path: name for name, path in shelf.near().items()}
        candidates = [
            path
            for path, name in near.items()
            if path not in plan.decks and _is_like(name, deck.deck)
        ]
        keyed = {
            shelf.ids[card.id]
            for card in deck.cards
            if card.id in imported.keys and card.id in shelf.ids
        }
        candidates += [
            path
            for path in keyed
            if path in near and path not in plan.decks and path not in candidates
        ]
    best: tuple[float, Path] | None = None
    for path in candidates:
        there = shelf.deck_in(path)
        if there is None:
            continue
        score = _shared(deck, there, imported) + (there.title == deck.title)
        if score > 1 or (score and there.title != deck.title):
            best = max(best or (0.0, path), (score, path), key=lambda one: one[0])
    return best[1] if best else None


def _is_like(name: str, wanted: str) -> bool:
    stem, _, number = name.rpartition("-")
    return name == wanted or (stem == wanted and number.isdigit())


def _shared(deck: DeckFile, there: DeckFile, imported: Imported) -> float:
    """Up to 1: how much of the smaller of the two is in the other; 0 if it may be chance."""
    ids = {card.id for card in there.cards}
    keyed = sum(card.id in imported.keys and card.id in ids for card in deck.cards)
    share = max(keyed, len(match(deck.cards, there.cards))) / max(
        min(len(deck.cards), len(there.cards)), 1
    )
    if there.title == deck.title:
        return min(share, 1.0) if share > 0.2 else 0.0
    return min(share, 1.0) if share >= 0.5 else 0.0


def _new_home(
    deck: DeckFile, shelf: Shelf, plan: DeckUpdate, *, file: Path | None, named: bool, force: bool
) -> tuple[Path, DeckFile]:
    """A file of its own, under an id that is free."""
    taken = {*shelf.decks, *(one.deck for one in plan.decks.values())}
    if file:
        refuse_existing(file, force=force)
        if (there := shelf.deck_in(file)) is not None:
            taken.discard(there.deck)
        return file, msgspec.structs.replace(deck, deck=unique(deck.deck, taken))
    if named and deck.deck in taken:
        what = f"there is another deck '{deck.deck}' already, in {shelf.decks[deck.deck]}"
        raise ActquizError(what, fix="give another id with --deck")
    name = unique(deck.deck, taken)
    while (path := shelf.folder / f"{name}.yaml").exists() or path.is_symlink():
        name = unique(deck.deck, taken)
    if name != deck.deck:
        what = f"'{deck.deck}' is another deck: this one gets the id '{name}'"
        plan.notes.append(ImportNote(Location(path), what))
    return path, msgspec.structs.replace(deck, deck=name)
