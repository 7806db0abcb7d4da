"""A fair draw of cards: topics, levels and kinds take turns; the same seed, the same cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actquiz.bank.entry import Entry
    from actquiz.bank.index import Index
    from actquiz.bank.search import Found

_ALL = 1_000_000
"""More cards than anybody has."""


def sample(index: Index, count: int, seed: int, decks: Sequence[str] = ()) -> list[Entry]:
    """Up to ``count`` cards, no two of them siblings, in the order in which they are asked.

    The next card always comes from the topic that has had the fewest so far, there from the level
    that has, and there from the kind; ``seed`` decides between equals.
    """
    random = Random(seed)
    left = sorted(index.search(decks=decks, limit=_ALL), key=lambda found: found.id)
    random.shuffle(left)
    drawn: list[Entry] = []
    groups: set[str] = set()
    had: Counter[str] = Counter()
    while left and len(drawn) < count:
        found = _fairest(left, had)
        left.remove(found)
        entry = index.get(found.id)
        if entry is None or entry.group in groups:
            continue
        groups.add(entry.group)
        had.update((found.deck, f"level {found.level}", f"kind {found.kind}"))
        drawn.append(entry)
    return drawn


def _fairest(left: Iterable[Found], had: Counter[str]) -> Found:
    """The first card of the topic, level and kind that have had the fewest, in this order."""
    return min(
        left,
        key=lambda found: (had[found.deck], had[f"level {found.level}"], had[f"kind {found.kind}"]),
    )
