"""What came in, and what could not be carried."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from actquiz.bank import validation
from actquiz.bank.cards import Card, DeckFile
from actquiz.errors import Location
from actquiz.exchange.library_errors import readable
from actquiz.exchange.slugs import unique

if TYPE_CHECKING:
    from actquiz.exchange.past_reviews import PastCard


@dataclass(frozen=True, slots=True)
class ImportNote:
    """Something the person should know about one place of the file."""

    where: Location
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Imported:
    """The decks of one file."""

    decks: list[DeckFile]
    notes: list[ImportNote] = field(default_factory=list)
    proposed: set[str] = field(default_factory=set)
    """Decks from elsewhere: their ids, and ids of cards that are not in ``keys``, may change."""
    keys: set[str] = field(default_factory=set)
    """Ids that follow from the source's own identity of a card, such as Anki's GUID."""
    places: dict[tuple[str, str], Location] = field(default_factory=dict)
    """Where the card of a deck stands in the source."""
    history: list[PastCard] = field(default_factory=list)
    """How the cards went elsewhere."""


class Gathering:
    """Decks that grow card by card; a card that the bank would refuse becomes a note."""

    def __init__(self) -> None:
        self._headers: dict[str, dict[str, Any]] = {}
        self._cards: dict[str, dict[str, Card]] = {}
        self._taken: dict[str, set[str]] = {}
        self._ids: dict[tuple[str, ...], str] = {}
        self._said: dict[tuple[str, bytes], str] = {}
        self._made = Imported([])

    def deck(self, header: dict[str, Any], *, path: tuple[str, ...] = ()) -> str:
        """Begin a deck, or go on with it: ``header`` holds its fields without ``cards``.

        ``path``: the deck's name where its id is a proposal; another name gets another id.
        """
        name = str(header["deck"])
        if path:
            # The same letters may be written as one sign or as two.
            path = tuple(unicodedata.normalize("NFC", part) for part in path)
            if path not in self._ids:
                self._ids[path] = unique(name, set(self._headers))
            name = self._ids[path]
            header = {**header, "deck": name}
            self._made.proposed.add(name)
        self._headers.setdefault(name, header)
        self._cards.setdefault(name, {})
        self._taken.setdefault(name, set())
        return name

    def card(
        self, deck: str, values: dict[str, Any], where: Location, *, again: bool = True
    ) -> str:
        """Add a card with an id of its own; one that is there already stays as it is.

        ``again``: another card of that id comes in under another one. Returns the id it has; empty
        if the card is left out, which ``note`` says.
        """
        card = self._usable(values, where)
        if card is None:
            return ""
        known = self._cards[deck].get(card.id)
        if known is not None and known != card:
            if not again:
                self.note(where, "this card is left out: another one has the same id")
                return ""
            name = unique(card.id, self._taken[deck])
            self.note(where, f"another card has the same id: this one gets '{name}'")
            self._add(deck, msgspec.structs.replace(card, id=name), where)
            return name
        self._made.keys.add(card.id)
        self._add(deck, card, where)
        return card.id

    def cards(
        self, deck: str, wanted: str, several: list[tuple[str, dict[str, Any]]], where: Location
    ) -> None:
        """Add the cards of one source; their ids are a proposal and ``several``'s endings."""
        usable = [
            (end, self._usable({**values, "id": f"x{end}"}, where)) for end, values in several
        ]
        if not any(card for _, card in usable):
            return
        said = (deck, msgspec.msgpack.encode([card for _, card in usable]))
        if same := self._said.get(said):
            self.note(where, f"this card is left out: it is the same as '{same}'")
            return
        name = self._said[said] = unique(wanted, self._taken[deck])
        for end, card in usable:
            if card is not None:
                self._add(deck, msgspec.structs.replace(card, id=f"{name}{end}"), where)

    def note(self, where: Location, what: str) -> None:
        """Name something that could not be carried."""
        note = ImportNote(where, what)
        if not self._made.notes or self._made.notes[-1] != note:
            self._made.notes.append(note)

    def notes(self, where: Location, several: Iterable[str]) -> None:
        """Name several things of one place."""
        for what in several:
            self.note(where, what)

    def past(self, card: PastCard) -> None:
        """Keep how a card went elsewhere."""
        self._made.history.append(card)

    def finish(self) -> Imported:
        """The decks that have cards."""
        self._made.decks = [
            msgspec.structs.replace(
                msgspec.convert({**header, "cards": ()}, DeckFile),
                cards=tuple(self._cards[name].values()),
            )
            for name, header in self._headers.items()
            if self._cards[name]
        ]
        return self._made

    def _usable(self, values: dict[str, Any], where: Location) -> Card | None:
        for side, name in (("front", "question"), ("back", "answer"), ("text", "text")):
            if side in values and not values[side].strip():
                self.note(where, f"this card is left out: its {name} has no text")
                return None
        try:
            card: Card = msgspec.convert(values, Card)
        except msgspec.ValidationError as error:
            self.note(where, f"this card is left out: {readable(error)}")
            return None
        for fault in validation.faults(card):
            self.note(where, f"this card is left out: {fault.what}")
            return None
        return card

    def _add(self, deck: str, card: Card, where: Location) -> None:
        self._cards[deck].setdefault(card.id, card)
        self._taken[deck].add(card.id)
        self._made.places.setdefault((deck, card.id), where)
