"""What the key points of an open answer are worth."""

from __future__ import annotations

from actquiz.memory.grade import Grade
from actquiz.practice.turn import JudgedPart

GOOD_SHARE, HARD_SHARE = 0.8, 0.5
"""Share of the key points from which Good, and from which Hard, is suggested."""


def grade_of(share: float, mistakes: int) -> Grade:
    """The grade for a share of the key points; with a mistake no better than Hard."""
    if share >= GOOD_SHARE and not mistakes:
        return Grade.GOOD
    return Grade.HARD if share >= HARD_SHARE else Grade.AGAIN


def question_of(line: JudgedPart) -> str:
    """A key point as it is put to the learner: what was not heard clearly is asked."""
    return f"{line.text} — *did you say that?*" if line.asked else line.text
