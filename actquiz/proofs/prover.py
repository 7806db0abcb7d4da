"""Proves decks: every claim of every card, with what was proved before left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import msgspec

from actquiz import paths
from actquiz.bank.cards import Card, Formula
from actquiz.bank.loader import LoadedDeck
from actquiz.bank.refresh import Progress
from actquiz.demos import kept_functions
from actquiz.errors import Location, Problem
from actquiz.proofs.absolute_words import check_absolutes
from actquiz.proofs.cards import is_claimed, prove
from actquiz.proofs.ledger import Ledger, Proofs
from actquiz.proofs.texts import statements

_PROCESSES = 2
_WORTH_A_POOL = 40
"""Below so many unproved cards, starting processes costs more than it saves."""


@dataclass(slots=True)
class ProofReport(Proofs):
    """What came of proving cards, and how much of the bank a machine checks."""

    cards: int = 0
    """Cards as they are studied: a formula counts once for each card it makes."""
    claimed: int = 0
    """Those with something that a machine checks."""
    statements: int = 0
    """Sentences that cards assert."""
    checked: int = 0
    """Those that carry something a machine checks."""

    @property
    def share(self) -> float:
        """The share of cards that carry a claim, 0 to 1."""
        return self.claimed / self.cards if self.cards else 0.0

    @property
    def share_checked(self) -> float:
        """The share of asserted sentences that carry a check, 0 to 1."""
        return self.checked / self.statements if self.statements else 0.0


def prove_decks(
    decks: Sequence[LoadedDeck],
    ledger: Ledger,
    *,
    whole_bank: bool,
    progress: Progress = lambda done, total: None,
) -> ProofReport:
    """Prove every card of ``decks``; ``whole_bank`` lets the ledger forget all other cards."""
    report = ProofReport()
    report.problems += kept_functions.load_from([deck.path for deck in decks])
    every = [(deck, card) for deck in decks for card in (deck.deck.cards if deck.deck else ())]
    for _, card in every:
        weight = len(card.ask) if isinstance(card, Formula) else 1
        report.cards += weight
        report.claimed += weight * is_claimed(card)
        said, checked = statements(card)
        report.statements += said
        report.checked += checked
    items = ((item, _rests_on(*item)) for item in every)
    ledger.prove(items, _prove_all, report, whole_bank=whole_bank, progress=progress)
    report.problems += _absolutes(decks)
    return report


def _rests_on(deck: LoadedDeck, card: Card) -> bytes:
    """A card's text, and the formulas of its deck's own functions."""
    text = msgspec.json.encode(card, order="sorted")
    functions = deck.deck.functions if deck.deck else {}
    return text + msgspec.json.encode(functions, order="sorted") if functions else text


def _absolutes(decks: Iterable[LoadedDeck]) -> Iterator[Problem]:
    """Absolute words and what they rest on: quick to look through, so never remembered."""
    for deck in decks:
        shipped = deck.path.is_relative_to(paths.shipped_content())
        found = [
            (card.id, problem)
            for card in (deck.deck.cards if deck.deck else ())
            for problem in check_absolutes(card, shipped=shipped)
        ]
        places = deck.locate_all([(card, problem.field) for card, problem in found])
        for (card, problem), where in zip(found, places, strict=True):
            yield problem.at(where, owner=card)


def _prove_all(items: Sequence[tuple[LoadedDeck, Card]]) -> Iterator[list[Problem]]:
    found = _prove_cards([card for _, card in items])
    for (deck, card), problems in zip(items, found, strict=True):
        where = Location(deck.path, deck.lines.get(card.id, 0))
        yield [problem.at(where, owner=card.id) for problem in problems]


def _prove_cards(cards: Sequence[Card]) -> Iterable[list[Problem]]:
    if len(cards) < _WORTH_A_POOL:
        yield from map(prove, cards)
        return
    # Cards that name the same experiment stay together, so that one process runs it once.
    order = sorted(range(len(cards)), key=lambda place: _experiment(cards[place]))
    with ProcessPoolExecutor(_PROCESSES) as pool:
        found = pool.map(prove, [cards[place] for place in order], chunksize=4)
        by_place = dict(zip(order, found, strict=True))
    yield from (by_place[place] for place in range(len(cards)))


def _experiment(card: Card) -> str:
    names = [str(claim["demo"]) for claim in card.claims if "demo" in claim]
    return str(getattr(card, "demo", names[0] if names else ""))
