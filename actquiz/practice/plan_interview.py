"""The model of the interview over the cards that are planned for."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz.bank.cards import Open
from actquiz.bank.studied_card import card_of
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.practice.askable_cards import Pool
from actquiz.practice.exercises.catalogue import names
from actquiz.practice.interview_model import (
    AskableCards,
    Weighing,
    interview_of,
    load_model,
    weigh,
)
from actquiz.practice.plan_bank import Bank

if TYPE_CHECKING:
    from actquiz.planner.interview import AskedShares

_OPEN = (
    "SELECT c.id, t.payload FROM bank.card c JOIN bank.content t ON t.ref = c.ref "
    "WHERE kind = 'open'"
)


def read_interview(
    store: Store, index: Path, settings: Settings, bank: Bank
) -> tuple[Weighing, AskedShares]:
    """The model for what the learner has chosen. Raise ``ActquizError`` for a choice unknown."""
    weighing = weigh(load_model(), settings)
    topics: dict[str, set[str]] = defaultdict(set)
    with closing(Pool(store, index)) as pool:
        for card, tag in pool.reading("SELECT card_id, tag FROM bank.tag"):
            topics[card].add(tag)
        written = {card: card_of(payload) for card, payload in pool.reading(_OPEN)}
    for card, deck in zip(bank.ids, bank.decks, strict=True):
        topics[card].add(deck)
    cards = AskableCards(bank.ids, bank.kinds, bank.levels, [topics[card] for card in bank.ids])
    planned = set(bank.ids)
    opens = {
        card: one for card, one in written.items() if card in planned and isinstance(one, Open)
    }
    return weighing, interview_of(cards, opens, weighing, known_programs(store, bank))


def known_programs(store: Store, bank: Bank) -> float:
    """The share of the exercises that would pass today: passed once, and still recalled."""
    every = names()
    if not every:
        return 0.0
    model = bank.learner.model
    recalls = [
        float(model.recall(memory.stability, max((bank.day - memory.last_day).days, 0)))
        for name in every
        if (memory := store.memory(EXERCISE_PREFIX + name)) and memory.stability
    ]
    return sum(recalls) / len(every)
