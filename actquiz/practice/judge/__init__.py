"""Judges answers in one's own words: which key points one makes, and which mistakes.

No model and no network: an answer is read once (``clauses``), ways of saying are looked up in it
(``ways``), and a point counts when all of its ideas stand close together and are not denied
(``points``). What it is not sure of it asks, and never counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from actquiz.memory.grade import Grade
from actquiz.practice.judge.points import Heard, PointState, ReadAnswer
from actquiz.practice.key_points import grade_of

if TYPE_CHECKING:
    from actquiz.bank.cards import KeyPoint, Mistake, Open

__all__ = ["Heard", "Judgement", "PointState", "ideas_of", "judge_answer"]


_OUTWEIGHS = 2
"""Points that each mistake outweighs: with no more than these an answer is not believed, and
whatever was found in it is asked."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was heard in an answer."""

    points: tuple[Heard, ...]
    """One for each of the card's key points."""
    mistakes: tuple[tuple[Mistake, Heard], ...]
    """Those that were made."""

    @property
    def suggested(self) -> Grade:
        """The grade that what was found is worth; what is unsure counts as not said."""
        found = sum(one.is_found for one in self.points)
        return grade_of(found / len(self.points), len(self.mistakes))


def judge_answer(card: Open, text: str) -> Judgement:
    """Judge ``text``, which may be anything, against the card's points and mistakes."""
    answer = ReadAnswer(text)
    heard = [_point(answer, key) for key in card.points]
    wrong = [(one, answer.commits(one.ideas)) for one in card.mistakes]
    made = tuple((one, said) for one, said in wrong if said)
    found = sum(one.is_found for one in heard)
    if made and found <= _OUTWEIGHS * len(made):
        return Judgement(tuple(map(_asked, heard)), made)
    spoilt = {answer.reading.sentence[place] for _, said in made for place in said.places}
    return Judgement(tuple(_less(one, answer, spoilt) for one in heard), made)


def _point(answer: ReadAnswer, key: KeyPoint) -> Heard:
    ideas = ideas_of(key)
    return answer.hear(ideas) if ideas else answer.resembles(key.point)


def _less(heard: Heard, answer: ReadAnswer, spoilt: set[int]) -> Heard:
    """A point made in a sentence that holds a mistake is to be asked, not counted."""
    sentences = {answer.reading.sentence[place] for place in heard.places}
    return _asked(heard) if sentences & spoilt else heard


def _asked(heard: Heard) -> Heard:
    return replace(heard, standing=min(heard.standing, PointState.UNSURE))


def ideas_of(key: KeyPoint) -> Sequence[Sequence[str]]:
    """The point's ideas; the old ``words`` are one idea."""
    if key.ideas:
        return key.ideas
    return (key.words,) if key.words else ()
