"""Whatever is done in whatever order, in one window or two, the state follows from the reviews."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from actquiz import clock
from actquiz.memory import doctor
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Memory, Parameters
from actquiz.memory.rows import DeckPlace, StoredCard
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Stale, Store

SCHEDULERS = [Scheduler(), Scheduler(Parameters(retention=0.8, learning_steps=()))]
CARDS = ["formula.a", "formula.b", "one", "two"]
PLACES = {
    card_id: DeckPlace("deck", card_id.partition(".")[0] if "." in card_id else "")
    for card_id in CARDS
}

cards = st.sampled_from(CARDS)
windows = st.integers(0, 1)


class Windows(RuleBasedStateMachine):
    """Two open stores on one file, and what a learner may do in each."""

    @initialize()
    def begin(self) -> None:
        """A new store, seen through two windows."""
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "progress.db"
        self.now = datetime(2026, 3, 27, 12, tzinfo=UTC)
        self.set_clock()
        self.stores = [Store.open(self.path), Store.open(self.path)]
        self.shown: list[dict[str, Memory | None]] = [{}, {}]
        self.before: list[tuple[str, StoredCard]] = []

    def teardown(self) -> None:
        for store in getattr(self, "stores", []):
            store.close()
        os.environ.pop("ACTQUIZ_NOW", None)
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def set_clock(self) -> None:
        os.environ["ACTQUIZ_NOW"] = self.now.isoformat()

    @rule(hours=st.sampled_from([0, 0.01, 0.2, 5, 15.9, 16.1, 24, 24 * 40]))
    def wait(self, hours: float) -> None:
        self.now += timedelta(hours=hours)
        self.set_clock()

    @rule(card_id=cards, window=windows)
    def show(self, card_id: str, window: int) -> None:
        """One window shows a card; the other one may grade it first."""
        self.shown[window][card_id] = self.stores[window].memory(card_id)

    @rule(
        card_id=cards,
        window=windows,
        grade=st.sampled_from(Grade),
        scheduler=st.sampled_from(SCHEDULERS),
        offset=st.sampled_from([-10, 0, 5.5, 14]),
    )
    def grade(
        self, card_id: str, window: int, grade: Grade, scheduler: Scheduler, offset: float
    ) -> None:
        store = self.stores[window]
        seen = self.shown[window].pop(card_id, store.memory(card_id))
        current = store.card(card_id)
        try:
            recorded = store.record(
                card_id,
                grade,
                scheduler=scheduler,
                moment=clock.now(),
                offset=timedelta(hours=offset),
                seen=seen,
                place=PLACES[card_id],
            )
        except Stale:
            assert seen != current.memory
            assert store.card(card_id) == current
        else:
            assert seen == current.memory
            assert store.memory(card_id) == recorded.scheduled.memory
            self.before.append((card_id, current))

    @rule(window=windows)
    def undo(self, window: int) -> None:
        review = self.stores[window].undo()
        if not self.before:
            assert review is None
            return
        card_id, before = self.before.pop()
        assert review is not None
        assert review.card_id == card_id
        after = self.stores[window].card(card_id)
        assert after.memory == before.memory

    @rule(card_id=cards, window=windows, on=st.booleans())
    def suspend(self, card_id: str, window: int, on: bool) -> None:
        self.stores[window].suspend(card_id, on)
        assert self.stores[1 - window].card(card_id).suspended is on

    @rule(card_id=cards, window=windows, days=st.integers(-1, 3))
    def bury(self, card_id: str, window: int, days: int) -> None:
        until = clock.study_day(clock.now()) + timedelta(days=days)
        self.stores[window].bury(card_id, until)
        assert self.stores[1 - window].card(card_id).buried_until == until

    @rule(window=windows)
    def restart(self, window: int) -> None:
        self.stores[window].close()
        self.stores[window] = Store.open(self.path)
        self.shown[window].clear()

    @invariant()
    def state_follows_from_the_reviews(self) -> None:
        if hasattr(self, "stores"):
            assert doctor.examine(self.stores[0]).healthy


TestWindows = Windows.TestCase
TestWindows.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
