"""Where a review session stands: one value, so that its parts cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from actquiz.memory.memory import Memory
from actquiz.practice.turn import Turn, Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """A card is shown and waits for its answer."""

    turn: Turn
    memory: Memory | None
    """As it was when the card was shown: a grade is of that memory."""
    since: float
    """The stopwatch, in seconds, when the card was shown."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is judged and waits for its grade."""

    asked: Asked
    verdict: Verdict
    moment: datetime
    """When the card was recalled or not, in UTC: the review counts from then."""
    offset: timedelta
    """Of the learner's clock to UTC at that moment."""

    @property
    def turn(self) -> Turn:
        """The turn that was answered."""
        return self.asked.turn


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to ask now."""


SessionState = Asked | Answered | Finished
