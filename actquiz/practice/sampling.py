"""A fair draw of cards: topics, levels and kinds take turns; the same seed, the same cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from actquiz.bank.search import Query

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.studied_card import Entry

_ALL = 1_000_000
"""More cards than anybody has."""

_Sort = tuple[str, str, str]
"""What is to take turns: a topic, a level, a kind."""


def sample(index: Index, count: int, seed: int, decks: Sequence[str] = ()) -> list[Entry]:
    """Up to ``count`` cards, no two of them siblings, in the order in which they are asked.

    The next card always comes from the topic that has had the fewest so far, there from the level
    that has, and there from the kind; ``seed`` decides between equals.
    """
    piles = _piles(index, seed, decks)
    drawn: list[Entry] = []
    groups: set[str] = set()
    had: Counter[str] = Counter()
    while piles and len(drawn) < count:
        sort = _fairest(piles, had)
        entry = index.get(piles[sort].pop()[1])
        if not piles[sort]:
            del piles[sort]
        if entry is None or entry.group in groups:
            continue
        groups.add(entry.group)
        had.update(sort)
        drawn.append(entry)
    return drawn


def _piles(index: Index, seed: int, decks: Sequence[str]) -> dict[_Sort, list[tuple[int, str]]]:
    """The cards of each sort with their places in the shuffled whole, the first one on top."""
    every = index.search(Query(decks=tuple(decks)), limit=_ALL)
    shuffled = sorted(every, key=lambda each: each.id)
    Random(seed).shuffle(shuffled)
    piles: dict[_Sort, list[tuple[int, str]]] = {}
    for place in range(len(shuffled) - 1, -1, -1):
        found = shuffled[place]
        sort = (f"topic {found.deck}", f"level {found.level}", f"kind {found.kind}")
        piles.setdefault(sort, []).append((place, found.id))
    return piles


def _fairest(piles: Mapping[_Sort, Sequence[tuple[int, str]]], had: Counter[str]) -> _Sort:
    """The sort whose topic, level and kind have had the fewest, in this order.

    Between equals the one whose top card comes first in the shuffled whole. Sorts are few where
    cards are many, so a draw does not look at every card.
    """
    return min(piles, key=lambda sort: (*(had[each] for each in sort), piles[sort][-1][0]))
