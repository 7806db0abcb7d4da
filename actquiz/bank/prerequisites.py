"""What must be learned first: that it exists, and that nothing waits for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from actquiz.bank import formula_cards
from actquiz.bank.cards import Formula
from actquiz.bank.loader import LoadedDeck

Graph = Mapping[str, Sequence[str]]
"""What each id needs."""


def owners(decks: Iterable[LoadedDeck]) -> dict[str, str]:
    """Every id that may be named, with the id in the file: ``relu.slope`` belongs to ``relu``."""
    found: dict[str, str] = {}
    for deck in decks:
        for card in deck.deck.cards if deck.deck else ():
            found[card.id] = card.id
            if isinstance(card, Formula):
                found |= dict.fromkeys((made.id for made in formula_cards.expand(card)), card.id)
    return found


def cycles(graph: Graph) -> Iterator[list[str]]:
    """Chains of ids that lead back to their start, each once; without recursion."""
    finished: set[str] = set()
    for start in graph:
        chain: list[str] = []
        waiting = [(start, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                finished.add(chain.pop())
            elif node in chain:
                yield chain[chain.index(node) :]
            elif node not in finished and node in graph:
                chain.append(node)
                waiting.append((node, True))
                waiting.extend((need, False) for need in graph[node])
