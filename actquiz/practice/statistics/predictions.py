"""Predicted against observed recall, over a sample of cards where there are many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from actquiz.memory.schema import CARDS_ONLY
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store

if TYPE_CHECKING:
    from actquiz.planner.calibration import Calibration

SAMPLE = 25_000
"""About how many reviews are replayed at most."""
ENOUGH = 100
"""Reviews below which ten groups of them say nothing."""

# ``shuffle`` is a hash of the card's id and number of reviews: as good as drawn by lot.
_PASTS = f"""
SELECT card_id, day, grade FROM review
WHERE undone IS NULL AND {CARDS_ONLY}
    AND card_id IN (SELECT card_id FROM state WHERE shuffle % ? = 0)
ORDER BY card_id, moment, id
"""


@dataclass(frozen=True, slots=True)
class Predictions:
    """How well the schedule's model foretold what was recalled."""

    one_card_in: int
    """Only every so many-th card was replayed; 1: all of them."""
    tested: int
    """Reviews of these cards, a day or more after the one before."""
    calibration: Calibration | None
    """None where there are fewer than ``ENOUGH``."""


def read_predictions(
    store: Store, settings: Settings, *, reviews: int, since: date | None
) -> Predictions:
    """Replay cards with the weights in use now; only reviews ``since`` then are scored.

    ``reviews``: how many there are in all.
    """
    import numpy as np

    from actquiz.planner.calibration import Reviews, calibration, predict

    one_in = -(-reviews // SAMPLE) or 1
    with store.reading(_PASTS, (one_in,)) as rows:
        found = rows.fetchall()
    cards: dict[str, int] = {}
    past = Reviews.of(
        [cards.setdefault(card_id, len(cards)) for card_id, _, _ in found],
        [day for _, day, _ in found],
        [grade for _, _, grade in found],
    )
    predicted = predict(past, settings.weights)
    among = past.day >= (since.toordinal() if since else 0)
    tested = int(np.count_nonzero(predicted.tested & among))
    return Predictions(
        one_in, tested, calibration(past, predicted, among=among) if tested >= ENOUGH else None
    )
