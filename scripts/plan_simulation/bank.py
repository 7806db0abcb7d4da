"""The bank that ships, as the planner sees it, with the interview that is asked about it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from actquiz import paths
from actquiz.arrays import Floats, Integers
from actquiz.bank.cards import Open
from actquiz.bank.index import Index
from actquiz.bank.search import Query
from actquiz.memory.settings import Settings
from actquiz.planner.interview import AskedShares
from actquiz.planner.policy import CardColumns
from actquiz.practice.answer_times import REVIEW, SECONDS
from actquiz.practice.interview_model import AskableCards, interview_of, load_model, weigh


class SimulatedBank(NamedTuple):
    """Cards nobody has seen; a value each."""

    kind: Integers
    """A number for each kind of card."""
    group: Integers
    """Cards of one deck: in one world they help each other."""
    pace: Floats
    """Usual seconds of the kind, against the usual card."""
    interview: AskedShares
    """The model's standard interview."""

    def unseen(self) -> CardColumns:
        """Nothing of it has been met."""
        ones = np.ones(len(self.pace))
        return CardColumns(ones, 5 * ones, -ones, self.pace, ones)


def shipped_bank() -> SimulatedBank:
    """Read the decks that ship."""
    content = paths.shipped_content()
    with Index.open([*content.glob("formulas/*.yaml"), *content.glob("decks/*.yaml")]) as index:
        entries = [index.entry(found.id) for found in index.search(Query(), limit=1_000_000)]
    kinds = [str(type(entry.card).__struct_config__.tag) for entry in entries]
    cards = AskableCards(
        [entry.id for entry in entries],
        kinds,
        [entry.card.level for entry in entries],
        [{*entry.card.tags, entry.deck} for entry in entries],
    )
    opens = {entry.id: entry.card for entry in entries if isinstance(entry.card, Open)}
    names = sorted(SECONDS)
    decks = sorted({entry.deck for entry in entries})
    return SimulatedBank(
        np.array([names.index(kind) for kind in kinds]),
        np.array([decks.index(entry.deck) for entry in entries]),
        np.array([SECONDS[kind] for kind in kinds]) / REVIEW,
        interview_of(cards, opens, weigh(load_model(), Settings())),
    )
