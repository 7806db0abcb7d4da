"""How long cards take: by kind, from the learner's own reviews, at first from what is usual."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log, sqrt
from statistics import fmean, median
from typing import NamedTuple

from actquiz.practice.askable_cards import Pool
from actquiz.practice.kinds.table import KINDS

SECONDS = {str(card.__struct_config__.tag): kind.seconds for card, kind in KINDS.items()}
"""Seconds a review of each kind, by name, takes somebody nothing is known of."""
REVIEW, NEW, LAPSE = 12.0, 30.0, 12.0
"""A usual review, meeting a card with its learning steps, what a lapse adds."""
_PRIOR = 20
"""How many reviews what is usual counts for."""
_KIND_PRIOR = 3
"""The same for how long one kind takes against the others: kinds differ less than learners do."""
_SPREAD = 0.25
"""Standard deviation of the logs of how kinds differ between learners."""
_HOPE = 0.8
"""Standard deviations by which what is unsure is thought quicker."""
_FAR = 1.5
"""A review that took over four times as long as others is counted as one that took four times."""
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
    residuals: dict[int, list[tuple[str, float]]] = {0: [], 2: []}
    spent = expected = meeting = again = usual_met = usual_lapsed = 0.0
    for kind, phase, grade, seconds in reviews:
        usual = SECONDS.get(kind, REVIEW)
        if phase in residuals:
            residuals[phase].append((kind, log(max(seconds, 0.1) / usual)))
        if phase == 2:
            spent += min(seconds, 4 * usual)
            expected += usual
            usual_lapsed += usual / REVIEW * (grade == 1)
        elif phase == 3:
            again += seconds
        else:
            meeting += seconds
            usual_met += usual / REVIEW * (phase == 0)
    met = (meeting + _PRIOR * NEW) / (usual_met + _PRIOR)
    # Who meets cards quickly reviews them quickly: on the first days nothing else is known.
    hint = met / NEW
    factor = (spent + _PRIOR * REVIEW * hint) / (expected + _PRIOR * REVIEW)
    return AnswerTimes(
        review=REVIEW * factor,
        new=(meeting + _PRIOR * NEW * factor) / (usual_met + _PRIOR),
        lapse=(again + _PRIOR * LAPSE * factor) / (usual_lapsed + _PRIOR),
        kinds=_kinds([*_centred(residuals[0]), *_centred(residuals[2])]),
    )


def _centred(residuals: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The same with a median of 0: how much slower a kind is than the others are."""
    middle = median(one for _, one in residuals) if residuals else 0.0
    return [(kind, one - middle) for kind, one in residuals]


def _kinds(residuals: list[tuple[str, float]]) -> dict[str, float]:
    """How long each kind takes, drawn towards what is usual while there is little of it.

    A kind that was hardly tried is thought a little quicker than the others: only who tries a kind
    learns that it is quick.
    """
    logs: dict[str, list[float]] = {kind: [] for kind in SECONDS}
    for kind, one in residuals:
        logs.setdefault(kind, []).append(max(min(one, _FAR), -_FAR))
    trust = {kind: len(some) / (len(some) + _KIND_PRIOR) for kind, some in logs.items()}
    slower = {kind: trust[kind] * fmean(some) if some else 0.0 for kind, some in logs.items()}
    unsure = {kind: _SPREAD * sqrt(1 - trust[kind]) for kind in logs}
    # All reviews together took what they took: the kinds only share it out.
    usual = {kind: len(some) * SECONDS.get(kind, REVIEW) for kind, some in logs.items()}
    told = sum(seconds * exp(slower[kind]) for kind, seconds in usual.items())
    level = log(sum(usual.values()) / told) if told else 0.0
    weight = {kind: 1 + len(some) for kind, some in logs.items()}
    hope = sum(unsure[kind] * weight[kind] for kind in logs) / sum(weight.values())
    return {
        kind: SECONDS.get(kind, REVIEW)
        / REVIEW
        * exp(slower[kind] + trust[kind] * level - _HOPE * (unsure[kind] - hope))
        for kind in logs
    }
