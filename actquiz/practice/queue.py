"""Which card comes next, and how many are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from actquiz.clock import study_day
from actquiz.memory.memory import day_begins
from actquiz.memory.sqlite_errors import explained
from actquiz.memory.store import Store
from actquiz.practice.agenda import Agenda, AgendaCard, todays
from actquiz.practice.askable_cards import Candidate, Pool, WantedCard

_EARLY = timedelta(minutes=20)
"""A learning step may be cut short by this much when nothing else is left to do."""


class Counts(NamedTuple):
    """What is left for today."""

    due: int
    """Cards to review; of siblings only one a day."""
    new: int
    """Cards to meet for the first time, as many as the day allows."""
    learning: int
    """Cards in their learning steps."""
    deferred: int
    """Due cards left for another day because a sibling is asked today."""

    @property
    def all(self) -> int:
        """Cards to ask today."""
        return self.due + self.new + self.learning


class Queue:
    """Learning cards when their step is over; what the learner wants first; reviews; new cards
    spread evenly among them.

    Siblings are kept apart: one a day of those that are due or new. It keeps nothing that the store
    does not: a queue made after a crash goes on as the old one would have.
    """

    def __init__(
        self,
        store: Store,
        index: Path,
        *,
        new_per_day: int,
        decks: Sequence[str] = (),
        tags: Sequence[str] = (),
        extra_new: int | None = None,
        needs: Callable[[str], Sequence[str]] | None = None,
        agenda: Agenda | None = None,
    ) -> None:
        """``extra_new``: this many new cards from now on, whatever the day has already had.

        ``needs``: the cards to learn before a given one. ``agenda``: what the plan for an interview
        asks instead of all that is due and new.
        """
        self._path = store.path
        self._store = store
        self._needs = needs
        self._agenda = agenda
        self.pool = Pool(store, index, decks=decks, tags=tags)
        self._new_per_day = new_per_day
        self._extra_new = extra_new
        self._base: tuple[date, int] | None = None
        self._last: Candidate | None = None
        self._deferred: tuple[date, dict[str, int]] | None = None

    def close(self) -> None:
        """Close its view of the store and the index."""
        self.pool.close()

    def next(self, moment: datetime, offset: timedelta) -> Candidate | None:
        """The card to ask at ``moment`` (UTC); None when nothing is left for now."""
        day = study_day(moment, offset)
        with explained(self._path):
            self._last = self._pick(moment, day, offset)
        return self._last

    def show(self, candidate: Candidate) -> None:
        """Say that another card than ``next`` gave is being asked: one that was undone."""
        self.forget()
        self._last = candidate

    def settle(self) -> None:
        """Look up where cards stand that the store does not know yet, or that were edited."""
        self.pool.settle()

    def forget(self) -> None:
        """Count and look afresh: something else than a review changed the store or the decks."""
        self._deferred = None
        self.pool.forget()

    def counts(self, moment: datetime, offset: timedelta) -> Counts:
        """What is left for the study day of ``moment``."""
        day = study_day(moment, offset)
        with explained(self._path):
            waiting = self.pool.waiting_count(day)
            first = self.wanted(day)
            first_new = sum(not each.card.seen for each in first)
            if self._agenda:
                planned = self.planned(day, offset)
                seen = sum(item.seen for item in planned)
                early = len(first) - first_new
                return Counts(seen + early, len(planned) - seen + first_new, waiting, 0)
            blocked = self.pool.blocked(day)
            due = sum(self.pool.due_by_deck(day).values())
            early = sum(each.card.seen and not each.due for each in first)
            deferred = sum(self.deferred_by_deck(day).values())
            new = len(list(self._new(day, blocked))) + first_new
            return Counts(due + early - deferred, new, waiting, deferred)

    def due_by_deck(self, day: date, offset: timedelta) -> dict[str, int]:
        """How many cards of each deck are to be reviewed on ``day``."""
        first = [each for each in self.wanted(day) if each.card.seen]
        if self._agenda:
            seen = [item.deck for item in self.planned(day, offset) if item.seen]
            return dict(Counter([*seen, *(each.card.deck for each in first)]))
        due = Counter(self.pool.due_by_deck(day))
        due.update(each.card.deck for each in first if not each.due)
        due.subtract(self.deferred_by_deck(day))
        return dict(due)

    def planned(self, day: date, offset: timedelta) -> list[AgendaCard]:
        """What the agenda still asks on ``day``, in order, beside what is wanted first; nothing
        without an agenda.
        """
        if not self._agenda:
            return []
        first = [each.card for each in self.wanted(day)]
        ids = {card.card_id for card in first}
        cards, _ = self._agenda.on(day)
        items = self.pool.items((card_id for card_id, _ in cards if card_id not in ids), day)
        blocked = self.pool.blocked(day) | {card.group for card in first if card.group}
        return todays(self._agenda, day, items, blocked, day_begins(day, offset))

    def wanted(self, day: date) -> list[WantedCard]:
        """What the learner wants first: of siblings one, and none whose sibling was asked today."""
        listed, found = self.pool.wanted(day), []
        taken = self.pool.blocked(day) if listed else set()
        for each in listed:
            if each.card.group in taken:
                continue
            if each.card.group:
                taken.add(each.card.group)
            found.append(each)
        return found

    def planned_seconds(self, day: date, offset: timedelta) -> float:
        """What the cards that the agenda still asks on ``day`` are expected to take."""
        if not self._agenda:
            return 0.0
        takes = dict(self._agenda.on(day)[0])
        return sum(takes[item.card_id] for item in self.planned(day, offset))

    def deferred_by_deck(self, day: date) -> dict[str, int]:
        """How many due cards of each deck make way for a sibling.

        Reviews do not change it: a card that was due and one that was asked today both stand in
        their siblings' way. So it is counted once a day.
        """
        if self._deferred and self._deferred[0] == day:
            return self._deferred[1]
        blocked = self.pool.blocked(day)
        early = [each.card for each in self.wanted(day) if not each.due]
        blocked |= {card.group for card in early if card.group}
        deferred: dict[str, int] = {}
        for group, decks in self.pool.due_siblings(day).items():
            spared = group in blocked
            for deck, count in decks.items():
                deferred[deck] = deferred.get(deck, 0) + count - (not spared)
                spared = True
        self._deferred = (day, deferred)
        return deferred

    def next_due(self, moment: datetime, offset: timedelta) -> datetime | None:
        """When there is something to do again, in UTC; None if never."""
        day = study_day(moment, offset)
        tomorrow = day + timedelta(days=1)
        with explained(self._path):
            for _, due in self.pool.waiting(day):
                return max(moment, due)
            left = sum(self.pool.due_by_deck(day).values())
            fresh = self.pool.wanted(tomorrow) or any(True for _ in self.pool.new(tomorrow))
            if self._agenda or left or fresh:
                return day_begins(tomorrow, offset)
            coming = self.pool.next_day(day)
            return None if coming is None else day_begins(coming, offset)

    def _pick(self, moment: datetime, day: date, offset: timedelta) -> Candidate | None:
        if ready := self._apart(day, moment):
            return ready
        if first := self.wanted(day):
            return Candidate(first[0].card.card_id, first[0].card.group)
        if self._agenda:
            fresh = self._by_plan(self.planned(day, offset))
        else:
            fresh = self._mixed(day, self.pool.blocked(day))
        if fresh:
            return fresh
        early = moment + _EARLY
        if found := self._apart(day, early):
            return found
        return next((card for card, due in self.pool.waiting(day) if due <= early), None)

    def _apart(self, day: date, until: datetime) -> Candidate | None:
        """The first card whose step ends by ``until``, but not the last one or its sibling."""
        for candidate, due in self.pool.waiting(day):
            if due > until:
                return None
            if not self._last or not _related(candidate, self._last):
                return candidate
        return None

    def _mixed(self, day: date, blocked: set[str]) -> Candidate | None:
        """A due card or a new one, so that both run out together."""
        due = next((card for card in self.pool.due(day) if card.group not in blocked), None)
        new = list(self._new(day, blocked))
        if due and new:
            left = sum(self.pool.due_by_deck(day).values())
            if self.pool.diary.reviewed_since_new(day) * len(new) < left:
                return due
        return self._first_ready(new) or due

    def _by_plan(self, planned: Sequence[AgendaCard]) -> Candidate | None:
        """The first of the plan; before a new card, those it needs that are planned too."""
        if planned and planned[0].seen:
            return Candidate(planned[0].card_id, planned[0].group)
        return self._first_ready(
            [Candidate(item.card_id, item.group) for item in planned if not item.seen]
        )

    def _first_ready(self, new: Sequence[Candidate]) -> Candidate | None:
        """The first new card whose needed cards have been met; the first if there is none."""
        for candidate in new:
            needed = self._needs(candidate.card_id) if self._needs else ()
            if all(self._store.memory(card_id) for card_id in needed):
                return candidate
        return next(iter(new), None)

    def _new(self, day: date, blocked: set[str]) -> Iterator[Candidate]:
        """The new cards still to come today: none whose sibling is asked today."""
        first = [each.card for each in self.wanted(day)]
        left = self._new_left(day) - sum(not card.seen for card in first)
        if left <= 0:
            return
        taken = blocked | {card.group for card in first if card.group}
        ids = {card.card_id for card in first}
        for candidate in self.pool.new(day):
            if candidate.card_id in ids:
                continue
            if candidate.group:
                if candidate.group in taken or self.pool.has_due(candidate.group, day):
                    continue
                taken.add(candidate.group)
            yield candidate
            left -= 1
            if not left:
                return

    def _new_left(self, day: date) -> int:
        introduced = self.pool.diary.introduced(day)
        if self._extra_new is None:
            return self._new_per_day - introduced
        if self._base is None or self._base[0] != day:
            self._base = (day, introduced)
        return self._extra_new - (introduced - self._base[1])


def _related(one: Candidate, other: Candidate) -> bool:
    return one.card_id == other.card_id or bool(one.group and one.group == other.group)
