"""The score of a mock interview on the scale of the plan's forecast, and what to say better."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from actquiz.practice.agenda import Agenda

if TYPE_CHECKING:
    from actquiz.practice.interview import Exchange

_BETTER = 3
_FOUR_IN_FIVE = 1.28
"""Standard errors on either side of a mean."""


def score_words(exchanges: Sequence[Exchange], agenda: Agenda | None) -> str:
    """The score with how sure it is, beside the plan's forecast; empty: no answer.

    As everywhere in the report, a question that was skipped is none that was answered with nothing.
    """
    shares = [each.share for each in exchanges if not each.skipped]
    if not shares:
        return ""
    score = sum(shares) / len(shares)
    said = f"Score: {score:.0%}"
    if len(shares) > 1:
        spread = sum((share - score) ** 2 for share in shares) / (len(shares) - 1)
        half = _FOUR_IN_FIVE * sqrt(spread / len(shares))
        said += f", give or take {half:.0%}: so few questions say no more"
    if agenda is None:
        return f"{said}."
    return (
        f"{said}. On the day the plan expects {agenda.score:.0%} "
        f"({agenda.low:.0%} to {agenda.high:.0%})."
    )


def say_better(exchanges: Sequence[Exchange]) -> list[str]:
    """Up to three questions that went worst, each with the sentence it lacked; Markdown."""
    lacking = [each for each in exchanges if each.missing]
    worst = sorted(lacking, key=lambda each: each.share)[:_BETTER]
    return [
        f"{' '.join(each.question.text.split())}\n  - “{' '.join(each.missing[0].split())}”"
        for each in worst
    ]
