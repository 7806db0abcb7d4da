"""What is known by now: stability, difficulty and the chance of recall of every card seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from actquiz.arrays import Floats, Integers
from actquiz.bank.cards import LEVELS
from actquiz.memory.activity import MATURE_DAYS
from actquiz.memory.fsrs_batch import MemoryModel
from actquiz.memory.memory import Phase
from actquiz.memory.settings import Settings
from actquiz.practice.askable_cards import Pool
from actquiz.text.layout import plain

STABILITIES = (1, 3, 7, 14, 30, 91, 183, 365)
"""Days between the groups of stability."""
_NAMED = 20
"""How many leeches are named; all are counted."""

_CARDS = "SELECT deck, level, count(*) FROM bank.card GROUP BY 1, 2"
# Most of the time goes into handing values over, so all that is a small number travels in one.
_SEEN = f"""
SELECT c.deck, s.stability, ((max(:day - s.last_day, 0) * 3
    + iif(s.phase <> {Phase.REVIEW:d}, 0, 1 + (s.due_day - s.last_day >= {MATURE_DAYS}))) * 9
    + min(CAST(s.difficulty AS INTEGER), 9) - 1) * 3
    + CASE c.level {" ".join(f"WHEN '{level}' THEN {n}" for n, level in enumerate(LEVELS))} END
FROM bank.card c CROSS JOIN state s ON s.card_id = c.id WHERE s.reviews > 0
"""
# CROSS JOIN keeps that order: from the decks' cards to their states is twice as fast as back.
_LEECHES = """
SELECT s.card_id, t.title, c.deck, s.lapses
FROM state s JOIN bank.card c ON c.id = s.card_id JOIN bank.content t ON t.ref = c.ref
WHERE s.lapses >= ? AND s.suspended = 0 ORDER BY s.lapses DESC, s.card_id
"""


@dataclass(frozen=True, slots=True)
class CardCounts:
    """Every card of the decks, by where it stands."""

    new: int
    """Never seen."""
    learning: int
    """In their learning steps."""
    young: int
    """Learned, and to be asked again after less than 21 days."""
    mature: int
    """To be asked again after 21 days or more."""

    @property
    def total(self) -> int:
        """All cards."""
        return self.new + self.learning + self.young + self.mature


class Topic(NamedTuple):
    """A deck, or a level."""

    id: str
    title: str
    cards: int
    seen: int
    known: float
    """How many of ``cards`` should be recalled today: the sum of their chances; unseen ones 0."""


class Leech(NamedTuple):
    """A card that was forgotten again and again."""

    card_id: str
    title: str
    deck: str
    lapses: int


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known, of the cards that are in a deck."""

    cards: CardCounts
    topics: tuple[Topic, ...]
    """Decks in learning order."""
    levels: tuple[Topic, ...]
    stability: tuple[int, ...]
    """Cards in each group: below ``STABILITIES[0]`` days, …, from the last of them on."""
    difficulty: tuple[int, ...]
    """Cards of difficulty 1 to 2, …, 9 to 10."""
    leeches: tuple[Leech, ...]
    """The worst, most lapses first."""
    leeches_in_all: int

    @property
    def known(self) -> float:
        """How many cards should be recalled today."""
        return sum(topic.known for topic in self.topics)


def read_knowledge(pool: Pool, day: date, settings: Settings) -> Knowledge:
    """Read every card's state as of the study day ``day``."""
    counts = pool.reading(_CARDS).fetchall()
    decks = [(deck, title) for deck, title, _ in pool.decks()]
    seen = _seen(pool, day, [deck for deck, _ in decks])
    leeches = pool.reading(_LEECHES, (settings.leech_threshold,)).fetchall()
    chance = MemoryModel(settings.weights).recall(seen.stability, seen.elapsed)
    learning, young, mature = _counted(seen.standing, 3)
    return Knowledge(
        cards=CardCounts(sum(count for *_, count in counts) - len(chance), learning, young, mature),
        topics=_topics(decks, seen.deck, chance, [(deck, n) for deck, _, n in counts]),
        levels=_topics(
            [(level, level) for level in LEVELS],
            seen.level,
            chance,
            [(level, n) for _, level, n in counts],
        ),
        stability=_counted(
            np.searchsorted(STABILITIES, seen.stability, side="right"), len(STABILITIES) + 1
        ),
        difficulty=_counted(seen.difficulty, 9),
        leeches=tuple(
            Leech(card_id, plain(title), deck, lapses)
            for card_id, title, deck, lapses in leeches[:_NAMED]
        ),
        leeches_in_all=len(leeches),
    )


class _Seen(NamedTuple):
    """Every card seen, a column each: a hundred thousand cards would be too slow one by one."""

    deck: Integers
    """Its place among the decks."""
    level: Integers
    """Its place among ``LEVELS``."""
    stability: Floats
    """Days."""
    elapsed: Integers
    """Study days since the last review."""
    standing: Integers
    """0 learning, 1 young, 2 mature."""
    difficulty: Integers
    """0: from 1 to 2, …, 8: from 9 to 10."""


def _seen(pool: Pool, day: date, decks: Sequence[str]) -> _Seen:
    places = {deck: place for place, deck in enumerate(decks)}
    rows = pool.reading(_SEEN, {"day": day.toordinal()}).fetchall()
    names, stability, packed = zip(*rows, strict=True) if rows else ((), (), ())
    rest, level = np.divmod(np.array(packed, dtype=np.int64), 3)
    rest, difficulty = np.divmod(rest, 9)
    elapsed, standing = np.divmod(rest, 3)
    deck = np.array([places[name] for name in names], dtype=np.int64)
    return _Seen(deck, level, np.array(stability, np.float64), elapsed, standing, difficulty)


def _topics(
    names: Sequence[tuple[str, str]],
    place: Integers,
    chance: Floats,
    counts: Sequence[tuple[str, int]],
) -> tuple[Topic, ...]:
    """Sum up by place: ``place`` and ``chance`` of each card seen, ``counts`` of all cards."""
    cards = dict.fromkeys((id for id, _ in names), 0)
    for id, count in counts:
        cards[id] += count
    seen = np.bincount(place, minlength=len(names)).tolist()
    known = np.bincount(place, chance, minlength=len(names)).tolist()
    sums = zip(names, cards.values(), seen, known, strict=True)
    return tuple(Topic(*name, *rest) for name, *rest in sums if rest[0])


def _counted(group: Integers, groups: int) -> tuple[int, ...]:
    return tuple(np.bincount(group, minlength=groups).tolist())
