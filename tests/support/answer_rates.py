"""What the judge of open answers finds in answers that people wrote who had seen no idea lists.

``tests/practice/answers/tuned.json`` may be looked at while ideas and judge are mended.
``held_out.json`` holds a third of the cards, by a hash of their ids, and is never read by anybody
who mends them: only its rates tell how the judge does on answers it was not made for. The cards on
modern networks have two files of their own, kept apart in the same way.

An answer is ``strong``, ``wrong`` (confidently), ``negated`` (a strong one turned round) or
``other`` (a strong one to another question); ``says`` lists the key points it makes, from 0.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

from actquiz.bank.cards import Open
from actquiz.bank.loader import load_deck
from actquiz.practice.judge import Heard, judge_answer

ANSWERS = Path(__file__).parents[1] / "practice" / "answers"
DECKS = Path(__file__).parents[2] / "content" / "decks"


def is_held_out(card: str) -> bool:
    """Whether a card's answers are kept out of sight."""
    return int(sha1(card.encode()).hexdigest(), 16) % 3 == 2


def open_cards() -> dict[str, Open]:
    """The open cards that ship, by id."""
    return {
        entry.id: entry.card
        for path in sorted(DECKS.glob("*.yaml"))
        for entry in load_deck(path).entries
        if isinstance(entry.card, Open)
    }


def answers(part: str) -> list[dict[str, Any]]:
    """The answers of ``tuned`` or ``held_out``."""
    found: list[dict[str, Any]] = json.loads((ANSWERS / f"{part}.json").read_text("utf-8"))
    return found


@dataclass(slots=True)
class Rate:
    """Found, or falsely found, of how many."""

    found: int = 0
    of: int = 0

    def __float__(self) -> float:
        return self.found / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{float(self):6.1%}  ({self.found} of {self.of})"


def heard(part: str) -> Iterator[tuple[dict[str, Any], int, Heard]]:
    """Each answer with each point of its card, and what was heard of it."""
    cards = open_cards()
    for answer in answers(part):
        for place, one in enumerate(judge_answer(cards[answer["id"]], answer["text"]).points):
            yield answer, place, one


def mistaken(part: str) -> dict[str, Rate]:
    """By kind of answer, how many make a mistake that was recognised."""
    cards = open_cards()
    made: dict[str, Rate] = defaultdict(Rate)
    for answer in answers(part):
        rate = made[f"mistakes in {answer['kind']}"]
        rate.of += 1
        rate.found += bool(judge_answer(cards[answer["id"]], answer["text"]).mistakes)
    return dict(made)


def rates(part: str) -> dict[str, Rate]:
    """``found``: of what is said; and by kind of answer what is found and not said."""
    made: dict[str, Rate] = defaultdict(Rate)
    for answer, place, one in heard(part):
        said = place in answer["says"]
        name = "found" if said else f"falsely found, {answer['kind']}"
        made[name].of += 1
        made[name].found += one.is_found
        if said:
            made["asked"].of += 1
            made["asked"].found += one.is_unsure
    return dict(sorted(made.items(), key=lambda one: (one[0] != "found", one[0])))
