"""Proves decks: every claim of every card, with what was proved before left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from actquiz import paths
from actquiz.bank.cards import Card, Formula
from actquiz.bank.loader import LoadedDeck
from actquiz.errors import Location, Problem
from actquiz.proofs.absolutes import check_absolutes
from actquiz.proofs.cards import is_claimed, prove
from actquiz.proofs.ledger import Ledger
from actquiz.proofs.texts import statements

_PROCESSES = 2
_WORTH_A_POOL = 40
"""Below so many unproved cards, starting processes costs more than it saves."""


@dataclass(slots=True)
class ProofReport:
    """What came of proving: complaints, and how much of the bank a machine checks."""

    problems: list[Problem] = field(default_factory=list)
    cards: int = 0
    """Cards as they are studied: a formula counts once for each card it makes."""
    claimed: int = 0
    """Those with something that a machine checks."""
    statements: int = 0
    """Sentences that cards assert."""
    checked: int = 0
    """Those that carry something a machine checks."""
    remembered: int = 0
    """Proved before, unchanged since; counted in entries of files."""
    proved: int = 0
    """Proved now."""

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
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ProofReport:
    """Prove every card of ``decks``; ``whole_bank`` lets the ledger forget all other cards."""
    report = ProofReport()
    todo: list[tuple[LoadedDeck, Card, str]] = []
    for deck in decks:
        cards: tuple[Card, ...] = deck.deck.cards if deck.deck else ()
        for card in cards:
            weight = len(card.ask) if isinstance(card, Formula) else 1
            report.cards += weight
            report.claimed += weight * is_claimed(card)
            said, checked = statements(card)
            report.statements += said
            report.checked += checked
            key = ledger.key(card)
            if ledger.holds(key):
                report.remembered += 1
            else:
                todo.append((deck, card, key))
    found = _prove_all([card for _, card, _ in todo])
    for done, ((deck, card, key), complaints) in enumerate(zip(todo, found, strict=True), start=1):
        if complaints:
            line = deck.lines.get(card.id, 0)
            where = Location(deck.path, line)
            report.problems += [each.at(where, owner=card.id) for each in complaints]
        else:
            report.proved += 1
            ledger.add(key)
        progress(done, len(todo))
    ledger.save(keep_others=not whole_bank)
    report.problems += _absolutes(decks)
    return report


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


def _prove_all(cards: Sequence[Card]) -> Iterable[list[Problem]]:
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
