"""A learner's way through one deck: what comes before it, its cards in order, what to take next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from actquiz.bank.cards import LEVELS
from actquiz.bank.index import DeckInfo, Index
from actquiz.errors import ActquizError
from actquiz.memory.sqlite_errors import explained
from actquiz.memory.store import Store
from actquiz.practice.askable_cards import Pool
from actquiz.practice.card_filter import UNASKED, Standing, row_title, standing
from actquiz.practice.today import DeckToday, Today
from actquiz.words import counted


@dataclass(frozen=True, slots=True)
class Stop:
    """One card on the way."""

    card_id: str
    title: str
    """One line without Markdown's marks."""
    level: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to take next."""

    what: Literal["review", "before", "learn", "after", "done"]
    """``review`` what is due here, a deck that comes ``before`` it, ``learn`` new cards here, a
    deck ``after`` it; ``done``: nothing is left to learn anywhere."""
    deck: DeckToday | None = None
    """Where; None when done."""

    def __str__(self) -> str:
        if self.deck is None:
            return "Everything is learned"
        cards = counted(self.deck.due, "card")
        words = {
            "review": f"Review {cards} here",
            "before": f"Begin with {self.deck.title}",
            "learn": "Learn the next cards here",
            "after": f"Go on to {self.deck.title}",
        }
        return words[self.what]


@dataclass(frozen=True, slots=True)
class Course:
    """One deck as a way from its first card to its last."""

    info: DeckInfo
    counts: DeckToday
    before: tuple[DeckToday, ...]
    """The decks this one builds on."""
    after: tuple[DeckToday, ...]
    """The decks that build on this one."""
    stops: tuple[Stop, ...]
    """Its cards in learning order."""
    next: NextStep

    def by_level(self) -> list[tuple[str, int, int]]:
        """(level, learned, all) of each level it has cards of."""
        found = []
        for level in LEVELS:
            mine = [stop.standing for stop in self.stops if stop.level == level]
            if mine:
                found.append((level, sum(each in ("learned", "due") for each in mine), len(mine)))
        return found

    @property
    def place(self) -> int:
        """Where the learner is: the first card never seen, or the last of all."""
        unseen = (at for at, stop in enumerate(self.stops) if stop.standing == "new")
        return next(unseen, max(len(self.stops) - 1, 0))


def course(store: Store, index: Index, today: Today, deck: str) -> Course:
    """The way through ``deck``, as ``today`` finds it. Raises ActquizError for an unknown deck."""
    decks = {info.id: info for info in index.decks()}
    if deck not in decks:
        raise ActquizError(f"there is no deck “{deck}”", fix="`actquiz decks` lists them")
    info = decks[deck]
    counts = {each.id: each for each in today.decks}
    before = tuple(counts[need] for need in info.needs if need in counts)
    after = tuple(counts[other.id] for other in decks.values() if deck in other.needs)
    return Course(
        info,
        counts[deck],
        before,
        after,
        _stops(store, index, deck, today.day.toordinal()),
        _next(counts[deck], before, after, today.decks),
    )


def _next(
    here: DeckToday,
    before: Sequence[DeckToday],
    after: Sequence[DeckToday],
    decks: Sequence[DeckToday],
) -> NextStep:
    if here.due:
        return NextStep("review", here)
    untouched = here.new == here.total
    missing = [deck for deck in before if deck.new == deck.total]
    if here.new and untouched and missing:
        return NextStep("before", missing[0])
    if here.new:
        return NextStep("learn", here)
    rest = [*after, *decks]
    open_ = next((deck for deck in rest if deck.new), None)
    return NextStep("done") if open_ is None else NextStep("after", open_)


def _stops(store: Store, index: Index, deck: str, day: int) -> tuple[Stop, ...]:
    sql = (
        f"SELECT c.id, t.title, {UNASKED}, c.level, s.phase, s.suspended, s.due_day "
        "FROM bank.card c JOIN bank.content t ON t.ref = c.ref "
        "LEFT JOIN state s ON s.card_id = c.id WHERE c.deck = ? ORDER BY c.position"
    )
    pool = Pool(store, index.path)
    try:
        with explained(store.path):
            rows = pool.reading(sql, (deck,)).fetchall()
    finally:
        pool.close()
    return tuple(
        Stop(id, row_title(title, payload), level, standing(phase, suspended, due_day, day))
        for id, title, payload, level, phase, suspended, due_day in rows
    )
