"""How long cards take: by kind, from the learner's own reviews, at first from what is usual."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from actquiz.practice.askable_cards import Pool
from actquiz.practice.kinds.table import KINDS

SECONDS = {str(card.__struct_config__.tag): kind.seconds for card, kind in KINDS.items()}
"""Seconds a review of each kind, by name, takes somebody nothing is known of."""
REVIEW, NEW, LAPSE = 12.0, 30.0, 12.0
"""A usual review, meeting a card with its learning steps, what a lapse adds."""
_PRIOR = 20
"""How many reviews what is usual counts for."""
_RECENT = 3000

_DURATIONS = """
SELECT c.kind, r.kind, r.grade, r.duration / 1000.0 FROM
    (SELECT card_id, kind, grade, duration FROM review
     WHERE undone IS NULL AND duration > 0 ORDER BY seq DESC LIMIT :recent) r
JOIN bank.card c ON c.id = r.card_id
"""


class AnswerTimes(NamedTuple):
    """What the learner takes, in seconds."""

    review: float
    """A review of a usual card."""
    new: float
    """Meeting a usual card, its learning steps included."""
    lapse: float
    """More, where a usual card was forgotten."""
    kinds: dict[str, float]
    """How long each kind takes against a usual card."""


def learned_pace(pool: Pool) -> AnswerTimes:
    """The learner's pace, from the latest reviews."""
    return pace_of(pool.reading(_DURATIONS, {"recent": _RECENT}))


def pace_of(reviews: Iterable[tuple[str, int, int, float]]) -> AnswerTimes:
    """From the card's kind, the phase it was in, the grade and the seconds of each review."""
    taken: dict[str, list[float]] = {kind: [] for kind in SECONDS}
    meeting = again = usual_met = usual_lapsed = 0.0
    for kind, phase, grade, seconds in reviews:
        usual = SECONDS.get(kind, REVIEW) / REVIEW
        if phase == 2:
            taken.setdefault(kind, []).append(seconds)
            usual_lapsed += usual * (grade == 1)
        elif phase == 3:
            again += seconds
        else:
            meeting += seconds
            usual_met += usual * (phase == 0)
    spent = sum(min(one, 4 * SECONDS.get(k, REVIEW)) for k, some in taken.items() for one in some)
    expected = sum(SECONDS.get(kind, REVIEW) * len(some) for kind, some in taken.items())
    factor = (spent + _PRIOR * REVIEW) / (expected + _PRIOR * REVIEW)
    return AnswerTimes(
        review=REVIEW * factor,
        new=(meeting + _PRIOR * NEW * factor) / (usual_met + _PRIOR),
        lapse=(again + _PRIOR * LAPSE * factor) / (usual_lapsed + _PRIOR),
        kinds={kind: _of_kind(kind, some, factor) for kind, some in taken.items()},
    )


def _of_kind(kind: str, taken: list[float], factor: float) -> float:
    """The median of what it took, drawn towards what is usual while there is little of it."""
    usual = SECONDS.get(kind, REVIEW) * factor
    own = median(taken) if taken else usual
    return (len(taken) * own + _PRIOR * usual) / (len(taken) + _PRIOR) / (REVIEW * factor)
