"""What Home shows: the queue's counts, and which of Home's faces they call for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Literal

from actquiz import clock
from actquiz.practice.exercises.rounds import due
from actquiz.practice.today import DeckToday, Today, today
from actquiz.tui.desk import Desk

Face = Literal["no cards", "first run", "due", "nothing due", "all learned"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The learner's day at a glance."""

    now: datetime
    """In local time."""
    today: Today
    problems: int
    """Files and cards that were left out because something is wrong with them."""
    exercises: int
    """Exercises that were passed once and are due again."""

    @property
    def decks(self) -> list[DeckToday]:
        """All decks together (with an empty id), then each."""
        decks = self.today.decks
        everything = DeckToday(
            id="",
            title="All decks",
            due=sum(deck.due for deck in decks),
            learning=sum(deck.learning for deck in decks),
            new=sum(deck.new for deck in decks),
            learned=sum(deck.learned for deck in decks),
            total=sum(deck.total for deck in decks),
        )
        return [everything, *decks] if decks else []

    @property
    def left(self) -> int:
        """Cards to ask today."""
        return self.today.due + self.today.new + self.today.learning

    @property
    def unseen(self) -> int:
        """Cards never seen."""
        return sum(deck.new for deck in self.today.decks)

    @property
    def next_due(self) -> datetime | None:
        """When the next card comes, in local time."""
        return None if self.today.next_due is None else local(self.today.next_due)

    @property
    def state(self) -> Face:
        """Which of Home's faces to show."""
        if not any(deck.total for deck in self.today.decks):
            return "no cards"
        if self.today.studied is None and self.left:
            return "first run"
        if self.left:
            return "due"
        return "nothing due" if self.unseen else "all learned"


def local(moment: datetime) -> datetime:
    """``moment`` on the learner's clock."""
    return moment.astimezone(timezone(clock.local_offset(moment)))


def gather(desk: Desk) -> Overview:
    """Look everything up."""
    counts = today(desk.store, desk.index.path, desk.settings)
    errors = sum(problem.severity == "error" for problem in desk.index.problems)
    return Overview(local(clock.now()), counts, errors, len(due(desk.store)))
