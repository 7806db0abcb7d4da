"""``match``: left sides to be paired with right ones."""

from __future__ import annotations

from random import Random

from actquiz.bank.cards import Match
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import AnswerWay, MatchPairs
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.turn import JudgedPart, PartMark, Response, Verdict

_HARD_SHARE = 2 / 3
"""Share of the pairs from which Hard is suggested: a slip among many, not a guess."""


def ask(card: Match, seed: int) -> tuple[str, AnswerWay]:
    """The left sides as written, the right ones shuffled with those that belong nowhere."""
    lefts = tuple(_in_a_line(pair.left) for pair in card.pairs)
    return card.question, MatchPairs(lefts, tuple(_shown(card, seed)))


def judge(card: Match, seed: int, response: Response) -> Verdict:
    """Right only if every pair is; two thirds of them are worth a Hard."""
    shown, count = _shown(card, seed), len(card.pairs)
    picks = [*response.picks, *[-1] * count][:count]
    given = [shown[pick] if 0 <= pick < len(shown) else "" for pick in picks]
    lines = tuple(map(_line, _pairs(card), given))
    made = sum(line.mark is PartMark.RIGHT for line in lines)
    grade = Grade.HARD if made >= _HARD_SHARE * count else Grade.AGAIN
    headline = f"Wrong: {made} of {count} pairs right."
    if made == count:
        grade, headline = Grade.GOOD, "Right."
    elif not any(given):
        headline = "Not answered."
    answer = "\n".join(f"- {left} → {right}" for left, right in _pairs(card))
    return Verdict(made == count, grade, headline, answer, card.why, lines)


def states(card: Match) -> list[str]:
    """The pairs and the reason."""
    return [*(f"{left}: {right}" for left, right in _pairs(card)), card.why]


def _pairs(card: Match) -> list[tuple[str, str]]:
    return [(_in_a_line(pair.left), _in_a_line(pair.right)) for pair in card.pairs]


def _shown(card: Match, seed: int) -> list[str]:
    """All right sides, never with each one beside its left side."""
    rights = [*(right for _, right in _pairs(card)), *map(_in_a_line, card.distractors)]
    mixed = list(rights)
    Random(seed).shuffle(mixed)
    return mixed if mixed != rights else [*mixed[1:], mixed[0]]


def _line(pair: tuple[str, str], given: str) -> JudgedPart:
    """The pair as it was made; after a wrong one, what is right."""
    left, right = pair
    text = f"{left} → {right}"
    if given == right:
        return JudgedPart(text, PartMark.RIGHT)
    return (
        JudgedPart(f"{left} → {given} · right: {right}", PartMark.WRONG)
        if given
        else JudgedPart(text, PartMark.MISSED)
    )


def _in_a_line(side: str) -> str:
    return " ".join(side.split())


KIND = Kind("Match the pairs", 25.0, ask, judge, states)
