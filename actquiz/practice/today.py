"""What there is to do today, for the first screen and for ``actquiz due``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from actquiz import clock
from actquiz.clock import study_day
from actquiz.memory.settings import Settings
from actquiz.memory.sqlite_errors import explained
from actquiz.memory.store import Store
from actquiz.practice.agenda import Agenda, load_agenda
from actquiz.practice.queue import Counts, Queue


class DeckToday(NamedTuple):
    """One deck's counts."""

    id: str
    title: str
    due: int
    """To review today; siblings that make way for one another are not counted."""
    learning: int
    """In their learning steps."""
    new: int
    """Cards never seen and not suspended."""
    learned: int
    """Cards seen that are out of their learning steps."""
    total: int


class Today(NamedTuple):
    """Everything the first screen says."""

    day: date
    due: int
    new: int
    learning: int
    deferred: int
    """Due cards left for another day because a sibling is asked today."""
    decks: tuple[DeckToday, ...]
    ahead: tuple[tuple[date, int], ...]
    """The days from today on, each with the number of cards that come up; today's with those
    overdue and those in their learning steps."""
    streak: int
    """Study days in a row, up to today or yesterday."""
    studied: date | None
    """The last study day with a review."""
    next_due: datetime | None
    """When there is something to do again, if nothing is left now."""
    agenda: Agenda | None
    """What the plan for an interview asks; None: nothing is planned for."""
    planned_minutes: int
    """What the plan still asks today; 0 without one."""


def today(store: Store, index: Path, settings: Settings, *, days: int = 30) -> Today:
    """Count what is there now; ``days``: how far to look ahead."""
    moment = clock.now()
    offset = clock.local_offset(moment)
    day = study_day(moment, offset)
    agenda = load_agenda(settings, day)
    queue = Queue(store, index, new_per_day=settings.new_per_day, agenda=agenda)
    try:
        with explained(store.path):
            counts = queue.counts(moment, offset)
            busy = counts.due or counts.new or counts.learning
            return Today(
                day=day,
                due=counts.due,
                new=counts.new,
                learning=counts.learning,
                deferred=counts.deferred,
                decks=_decks(queue, day, offset),
                ahead=_ahead(queue, day, days, counts.due + counts.learning),
                streak=queue.pool.diary.streak(day),
                studied=queue.pool.diary.last(day),
                next_due=None if busy else queue.next_due(moment, offset),
                agenda=agenda,
                planned_minutes=_planned_minutes(queue, day, offset),
            )
    finally:
        queue.close()


def _planned_minutes(queue: Queue, day: date, offset: timedelta) -> int:
    seconds = queue.planned_seconds(day, offset)
    return -(-round(seconds) // 60)


def left_today(store: Store, index: Path, settings: Settings, deck: str = "") -> Counts:
    """What a session over ``deck`` asks today; over all decks where none is named."""
    moment = clock.now()
    offset = clock.local_offset(moment)
    queue = Queue(
        store,
        index,
        new_per_day=settings.new_per_day,
        decks=(deck,) if deck else (),
        agenda=load_agenda(settings, study_day(moment, offset)),
    )
    try:
        with explained(store.path):
            return queue.counts(moment, offset)
    finally:
        queue.close()


def _decks(queue: Queue, day: date, offset: timedelta) -> tuple[DeckToday, ...]:
    due, waiting = queue.due_by_deck(day, offset), queue.pool.waiting_by_deck(day)
    tally = queue.pool.tally()
    found = []
    for deck, title, total in queue.pool.decks():
        known = tally.get(deck, {})
        seen = sum(cards for (phase, _), cards in known.items() if phase)
        learned = sum(cards for (phase, _), cards in known.items() if phase == 2)
        new = total - seen - known.get((0, 1), 0)
        found.append(
            DeckToday(
                id=deck,
                title=title,
                due=due.get(deck, 0),
                learning=waiting.get(deck, 0),
                new=new,
                learned=learned,
                total=total,
            )
        )
    return tuple(found)


def _ahead(queue: Queue, day: date, days: int, due: int) -> tuple[tuple[date, int], ...]:
    tomorrow = day + timedelta(days=1)
    coming = queue.pool.ahead(tomorrow, day + timedelta(days=days))
    dates = (day + timedelta(days=ahead) for ahead in range(1, days + 1))
    return ((day, due), *((date_, coming.get(date_.toordinal(), 0)) for date_ in dates))
