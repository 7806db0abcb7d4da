"""What is remembered of one card, and the numbers that decide how it goes on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from actquiz.clock import DAY_STARTS

LOWEST_RETENTION = 0.70
HIGHEST_RETENTION = 0.97

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Phase(IntEnum):
    """Where a card stands. LEARNING to RELEARNING have the numbers of FSRS's own states."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Memory(NamedTuple):
    """What is remembered of one card after its last review."""

    phase: Phase
    step: int | None
    """Which learning step it waits for; None in Phase.REVIEW."""
    stability: float
    """Days until the chance of recall has fallen to 90 %."""
    difficulty: float
    """1 (easy) to 10 (hard)."""
    due: datetime
    """UTC: the end of the learning step, or the start of the study day ``due_day``."""
    due_day: date
    last_review: datetime
    """UTC."""
    last_day: date
    """The study day of the last review."""
    reviews: int
    """How many reviews led here."""
    lapses: int
    """How often it was forgotten after it had been learned."""

    @property
    def waiting(self) -> bool:
        """Whether it is in the middle of its learning steps, due at a minute and not a day."""
        return self.phase in (Phase.LEARNING, Phase.RELEARNING)


class Parameters(NamedTuple):
    """Everything the schedule depends on beside the reviews; kept with each review."""

    weights: tuple[float, ...] = ()
    """FSRS-6's 21 weights; empty: those the fsrs package comes with."""
    retention: float = 0.9
    """The chance of recall that a review is scheduled for."""
    learning_steps: tuple[int, ...] = (60, 600)
    """Seconds between the first looks at a new card."""
    relearning_steps: tuple[int, ...] = (600,)
    """Seconds until a forgotten card comes back."""
    max_interval: int = 36500
    """Days."""
    fuzz: bool = True
    """Spread the days a little, so that cards learned together come apart."""

    def to_json(self) -> str:
        """One line, always written the same way: equal parameters give equal text."""
        return json.dumps(self._asdict(), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Parameters:
        """Read what ``to_json`` wrote."""
        fields = json.loads(text)
        for name in ("weights", "learning_steps", "relearning_steps"):
            fields[name] = tuple(fields[name])
        return cls(**fields)


def next_moment(memory: Memory | None, moment: datetime) -> datetime:
    """When a review counts that is made at ``moment``: after the card's last one, in any case.

    Clocks are set back by seconds, and the last review may come from a machine whose clock is
    ahead. No two reviews made here of one card have the same moment, so every machine replays them
    in the same order.
    """
    moment = from_milliseconds(to_milliseconds(moment))
    return max(moment, memory.last_review + _MILLISECOND) if memory else moment


def to_milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970 in UTC: how the store keeps a moment."""
    return (moment - _EPOCH) // _MILLISECOND


def from_milliseconds(count: int) -> datetime:
    """The moment in UTC that ``to_milliseconds`` counted."""
    return _EPOCH + count * _MILLISECOND


def day_begins(day: date, offset: timedelta) -> datetime:
    """When the study day begins, in UTC, where local time is ``offset`` ahead."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + DAY_STARTS - offset
