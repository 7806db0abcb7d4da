"""A deck file's text to cards and problems. Whatever the file holds, loading never raises.

A file that parses is read in one pass. One that does not is cut at its cards and read card by
card, so that each mistake is reported and hides no other card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from actquiz.bank import formula_cards
from actquiz.bank.card_conversion import RejectedCard, convert
from actquiz.bank.cards import Card, DeckFile, Formula
from actquiz.bank.deck_reading import read_text
from actquiz.bank.partial_yaml import FilePart, cut
from actquiz.bank.studied_card import Entry, digest
from actquiz.bank.type_errors import explain
from actquiz.bank.yaml_positions import find_places
from actquiz.bank.yaml_source import Built, UnusableYaml, build
from actquiz.bank.yaml_syntax import in_text
from actquiz.bank.yaml_traps import may_hide_number, mistakes
from actquiz.errors import ActquizError, Location, Problem, Steps

__all__ = ["LoadedDeck", "Problem", "load_deck", "load_text"]

MAX_PROBLEMS = 100
"""More of them in one file are counted, not listed."""

_LINE = re.compile(r"\{line:(\d+)\}")


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a card stands: the ``number``-th (from 0) of a piece of the file."""

    piece: FilePart
    number: int


@dataclass(slots=True)
class LoadedDeck:
    """What could be read of one file."""

    path: Path
    deck: DeckFile | None = None
    """The header and the good cards as written; None if the header could not be read."""
    entries: list[Entry] = field(default_factory=list)
    """The good cards as they are studied, formulas expanded; empty without a header."""
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """Line (from 1) of each good card, by the id in the file."""
    spots: dict[str, CardPlace] = field(default_factory=dict)

    def locate(self, card_id: str, steps: Steps = ()) -> Location:
        """The place of a good card's field, by the card's id in the file."""
        return self.locate_all([(card_id, steps)])[0]

    def locate_all(self, wanted: Sequence[tuple[str, Steps]]) -> list[Location]:
        """The places of many fields; each piece of the file is read again only once."""
        numbers: dict[FilePart, set[int]] = {}
        for card_id, _ in wanted:
            spot = self.spots[card_id]
            numbers.setdefault(spot.piece, set()).add(spot.number)
        places = {piece: find_places(piece.text, cards) for piece, cards in numbers.items()}
        found = []
        for card_id, steps in wanted:
            spot = self.spots[card_id]
            place = places[spot.piece].value(("cards", spot.number, *steps))
            found.append(spot.piece.location(self.path, place.line, place.column))
        return found


def load_deck(path: Path) -> LoadedDeck:
    """Read one deck file; whatever is wrong with it is in ``problems``."""
    try:
        text = read_text(path)
    except ActquizError as error:
        return LoadedDeck(path, problems=[error.problem])
    return load_text(text, path)


def load_text(text: str, path: Path) -> LoadedDeck:
    """Read a deck from its text; ``path`` is only named in places."""
    reader = _Reader(path)
    whole = FilePart(text)
    if not reader.read(whole) and not reader.is_refused and (pieces := cut(text)):
        as_a_whole = reader.loaded.problems.pop()
        for piece in pieces:
            reader.read(piece)
            if len(reader.loaded.problems) > MAX_PROBLEMS:
                break
        if not reader.loaded.problems:
            reader.loaded.problems.append(as_a_whole)
    return reader.finish()


class _Reader:
    """Gathers what the pieces of one file hold."""

    def __init__(self, path: Path) -> None:
        self.loaded = LoadedDeck(path)
        self._header: dict[str, Any] | None = None
        self._header_piece = FilePart("")
        self._has_cards = False
        self._unlisted = 0
        self.is_refused = False
        """The file is too much; cutting it would not help."""
        self._cards: list[Card] = []
        self._lines: dict[str, int] = {}

    def read(self, piece: FilePart) -> bool:
        """Take what ``piece`` holds; False if it does not parse, which is then a problem."""
        try:
            built = build(piece.text)
        except UnusableYaml as error:
            self._add(piece, error.problem)
            self.is_refused = error.is_final
            return False
        if isinstance(built.value, dict):
            self._take(piece, built.value, built)
        else:
            self._add(piece, _not_a_deck(built.value))
        return True

    def finish(self) -> LoadedDeck:
        """Convert the header, now that all pieces are read, and number the cards."""
        loaded = self.loaded
        if self._header is not None:
            try:
                loaded.deck = msgspec.convert({**self._header, "cards": ()}, DeckFile)
            except msgspec.ValidationError as error:
                places = find_places(self._header_piece.text, ())
                self._add(self._header_piece, explain(error, self._header, DeckFile, places, ()))
            if not self._has_cards:
                told = in_text("`cards` is missing", "write cards: and the cards under it", 0, 0)
                self._add(self._header_piece, told)
        if loaded.deck:
            loaded.deck = msgspec.structs.replace(loaded.deck, cards=tuple(self._cards))
            loaded.entries = _entries(loaded)
        loaded.problems.sort(key=lambda problem: problem.place)
        more = len(loaded.problems) - MAX_PROBLEMS + self._unlisted
        if more > 0 and len(loaded.problems) >= MAX_PROBLEMS:
            last = loaded.problems[MAX_PROBLEMS - 1].where
            del loaded.problems[MAX_PROBLEMS:]
            what = f"{more} more mistakes from here on"
            loaded.problems.append(Problem(what, "mend those above, then look again", where=last))
        return loaded

    def _take(self, piece: FilePart, value: dict[str, Any], built: Built) -> None:
        has_cards = "cards" in value
        cards = value.pop("cards", None)
        self._has_cards |= has_cards
        if piece.is_header and self._header is None:
            self._header, self._header_piece = value, piece
        elif piece.is_header:
            self._header = {**value, **(self._header or {})}
        if not isinstance(cards, (list, type(None))):
            self._add(
                piece, in_text("`cards` is not a list", "begin each card with '  - id: …'", 0, 0)
            )
        else:
            self._take_cards(piece, cards or [], built)

    def _take_cards(self, piece: FilePart, values: list[Any], built: Built) -> None:
        """Convert the cards, explain those that fail, keep the rest."""
        good: list[tuple[int, Card]] = []
        failures: list[RejectedCard] = []
        bad: set[int] = set()
        suspects = set(built.suspects)
        for number, value in enumerate(values):
            card, failed = convert(number, value)
            if failed:
                bad.add(number)
                # An error holds on to its whole traceback: a hundred of them are enough.
                failures += failed if len(failures) < MAX_PROBLEMS else []
            if card:
                good.append((number, card))
                if number in built.exponents and may_hide_number(card):
                    suspects.add(number)
        if bad or suspects:
            bad |= self._explain(piece, failures, bad, suspects)
        for number, card in good:
            if number not in bad:
                self._keep(piece, number, built.lines[number], card)

    def _explain(
        self,
        piece: FilePart,
        failures: list[RejectedCard],
        failed: set[int],
        suspects: set[int | None],
    ) -> set[int]:
        """Add the problems of failed and suspect cards; return which suspects are bad."""
        bad: set[int] = set()
        wanted = sorted(failed | {number for number in suspects if number is not None})
        shown = set(wanted[:MAX_PROBLEMS])
        places = find_places(piece.text, shown)
        for path, problem in mistakes(places):
            self._add(piece, problem)
            if path[0] == "cards" and len(path) > 1 and isinstance(path[1], int):
                bad.add(path[1])
        for failure in failures:
            if failure.number in shown:
                self._add(piece, failure.problem(places))
        # Those beyond the shown were not looked at: better left out than asked with a mistake.
        unseen = set(wanted[MAX_PROBLEMS:])
        self._unlisted += len(unseen)
        return bad | unseen

    def _keep(self, piece: FilePart, number: int, line: int, card: Card) -> None:
        """Add a sound card, unless its id, or one of those it expands to, is taken."""
        ids = [card.id]
        if isinstance(card, Formula):
            ids += [made.id for made in formula_cards.expand(card)]
        here = piece.location(self.loaded.path, line, 0).line
        for one in ids:
            if one in self._lines:
                what = f"the id `{one}` is already used on line {self._lines[one]}"
                self._add(piece, in_text(what, "give this card another id", line, 0))
                return
        self._lines |= dict.fromkeys(ids, here)
        self._cards.append(card)
        self.loaded.lines[card.id] = here
        self.loaded.spots[card.id] = CardPlace(piece, number)

    def _add(self, piece: FilePart, problem: Problem) -> None:
        what = _LINE.sub(lambda found: str(int(found[1]) + piece.offset + 1), problem.what)
        at = problem.where or Location(self.loaded.path, 1, 1)
        where = piece.location(self.loaded.path, at.line - 1, at.column - 1)
        self.loaded.problems.append(replace(problem, what=what, where=where))


def _not_a_deck(value: Any) -> Problem:
    fix = "begin with format: 1, then deck:, title: and cards:"
    if value is None:
        return in_text("the file is empty", fix, 0, 0)
    return in_text("the file is not a deck: its outermost level has no fields", fix, 0, 0)


def _entries(loaded: LoadedDeck) -> list[Entry]:
    """The deck's cards as they are studied, numbered in file order."""
    deck = loaded.deck
    assert deck is not None
    entries: list[Entry] = []
    for card in deck.cards:
        for one in formula_cards.expand(card) if isinstance(card, Formula) else [card]:
            entries.append(
                Entry(
                    id=one.id,
                    deck=deck.deck,
                    deck_title=deck.title,
                    group=_group(card.id, one.id),
                    path=str(loaded.path),
                    line=loaded.lines[card.id],
                    position=len(entries),
                    digest=digest(one),
                    card=one,
                )
            )
    return entries


def _group(card_id: str, studied_as: str) -> str:
    """What siblings share: a formula's id, or what stands before the last dot of the card's own."""
    return card_id if studied_as != card_id else card_id.rpartition(".")[0] or card_id
