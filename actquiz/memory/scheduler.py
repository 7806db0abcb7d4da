"""When a card comes back: FSRS-6 as the ``fsrs`` package computes it.

The package counts spans of 24 hours. People count days that begin at 4 a.m., so it is told midnight
UTC of the learner's study day; learning steps stay in minutes of real time.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from actquiz.clock import study_day
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.interval import interval_text
from actquiz.memory.memory import (
    HIGHEST_RETENTION,
    LOWEST_RETENTION,
    Memory,
    Parameters,
    Phase,
    day_begins,
)

if TYPE_CHECKING:
    import fsrs

_CARD = 1
"""A fsrs.Card made without an id sleeps a millisecond to find one."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What a grade leads to."""

    memory: Memory
    interval: timedelta
    """Minutes of real time in the learning steps, else whole study days."""

    @property
    def text(self) -> str:
        """The interval as a button shows it: ``10 min``, ``3 d``, ``2.1 mo``."""
        return interval_text(self.interval)


class Scheduler:
    """A pure function of memory, grade and time; two with equal parameters agree on everything."""

    def __init__(self, parameters: Parameters | None = None) -> None:
        """Raise ``ActquizError`` for parameters under which FSRS gives nonsense."""
        from fsrs.scheduler import DEFAULT_PARAMETERS

        given = parameters or Parameters()
        if not LOWEST_RETENTION <= given.retention <= HIGHEST_RETENTION:
            raise ActquizError(
                f"a retention of {given.retention} cannot be scheduled",
                fix=f"choose one from {LOWEST_RETENTION:.2f} to {HIGHEST_RETENTION:.2f}",
            )
        self.parameters = given._replace(weights=given.weights or tuple(DEFAULT_PARAMETERS))
        try:
            self._fsrs, self._fuzzy = (_scheduler(self.parameters, fuzz) for fuzz in (False, True))
        except ValueError as error:
            raise ActquizError(
                f"the scheduler's weights are not usable: {str(error).splitlines()[-1]}",
                fix="remove 'weights' from the settings to use the standard ones",
            ) from error

    def preview(
        self, memory: Memory | None, moment: datetime, offset: timedelta, card_id: str
    ) -> dict[Grade, Scheduled]:
        """What each grade would lead to; ``review`` with the same arguments gives the same."""
        return {grade: self.review(memory, grade, moment, offset, card_id) for grade in Grade}

    def review(
        self,
        memory: Memory | None,
        grade: Grade,
        moment: datetime,
        offset: timedelta,
        card_id: str,
        *,
        fuzz: bool = True,
    ) -> Scheduled:
        """The memory after ``grade`` at ``moment`` (UTC), local time ``offset`` ahead of UTC.

        ``memory`` is None for a card never seen. ``fuzz``: False where only stability and
        difficulty matter. Raise ``ActquizError`` if ``moment`` lies before the card's last review.
        """
        if memory and moment < memory.last_review:
            raise ActquizError(
                f"the review at {moment:%Y-%m-%d %H:%M} UTC would come before the card's last one, "
                f"at {memory.last_review:%Y-%m-%d %H:%M} UTC",
                fix="set the computer's clock right",
            )
        day = study_day(moment, offset)
        if memory:
            # Flying west can lead back into yesterday; time spent on the card does not.
            day = max(day, memory.last_day)
        card = _to_fsrs(memory, day)
        if fuzz and self.parameters.fuzz:
            reviews = memory.reviews if memory else 0
            with global_random_kept():
                random.seed(zlib.crc32(f"{card_id}:{reviews}".encode()))
                card, _ = self._fuzzy.review_card(card, _rating(grade), _midnight(day))
        else:
            card, _ = self._fsrs.review_card(card, _rating(grade), _midnight(day))
        return _from_fsrs(card, memory, grade, moment, offset, day)

    def recall(self, memory: Memory, day: date) -> float:
        """The chance (0 to 1) that the card is recalled on the study day ``day``."""
        return self._fsrs.get_card_retrievability(_to_fsrs(memory, day), _midnight(day))


@lru_cache(maxsize=8)
def scheduler_for(parameters: Parameters) -> Scheduler:
    """A scheduler with these parameters, made once."""
    return Scheduler(parameters)


def _scheduler(parameters: Parameters, fuzz: bool) -> fsrs.Scheduler:
    import fsrs

    return fsrs.Scheduler(
        parameters.weights,
        parameters.retention,
        [timedelta(seconds=step) for step in parameters.learning_steps],
        [timedelta(seconds=step) for step in parameters.relearning_steps],
        parameters.max_interval,
        fuzz,
    )


def _to_fsrs(memory: Memory | None, day: date) -> fsrs.Card:
    import fsrs

    if memory is None:
        return fsrs.Card(_CARD, due=_midnight(day))
    return fsrs.Card(
        _CARD,
        fsrs.State(memory.phase),
        memory.step,
        memory.stability,
        memory.difficulty,
        _midnight(memory.due_day),
        _midnight(memory.last_day),
    )


def _from_fsrs(
    card: fsrs.Card,
    before: Memory | None,
    grade: Grade,
    moment: datetime,
    offset: timedelta,
    day: date,
) -> Scheduled:
    """The card as the package returned it, with its due date in the learner's time."""
    assert card.stability is not None
    assert card.difficulty is not None
    interval = card.due - _midnight(day)
    phase = Phase(card.state)
    if phase is Phase.REVIEW:
        due_day = day + interval
        due = day_begins(due_day, offset)
    else:
        due = moment + interval
        due_day = study_day(due, offset)
    forgotten = before is not None and before.phase is Phase.REVIEW and grade is Grade.AGAIN
    memory = Memory(
        phase=phase,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=due,
        due_day=due_day,
        last_review=moment,
        last_day=day,
        reviews=(before.reviews if before else 0) + 1,
        lapses=(before.lapses if before else 0) + forgotten,
    )
    return Scheduled(memory, interval)


def _rating(grade: Grade) -> fsrs.Rating:
    import fsrs

    return fsrs.Rating(grade)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@contextmanager
def global_random_kept() -> Iterator[None]:
    """The package draws its fuzz from the global generator: afterwards that goes on as before."""
    global _kept
    if _kept:
        yield
        return
    state = random.getstate()
    _kept = True
    try:
        yield
    finally:
        _kept = False
        random.setstate(state)


_kept = False
"""Whether somebody up the stack puts the global generator back."""
