"""What a plan is made from: the cards as they are remembered, and the learner's habits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from actquiz.arrays import Floats
from actquiz.errors import ActquizError
from actquiz.memory.fsrs_batch import MemoryModel
from actquiz.memory.memory import Phase
from actquiz.memory.scheduler import scheduler_for
from actquiz.memory.schema import CARDS_ONLY
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.planner.belief import believed_weights
from actquiz.planner.calibration import memories
from actquiz.planner.fitting import read_reviews
from actquiz.planner.policy import CardColumns
from actquiz.planner.review_value import LearnerModel
from actquiz.practice.answer_times import learned_pace
from actquiz.practice.askable_cards import Pool

_NEVER = -1
_FIRST_GRADES = np.array([0.25, 0.1, 0.5, 0.15])
_PRIOR = 40
"""How many first reviews what is usual counts for."""

_CARDS = """
SELECT c.id, c.deck, c.level, c.grp, c.kind, coalesce(s.phase, 0), s.stability, s.difficulty,
    s.last_day
FROM bank.card c LEFT JOIN state s ON s.card_id = c.id
WHERE coalesce(s.suspended, 0) = 0 ORDER BY c.position
"""
_SAID_LITTLE, _SAID_ENOUGH = 30, 4000
"""Reviews below which nothing is concluded from them, and from which on a fit is better."""
_COUNT = (
    f"SELECT count(*) FROM (SELECT 1 FROM review WHERE undone IS NULL AND {CARDS_ONLY} LIMIT ?)"
)
_HISTORIES = (
    f"SELECT DISTINCT card_id FROM review WHERE undone IS NULL AND {CARDS_ONLY} ORDER BY card_id"
)
_FIRSTS = (
    "SELECT r.grade, count(*) FROM review r JOIN bank.card c ON c.id = r.card_id "
    "WHERE r.undone IS NULL AND r.kind = 0 GROUP BY r.grade"
)


@dataclass(frozen=True, slots=True)
class Bank:
    """The cards that are planned for, and the learner."""

    day: date
    """The study day it stands on."""
    ids: Sequence[str]
    decks: Sequence[str]
    levels: Sequence[str]
    kinds: Sequence[str]
    groups: Sequence[str]
    """Shared by siblings: a card's own id where it has none."""
    cards: CardColumns
    learner: LearnerModel
    spent: float
    """Seconds of reviews today."""
    total: int
    """All cards, those suspended too."""

    def recall(self, ahead: int = 0) -> Floats:
        """The chance that each card is recalled ``ahead`` days from today, if it is not asked."""
        days = np.maximum(self.cards.since, 0) + ahead
        return np.where(self.cards.seen, self.learner.model.recall(self.cards.stability, days), 0.0)


class NothingToPlan(ActquizError):
    """There is nothing to plan for."""


def gather(store: Store, index: Path, settings: Settings, day: date) -> Bank:
    """Read all that is not suspended, as it stands on ``day``. Raise ``NothingToPlan`` if none."""
    if settings.weights:
        # Refuses weights that are none.
        scheduler_for(settings.parameters())
    pool = Pool(store, index)
    try:
        rows = pool.reading(_CARDS).fetchall()
        pace = learned_pace(pool)
        firsts = dict(pool.reading(_FIRSTS).fetchall())
        (spent,) = pool.reading(
            "SELECT coalesce(sum(duration), 0) FROM review "
            f"WHERE undone IS NULL AND day = ? AND {CARDS_ONLY}",
            (day.toordinal(),),
        ).fetchone()
        (total,) = pool.reading("SELECT count(*) FROM bank.card").fetchone()
    finally:
        pool.close()
    if not rows:
        raise NothingToPlan(
            "there is no card to plan for", fix="put a deck into your decks folder, then try again"
        )
    ids, decks, levels, groups, kinds, phases, stability, difficulty, last = zip(*rows, strict=True)
    seen = np.array(phases) != Phase.NEW
    given = np.array([firsts.get(grade, 0) for grade in range(1, 5)]) + _PRIOR * _FIRST_GRADES
    since = [day.toordinal() - one if one is not None else _NEVER for one in last]
    cards = CardColumns(
        np.where(seen, np.array(stability, dtype=float), 1.0),
        np.where(seen, np.array(difficulty, dtype=float), 5.0),
        np.where(seen, np.maximum(since, 0), _NEVER).astype(float),
        np.array([pace.kinds.get(kind, 1.0) for kind in kinds]),
        np.ones(len(ids)),
    )
    if weights := _weights(store, settings):
        cards = _remembered(store, weights, ids, cards)
    learner = LearnerModel(
        MemoryModel(weights),
        new=pace.new,
        review=pace.review,
        lapse=pace.lapse,
        first_grades=tuple((given / given.sum()).tolist()),
    )
    return Bank(day, ids, decks, levels, kinds, groups, cards, learner, spent / 1000, total)


def _weights(store: Store, settings: Settings) -> tuple[float, ...]:
    """Those fitted to the learner, else what the reviews so far make likely; none: the standard."""
    if settings.weights:
        return settings.weights
    with store.reading(_COUNT, (_SAID_ENOUGH,)) as rows:
        (said,) = rows.fetchone()
    # So few say nothing; so many are worth a fit, and would take too long here.
    if not _SAID_LITTLE <= said < _SAID_ENOUGH:
        return ()
    return believed_weights(read_reviews(store))


def _remembered(
    store: Store, weights: Sequence[float], ids: Sequence[str], cards: CardColumns
) -> CardColumns:
    """The same cards as a memory with these weights would have them."""
    with store.reading(_HISTORIES) as rows:
        order = [card for (card,) in rows]
    stability, difficulty = memories(read_reviews(store), weights)
    if not len(stability):
        return cards
    place = {card: at for at, card in enumerate(order)}
    found = [place.get(card, _NEVER) for card in ids]
    known = cards.seen & (np.array(found) >= 0)
    return cards._replace(
        stability=np.where(known, stability[found], cards.stability),
        difficulty=np.where(known, difficulty[found], cards.difficulty),
    )
