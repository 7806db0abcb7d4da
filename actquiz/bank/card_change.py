"""Writing one card: into the file it is in, into a deck of the learner's own, or into a new one.

A change is made in memory first and holds the file as it was, so that it can be taken back.
"""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from actquiz import files, paths
from actquiz.bank.card_lines import added, cut_out, hold, new_deck
from actquiz.bank.cards import ID_PATTERN
from actquiz.bank.deck_reading import decode, read_bytes
from actquiz.bank.index import DeckInfo, Index
from actquiz.errors import ActquizError, Location

_MARK = b"\xef\xbb\xbf"
"""What some editors begin a file of UTF-8 with."""
OWN_DECK, OWN_TITLE = "my-cards", "My cards"
"""Where cards go until the learner says otherwise."""


@dataclass(frozen=True, slots=True)
class Target:
    """A deck that a card goes into."""

    deck: str
    title: str
    path: Path
    exists: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after a card was written into it."""

    path: Path
    before: bytes | None
    """None: there was no such file."""
    after: bytes
    card: str
    """Its id."""

    def write(self) -> None:
        """Raise ActquizError if it cannot be written, or is no longer what it was."""
        now = read_bytes(self.path) if self.path.exists() else None
        if now != self.before:
            raise _meanwhile(self.path)
        if self.after != self.before:
            files.save(self.path, self.after)

    def take_back(self) -> None:
        """Bring the file back as it was, or remove a new one.

        Raises ActquizError if it has changed since.
        """
        if not self.path.exists() or read_bytes(self.path) != self.after:
            raise _meanwhile(self.path)
        if self.before is not None:
            files.save(self.path, self.before)
            return
        with files.explained(self.path, "removed"):
            self.path.unlink()


def own_decks(index: Index) -> list[DeckInfo]:
    """The decks that the learner may write into."""
    return [deck for deck in index.decks() if not is_shipped(Path(deck.path)) and _may_write(deck)]


def is_shipped(path: Path) -> bool:
    """Whether the file is one of those that came with the program."""
    return path.absolute().is_relative_to(paths.shipped_content())


def target(index: Index, deck: str = "", title: str = "") -> Target:
    """The deck of that id, to be begun if there is none; without one the learner's own.

    Raises ActquizError if it may not be written into, or ``deck`` is no id.
    """
    deck = deck or OWN_DECK
    known = next((one for one in index.decks() if one.id == deck), None)
    if known is not None:
        path = Path(known.path)
        if is_shipped(path):
            what = f"the deck '{deck}' came with the program, and an update replaces it"
            raise ActquizError(what, fix="name a deck of your own; a new name begins one")
        return Target(deck, known.title, path, exists=True)
    if not re.search(ID_PATTERN, deck):
        fix = "use lower-case letters, digits and single dashes"
        raise ActquizError(f"'{deck}' is no id for a deck", fix=fix)
    path = paths.user_decks() / f"{deck}.yaml"
    if path.exists() or path.is_symlink():
        what = "this file is there already, and no deck can be read from it"
        raise ActquizError(what, fix="'actquiz check' says what is wrong", where=Location(path))
    own = OWN_TITLE if deck == OWN_DECK else deck.replace("-", " ").capitalize()
    return Target(deck, title or own, path, exists=False)


def shown(path: Path, card_id: str) -> str:
    """The card as a person edits it. Raises ActquizError as ``cut_out`` does."""
    return cut_out(decode(read_bytes(path), path), card_id).shown


def edited(path: Path, card_id: str, was: str, text: str, new_id: str) -> Change:
    """The change that puts ``text`` in place of ``was``, which the card was shown as.

    Raises ActquizError if the card is another one by now, or other cards would change.
    """
    data = read_bytes(path)
    whole = decode(data, path)
    lines = cut_out(whole, card_id)
    if lines.shown != was:
        raise _meanwhile(path)
    made = lines.replaced(text)
    hold(whole, made, {card_id, new_id})
    return Change(path, data, _encoded(made, data), new_id)


def appended(where: Target, text: str, card_id: str) -> Change:
    """The change that adds a card to a deck, or begins the deck with it."""
    if not where.exists:
        made = new_deck(where.deck, where.title, text)
        return Change(where.path, None, made.encode(), card_id)
    data = read_bytes(where.path)
    whole = decode(data, where.path)
    made = added(whole, text)
    hold(whole, made, {card_id})
    return Change(where.path, data, _encoded(made, data), card_id)


def _encoded(text: str, like: bytes) -> bytes:
    return (_MARK if like.startswith(_MARK) else b"") + text.encode()


def _may_write(deck: DeckInfo) -> bool:
    with contextlib.suppress(OSError):
        return os.access(deck.path, os.W_OK)
    return False


def _meanwhile(path: Path) -> ActquizError:
    what = "this file was changed elsewhere meanwhile"
    fix = "copy what you wrote, close it and open it again"
    return ActquizError(what, fix=fix, where=Location(path))
