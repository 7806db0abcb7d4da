"""How well a card was recalled."""

from __future__ import annotations

from enum import IntEnum


class Grade(IntEnum):
    """The four grades; their numbers are the keys that give them and FSRS's own ratings."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
