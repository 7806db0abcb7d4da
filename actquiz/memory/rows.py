"""Between the store's rows and the types the program uses.

Named tuples: dataclasses take ten times as long to define, and every ``actquiz due`` waits for it.
"""

from __future__ import annotations

import os
import zlib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from actquiz.memory.grade import Grade
from actquiz.memory.memory import Memory, Phase, from_milliseconds, to_milliseconds

if TYPE_CHECKING:
    from actquiz.memory.scheduler import Scheduled

MEMORY_COLUMNS = (
    "phase, step, stability, difficulty, due, due_day, last_review, last_day, reviews, lapses"
)
REVIEW_COLUMNS = "seq, id, card_id, moment, offset, day, grade, duration, kind, scheduler, undone"

BLANK: tuple[Any, ...] = (Phase.NEW, *[None] * 7, 0, 0, 0)
"""The derived columns of a card without reviews: those of ``MEMORY_COLUMNS``, and ``shuffle``."""


class DeckPlace(NamedTuple):
    """Where a card stands in the decks."""

    deck: str
    group: str = ""
    """Shared by siblings; empty for a card that has none."""


class StoredCard(NamedTuple):
    """All the store knows of one card."""

    card_id: str
    memory: Memory | None
    """None: never reviewed."""
    suspended: bool = False
    flagged: bool = False
    buried_until: date | None = None
    """The study day on which it comes back."""


class Review(NamedTuple):
    """One review as it was written down."""

    seq: int
    id: str
    card_id: str
    moment: datetime
    """UTC."""
    offset: timedelta
    """How far local time was ahead of UTC."""
    day: date
    """The study day."""
    grade: Grade
    duration: timedelta
    kind: Phase
    """The phase the card was in before."""
    scheduler: int
    """The parameters it was scheduled with."""
    undone: datetime | None
    """When it was taken back."""


class Recorded(NamedTuple):
    """A review that is on disk."""

    id: str
    scheduled: Scheduled
    lapsed: bool
    """Whether this review counted as a lapse."""


def to_memory(row: tuple[Any, ...]) -> Memory | None:
    """Read ``MEMORY_COLUMNS``."""
    phase, step, stability, difficulty, due, due_day, last_review, last_day, reviews, lapses = row
    if not reviews:
        return None
    return Memory(
        Phase(phase),
        step,
        stability,
        difficulty,
        from_milliseconds(due),
        date.fromordinal(due_day),
        from_milliseconds(last_review),
        date.fromordinal(last_day),
        reviews,
        lapses,
    )


def from_memory(memory: Memory | None, card_id: str) -> tuple[Any, ...]:
    """The values of ``MEMORY_COLUMNS``, and of ``shuffle``."""
    if memory is None:
        return BLANK
    return (
        int(memory.phase),
        memory.step,
        memory.stability,
        memory.difficulty,
        to_milliseconds(memory.due),
        memory.due_day.toordinal(),
        to_milliseconds(memory.last_review),
        memory.last_day.toordinal(),
        memory.reviews,
        memory.lapses,
        # A new order at each review: neighbours in one session are no hint in the next.
        zlib.crc32(f"{memory.reviews}:{card_id}".encode()),
    )


def to_review(row: tuple[Any, ...]) -> Review:
    """Read ``REVIEW_COLUMNS``."""
    seq, id_, card_id, moment, offset, day, grade, duration, kind, scheduler, undone = row
    return Review(
        seq,
        id_,
        card_id,
        from_milliseconds(moment),
        timedelta(seconds=offset),
        date.fromordinal(day),
        Grade(grade),
        timedelta(milliseconds=duration),
        Phase(kind),
        scheduler,
        None if undone is None else from_milliseconds(undone),
    )


def new_id(moment: datetime) -> str:
    """An id unique over machines and copies of the file; ids sort by time."""
    return f"{to_milliseconds(moment):012x}{os.urandom(8).hex()}"
