"""The card that is being written, and the deck it goes into."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz.bank import card_change
from actquiz.bank.card_change import Change, Target
from actquiz.bank.card_templates import TEMPLATES
from actquiz.bank.index import Index
from actquiz.bank.studied_card import Entry
from actquiz.errors import ActquizError
from actquiz.exchange.card_form import filled, finished

if TYPE_CHECKING:
    from actquiz.proofs.draft import Checked


class Draft:
    """A new card for a deck of the learner's own, or one that is there, in its file."""

    def __init__(self, index: Index, entry: Entry | None = None, deck: str = "") -> None:
        """``entry``: the card to edit; ``deck``: where a new one goes, if it may.

        Raises ActquizError if the card cannot be taken out of its file.
        """
        self._index = index
        self.kind = "flashcard"
        self.card_id = ""
        """Of a card that is there."""
        if entry is None:
            self.target = _own(index, deck)
            self.was = _form(self.kind)
        else:
            path = Path(entry.path)
            self.target = Target(entry.deck, entry.deck_title, path, exists=True)
            self.card_id, self.was = _in_file(path, entry)
        self.look_again()

    def look_again(self) -> None:
        """The ids that are taken may be others now, and the deck may be there."""
        self._taken = {one for card_id, group, _ in self._index.ids() for one in (card_id, group)}
        if not self.card_id:
            self.aim(self.target.deck, self.target.title)

    def begin(self, kind: str) -> None:
        """A new one of that kind."""
        self.kind, self.was = kind, _form(kind)

    def aim(self, deck: str, title: str = "") -> None:
        """It goes into that deck; raises ActquizError if it may not."""
        self.target = card_change.target(self._index, deck, title)

    def decks(self) -> list[tuple[str, str]]:
        """Where it may go: ids and titles, the present one among them."""
        decks = {deck.id: deck.title for deck in card_change.own_decks(self._index)}
        return list({self.target.deck: self.target.title, **decks}.items())

    @property
    def is_shipped(self) -> bool:
        """Whether the card came with the program, so that an update may replace it."""
        return card_change.is_shipped(self.target.path)

    @property
    def _kept(self) -> str:
        """The text whose lines are another's, and stay as they are."""
        return self.was if self.card_id else ""

    def check(self, text: str) -> Checked:
        """What the text is as a card."""
        # What proves is large, and the page is there before anything is to be proved.
        from actquiz.proofs.draft import check

        where = self.target
        return check(
            filled(text, self._taken, self._kept),
            where.path,
            where.deck,
            self._index,
            before=self.card_id,
            shipped=self.is_shipped,
        )

    def write(self, text: str, card_id: str) -> Change:
        """Write it into its file, and have the index know it. Raises ActquizError if it cannot."""
        made = finished(text, self._taken, self._kept)
        if self.card_id:
            change = card_change.edited(self.target.path, self.card_id, self.was, made, card_id)
        else:
            change = card_change.appended(self.target, made, card_id)
        change.write()
        self._index.look_again()
        return change


def _form(kind: str) -> str:
    """The kind's template, with room to type behind each name."""
    return re.sub(r":$", ": ", TEMPLATES[kind], flags=re.MULTILINE)


def _in_file(path: Path, entry: Entry) -> tuple[str, str]:
    """The id in the file and the text: of a card, or of the formula that made it."""
    try:
        return entry.id, card_change.shown(path, entry.id)
    except ActquizError:
        if entry.group == entry.id:
            raise
        return entry.group, card_change.shown(path, entry.group)


def _own(index: Index, deck: str) -> Target:
    """The deck of that id if it is the learner's, else the one where cards go by default."""
    own = [one.id for one in card_change.own_decks(index)]
    return card_change.target(index, deck if deck in own else "")
