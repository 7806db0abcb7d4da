"""``open``: a question answered in one's own words, ticked off against key points.

What is found is a proposal: the learner always has the last word.
"""

from __future__ import annotations

from actquiz.bank.cards import Open
from actquiz.memory.grade import Grade
from actquiz.practice.key_points import GOOD_SHARE, HARD_SHARE, makes
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.picking import marked, picked
from actquiz.practice.turns import Response, Verdict
from actquiz.practice.ways import OwnWords, Way
from actquiz.words import counted


def ask(card: Open, seed: int) -> tuple[str, Way]:
    """The question; the key points are shown only with the answer."""
    return card.question, OwnWords(tuple(key.point for key in card.points))


def judge(card: Open, seed: int, response: Response) -> Verdict:
    """Ticks if there are any or nothing was typed; else the key points found in the text."""
    count = len(card.points)
    typed = "\n".join(text for text in response.texts if text.strip())
    proposed = bool(typed) and not response.picks
    ticked = picked(response, count)
    if proposed:
        ticked = frozenset(place for place, key in enumerate(card.points) if makes(typed, key))
    lines = marked([(key.point, "") for key in card.points], ticked, range(count))
    verb = "found in your answer" if proposed else "in your answer"
    headline = f"{len(ticked)} of {counted(count, 'key point')} {verb}."
    return Verdict(None, _grade(len(ticked) / count), headline, _answer(card), _beyond(card), lines)


def states(card: Open) -> list[str]:
    """The key points, the answer, and what a strong one adds."""
    return [*(key.point for key in card.points), card.answer, card.strong]


def _grade(share: float) -> Grade:
    if share >= GOOD_SHARE:
        return Grade.GOOD
    return Grade.HARD if share >= HARD_SHARE else Grade.AGAIN


def _answer(card: Open) -> str:
    return card.answer or "\n".join(f"- {key.point}" for key in card.points)


def _beyond(card: Open) -> str:
    """What comes after a passing answer: the strong one, and the next questions."""
    parts = []
    if card.strong:
        parts.append(f"**A strong answer adds:** {card.strong}")
    if card.followups:
        asked = "\n".join(f"- {question}" for question in card.followups)
        parts.append(f"**Then they ask:**\n\n{asked}")
    return "\n\n".join(parts)


KIND = Kind("Answer in your own words", 40.0, ask, judge, states)
