"""One card as it is asked, what the learner answers, and what comes of it: the shapes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from actquiz.bank.studied_card import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import AnswerWay


@dataclass(frozen=True, slots=True)
class Turn:
    """One card asked once; the same entry and seed always give the same turn."""

    entry: Entry
    seed: int
    question: str
    """Markdown; gaps of a cloze are ‹1›, ‹2›, …"""
    way: AnswerWay
    """How it is answered, and what there is to answer with."""


@dataclass(frozen=True, slots=True)
class Response:
    """What the learner answered. Indices count from 0 and mean what the turn's ``way`` shows."""

    picks: tuple[int, ...] = ()
    """Options picked or key points ticked; of items to order, all in the learner's order;
    of pairs, the right side of each left one."""
    texts: tuple[str, ...] = ()
    """What was typed: one text a blank, one open answer, or a number."""
    said: str = ""
    """For ``points`` that are being ticked: the answer that was typed before."""
    measured: float | None = None
    """For an outcome that was predicted: the figure that the experiment gave."""


class PartMark(Enum):
    """What became of one part of an answer."""

    RIGHT = "right"
    """Picked, said, filled in or placed as it should be."""
    WRONG = "wrong"
    """Picked, filled in or placed as it should not be."""
    MISSED = "missed"
    """It belongs to the answer, and the learner left it out."""
    LEFT = "left"
    """It does not belong to the answer, and the learner left it out."""


def mark(chosen: bool, belongs: bool) -> PartMark:
    """The mark of something that could be chosen or left out."""
    if chosen:
        return PartMark.RIGHT if belongs else PartMark.WRONG
    return PartMark.MISSED if belongs else PartMark.LEFT


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """One part of the answer, judged: an option, a blank, an item or a key point."""

    text: str
    """Markdown."""
    mark: PartMark
    why: str = ""
    """Markdown; empty where nothing needs saying."""
    asked: bool = False
    """Of a key point: it was not heard clearly, so the learner is asked."""

    @property
    def belongs(self) -> bool:
        """Whether it is part of the right answer."""
        return self.mark in (PartMark.RIGHT, PartMark.MISSED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a response is worth, and what there is to learn from it."""

    right: bool | None
    """None: the learner judges."""
    suggested: Grade
    """The grade that fits; the learner may give another."""
    headline: str
    """One line of Markdown that begins with the word Right or Wrong; empty for a flashcard."""
    answer: str
    """Markdown."""
    why: str
    """Markdown."""
    lines: tuple[JudgedPart, ...] = ()
    """Every option, blank, item or key point."""
    mistakes: tuple[str, ...] = ()
    """Wrong statements heard in an open answer, said back with what is true; also in ``why``."""

    @property
    def made(self) -> tuple[int, ...]:
        """Which of the lines the learner got right: the key points that were made."""
        return tuple(n for n, line in enumerate(self.lines) if line.mark is PartMark.RIGHT)


def judged(
    right: bool, headline: str, answer: str, why: str, lines: tuple[JudgedPart, ...] = ()
) -> Verdict:
    """The verdict where right and wrong need no learner: Good for right, Again for wrong."""
    return Verdict(right, Grade.GOOD if right else Grade.AGAIN, headline, answer, why, lines)
