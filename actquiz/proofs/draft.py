"""A card while it is written: what it will be, and what is wrong with it, by line.

All of ``actquiz check`` that concerns one card, but for its experiments, which take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import msgspec

from actquiz.bank.card_lines import as_deck
from actquiz.bank.cards import Card
from actquiz.bank.index import Index
from actquiz.bank.lint import lint
from actquiz.bank.loader import LoadedDeck, load_text
from actquiz.bank.studied_card import Entry
from actquiz.demos import kept_functions
from actquiz.errors import IN_TEXT, Location, Problem
from actquiz.practice.judge.checks import check_points
from actquiz.proofs.absolute_words import check_absolutes
from actquiz.proofs.cards import needs_experiments, prove
from actquiz.proofs.texts import UNPROVED


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft is."""

    card: Card | None
    """None: it is no card yet."""
    entries: list[Entry]
    """As it will be studied: a formula makes several."""
    problems: list[Problem]
    """Their places count lines of the draft, from 1."""
    has_experiments: bool = False
    """Something of it only an experiment shows: it is not looked at here."""

    @property
    def errors(self) -> list[Problem]:
        """Those with which the card cannot be used or is wrong."""
        return [one for one in self.problems if one.severity == "error"]


def check(
    text: str,
    path: Path,
    deck: str,
    index: Index | None,
    *,
    before: str = "",
    shipped: bool = False,
) -> Checked:
    """Look at the YAML of one card that belongs into the deck at ``path``.

    ``before``: the id it has had so far; empty for a new card. ``index``: all other cards.
    """
    _learn_functions(path, _changed(path))
    whole, lines, columns = as_deck(text)
    loaded = load_text(whole, path)
    card = loaded.deck.cards[0] if loaded.deck and loaded.deck.cards else None
    problems = [*loaded.problems]
    if card is not None and loaded.deck is not None:
        loaded.deck = msgspec.structs.replace(loaded.deck, deck=deck)
        problems += lint([loaded], index)
        problems += check_points([loaded])
        stated = [*prove(card, experiments=False), *check_absolutes(card, shipped=shipped)]
        problems += _placed(loaded, card, stated if shipped else map(_milder, stated))
        problems += _placed(loaded, card, _about_id(loaded, index, before))
    moved = [_moved(one, lines, columns, card.id if card else "") for one in problems]
    found = {(one.what, one.place): one for one in moved if one is not None}
    return Checked(
        card,
        loaded.entries,
        sorted(found.values(), key=lambda one: (one.severity != "error", one.place)),
        card is not None and needs_experiments(card),
    )


def _milder(problem: Problem) -> Problem:
    """On a learner's own card a number that is not proved is worth a word, and no error."""
    unproved = problem.what.endswith(UNPROVED)
    return replace(problem, severity="warning") if unproved else problem


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=8)
def _learn_functions(path: Path, changed: int) -> None:
    """Make the deck's own functions known, once for each state of its file."""
    kept_functions.load_from([path] if changed else [])


def _placed(loaded: LoadedDeck, card: Card, problems: Iterable[Problem]) -> list[Problem]:
    listed = list(problems)
    places = loaded.locate_all([(card.id, one.field) for one in listed])
    return [one.at(where) for one, where in zip(listed, places, strict=True)]


def _about_id(loaded: LoadedDeck, index: Index | None, before: str) -> Iterable[Problem]:
    """Its history hangs on it, and no other card may have it, least of all in the same file."""
    card_id = next(iter(loaded.lines))
    if before and card_id != before:
        what = f"the card's history hangs on its id, which was `{before}`"
        yield Problem(what, "leave it as it was", field=("id",), severity="warning")
    for entry in loaded.entries if index and card_id != before else ():
        there = index.place(entry.id) if index else None
        if there is not None and there.path == loaded.path.absolute():
            what = f"the id `{entry.id}` is already used at {there}"
            yield Problem(what, "give this card another id", field=("id",))


def _moved(problem: Problem, lines: int, columns: int, card_id: str) -> Problem | None:
    """The problem at its place in the draft; None for what concerns the file around it."""
    where = problem.where
    if where is None:
        return replace(problem, where=Location(IN_TEXT, 1))
    if where.line <= lines:
        return None
    place = Location(IN_TEXT, where.line - lines, max(where.column - columns, 1))
    return replace(problem, what=problem.what.removeprefix(f"{card_id}: "), where=place)
