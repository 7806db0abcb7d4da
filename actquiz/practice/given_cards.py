"""Cards that are asked because something names them, whatever the schedule says."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from actquiz.practice.askable_cards import Candidate
from actquiz.practice.queue import Counts


class GivenCards:
    """Takes the place of a session's queue: asks what ``give`` was told, in that order, once."""

    def __init__(self, cards: Iterable[str] = ()) -> None:
        self._cards = deque(cards)

    def give(self, cards: Iterable[str]) -> None:
        """Ask these as well, after those that are still to come."""
        self._cards.extend(cards)

    def clear(self) -> None:
        """Ask none of those that are still to come."""
        self._cards.clear()

    def next(self, moment: datetime, offset: timedelta) -> Candidate | None:
        """The next of them; None when none is left."""
        return Candidate(self._cards.popleft(), "") if self._cards else None

    def show(self, candidate: Candidate) -> None:
        """Another card is asked meanwhile: one that was undone."""

    def forget(self) -> None:
        """Nothing is counted here that could change."""

    def settle(self) -> None:
        """Nothing is looked up here."""

    def counts(self, moment: datetime, offset: timedelta) -> Counts:
        """What is still to come, after the card that is asked."""
        return Counts(0, 0, len(self._cards), 0)

    def next_due(self, moment: datetime, offset: timedelta) -> datetime | None:
        """The schedule is not looked at."""
        return None

    def close(self) -> None:
        """Nothing is open."""
