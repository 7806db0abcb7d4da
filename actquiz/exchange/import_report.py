"""What came in, and what could not be carried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from actquiz.bank import validation
from actquiz.bank.cards import Card, DeckFile
from actquiz.errors import Location


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person should know about one place of the file."""

    where: Location
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Imported:
    """The decks of one file."""

    decks: list[DeckFile]
    notes: list[Note] = field(default_factory=list)


class Gathering:
    """Decks that grow card by card; a card that the bank would refuse becomes a note."""

    def __init__(self) -> None:
        self._headers: dict[str, dict[str, Any]] = {}
        self._cards: dict[str, dict[str, Card]] = {}
        self._notes: list[Note] = []

    def deck(self, header: dict[str, Any]) -> str:
        """Begin a deck, or go on with it: ``header`` holds its fields without ``cards``."""
        name = str(header["deck"])
        self._headers.setdefault(name, header)
        self._cards.setdefault(name, {})
        return name

    def card(self, deck: str, values: dict[str, Any], where: Location) -> None:
        """Add a card; one that is there already, by its id, stays as it is."""
        if values.get("id") in self._cards[deck]:
            return
        try:
            card: Card = msgspec.convert(values, Card)
        except msgspec.ValidationError as error:
            self.note(where, f"this card is left out: {error}")
            return
        for fault in validation.faults(card):
            self.note(where, f"this card is left out: {fault.what}")
            return
        self._cards[deck][card.id] = card

    def note(self, where: Location, what: str) -> None:
        """Name something that could not be carried."""
        self._notes.append(Note(where, what))

    def finish(self) -> Imported:
        """The decks that have cards."""
        decks = [
            msgspec.structs.replace(
                msgspec.convert({**header, "cards": ()}, DeckFile),
                cards=tuple(self._cards[name].values()),
            )
            for name, header in self._headers.items()
            if self._cards[name]
        ]
        return Imported(decks, self._notes)
