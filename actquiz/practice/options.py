"""Cards answered by picking: one option, several, or true or false."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from actquiz.bank import cards
from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.turns import Ask, Line, Response, Turn, Verdict
from actquiz.words import counted

T = TypeVar("T")

_LAST = re.compile(r"\b(?:all|none|both|neither|any) of (?:the above|these|them|those)\b", re.I)
"""Options that speak about the others make sense only after them."""


@dataclass(frozen=True, slots=True)
class _Option:
    text: str
    correct: bool
    why: str


def ask(entry: Entry, seed: int) -> Turn:
    """Ask a choice, a multiple choice or a statement."""
    kind, question = _question(entry)
    shown = tuple(option.text for option in _shown(entry, seed))
    return Turn(entry, seed, kind, question, shown)


def judge(turn: Turn, response: Response) -> Verdict:
    """Right only if exactly the correct options are picked."""
    options = _shown(turn.entry, turn.seed)
    picked = set(response.picks) & set(range(len(options)))
    correct = {index for index, option in enumerate(options) if option.correct}
    right = picked == correct
    lines = tuple(
        Line(option.text, index in picked, option.correct, option.why)
        for index, option in enumerate(options)
    )
    return Verdict(
        right,
        Grade.GOOD if right else Grade.AGAIN,
        _headline(turn, options, picked, correct),
        _answer([options[index].text for index in sorted(correct)]),
        _why(turn.entry),
        lines,
    )


def _question(entry: Entry) -> tuple[Ask, str]:
    match entry.card:
        case cards.Choice(question=question):
            return "pick", question
        case cards.Multiple(question=question):
            return "picks", question
        case cards.Truth(statement=statement):
            return "truth", statement
    raise ValueError(f"{entry.id} has no options")


def _shown(entry: Entry, seed: int) -> list[_Option]:
    """The options in the order they are shown; it depends on the seed alone."""
    match entry.card:
        case cards.Choice(options=options) | cards.Multiple(options=options):
            return shuffled([_Option(o.text, o.correct, o.why) for o in options], seed)
        case cards.Truth(answer=answer):
            return [_Option("True", answer, ""), _Option("False", not answer, "")]
    raise ValueError(f"{entry.id} has no options")


def shuffled(options: Sequence[_Option], seed: int) -> list[_Option]:
    """The options in another order; "all of the above" and its like stay last."""
    mixed = list(options)
    Random(seed).shuffle(mixed)
    return sorted(mixed, key=lambda option: _LAST.search(option.text) is not None)


def _why(entry: Entry) -> str:
    match entry.card:
        case cards.Choice(why=why) | cards.Multiple(why=why) | cards.Truth(why=why):
            return why
    return ""


def _answer(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else "\n".join(f"- {text}" for text in texts)


def _headline(turn: Turn, options: Sequence[_Option], picked: set[int], correct: set[int]) -> str:
    if picked == correct:
        return "Right." if turn.ask != "picks" else f"Right: {_all(len(correct))}."
    if turn.ask == "truth":
        answer = options[min(correct)].text.lower()
        return f"Wrong: it is {answer}." if picked else f"Not answered: it is {answer}."
    if turn.ask == "pick":
        place = min(correct) + 1
        return f"Wrong: {place} is right." if picked else f"Not answered: {place} is right."
    if not picked:
        return f"Not answered: {_count(len(correct))} right."
    found, extra = len(picked & correct), len(picked - correct)
    said = f"Wrong: {found} of {len(correct)} right options picked"
    return f"{said}, and {extra} wrong." if extra else f"{said}."


def _count(count: int) -> str:
    return "1 option is" if count == 1 else f"{counted(count, 'option')} are"


def _all(count: int) -> str:
    return "the one right option" if count == 1 else f"all {count} right options"
