"""One card as it is asked, what the learner answers, and what comes of it: the shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade

Ask = Literal[
    "reveal", "pick", "picks", "truth", "blanks", "points", "number", "order", "curve", "predict"
]
"""What the learner does: turn the card over, pick one, pick several, decide, fill in, …"""


@dataclass(frozen=True, slots=True)
class Turn:
    """One card asked once; the same entry and seed always give the same turn."""

    entry: Entry
    seed: int
    ask: Ask
    question: str
    """Markdown; gaps of a cloze are ‹1›, ‹2›, …"""
    options: tuple[str, ...] = ()
    """Markdown, as shown: shuffled where order means nothing. Key points (``points``) stay hidden
    until the learner has answered."""
    hints: tuple[str, ...] = ()
    """One for each blank; empty where the card has none."""
    unit: str = ""
    """Of the number to be typed."""


@dataclass(frozen=True, slots=True)
class Response:
    """What the learner answered. Indices count from 0 and mean ``Turn.options``."""

    picks: tuple[int, ...] = ()
    """Options picked or key points ticked; for ``order``, all of them in the learner's order."""
    texts: tuple[str, ...] = ()
    """What was typed: one text a blank, one open answer, or a number."""
    measured: float | None = None
    """For ``predict``: the figure that the experiment gave."""


@dataclass(frozen=True, slots=True)
class Line:
    """One option, blank or key point, judged."""

    text: str
    """Markdown."""
    chosen: bool
    """The learner picked, ticked or typed it."""
    correct: bool
    why: str
    """Markdown; empty where nothing needs saying."""


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
    lines: tuple[Line, ...] = ()
    """Every option, blank or key point."""
