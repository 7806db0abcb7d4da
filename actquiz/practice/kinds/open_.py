"""``open``: a question answered in one's own words, ticked off against key points.

What is found is a proposal, and what is not sure is asked: the learner has the last word.
"""

from __future__ import annotations

from dataclasses import replace

from actquiz.bank.cards import Open
from actquiz.practice.answer_ways import AnswerWay, OwnWords
from actquiz.practice.judge import judge_answer
from actquiz.practice.key_points import grade_of
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.picking import marked, picked
from actquiz.practice.turn import Response, Verdict
from actquiz.words import counted


def ask(card: Open, seed: int) -> tuple[str, AnswerWay]:
    """The question; the key points are shown only with the answer."""
    return card.question, OwnWords(tuple(key.point for key in card.points))


def judge(card: Open, seed: int, response: Response) -> Verdict:
    """Ticks if there are any or nothing was typed; else the key points found in the text.

    Mistakes are recognised in what was typed or, beside ticks, ``said``.
    """
    count = len(card.points)
    typed = "\n".join(text for text in response.texts if text.strip())
    proposed = bool(typed) and not response.picks
    heard = judge_answer(card, typed or response.said)
    ticked = picked(response, count)
    if proposed:
        ticked = frozenset(place for place, one in enumerate(heard.points) if one.is_found)
    unsure = {place for place, one in enumerate(heard.points) if one.is_unsure}
    lines = tuple(
        replace(line, asked=place in unsure - ticked)
        for place, line in enumerate(
            marked([(key.point, "") for key in card.points], ticked, range(count))
        )
    )
    verb = "found in your answer" if proposed else "in your answer"
    headline = f"{len(ticked)} of {counted(count, 'key point')} {verb}."
    mistakes = tuple(f"You said that {one.says} — {one.why}" for one, _ in heard.mistakes)
    said_back = "\n".join(f"- {one}" for one in mistakes)
    why = "\n\n".join(part for part in (said_back, _beyond(card)) if part)
    grade = grade_of(len(ticked) / count, len(heard.mistakes))
    return Verdict(None, grade, headline, _answer(card), why, lines, mistakes)


def states(card: Open) -> list[str]:
    """The key points, the answer, and what a strong one adds."""
    return [*(key.point for key in card.points), card.answer, card.strong]


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
