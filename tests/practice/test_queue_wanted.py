"""Cards that the learner puts at the head of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from review_desk import Desk, asked, give, run_through

from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.memory.wanted import forget, want, wanted

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Six cards and a formula's three siblings, of which the first two cards are learned."""
    desk = Desk(tmp_path, monkeypatch)
    desk.write("deck", [f"card-{n}" for n in range(6)])
    desk.write_formulas("sums", ["relu"])
    run_through(desk.session(new=2))
    yield desk
    desk.close()


def test_they_come_first_on_that_day_and_in_their_order(desk: Desk) -> None:
    """Known or new, due or not; today nothing changes, and once asked the wish is over."""
    want(desk.store(), ["card-4", "card-0"], TOMORROW)
    assert asked(desk.session()) == "card-2"
    desk.next_day()
    session = desk.session()
    assert [asked(session), give(session, Grade.EASY) and asked(session)] == ["card-4", "card-0"]
    assert wanted(desk.store(), TOMORROW) == ["card-0"]
    give(session, Grade.EASY)
    assert asked(session) == "card-2"
    assert wanted(desk.store(), TOMORROW) == []


def test_every_count_holds_them(desk: Desk) -> None:
    """A card that is not due is one to review that day; a new one is among the day's new."""
    settings = Settings(new_per_day=2)
    desk.next_day()
    before = desk.today(settings)
    want(desk.store(), ["card-0", "card-5"], TOMORROW)
    after = desk.today(settings)
    assert (after.due, after.new) == (before.due + 1, before.new)
    assert after.decks[0].due == before.decks[0].due + 1
    session = desk.session(settings=settings)
    assert len(run_through(session)) == after.due + after.new


def test_more_new_ones_than_the_day_allows_are_asked_all_the_same(desk: Desk) -> None:
    """The learner wants them; no others come in addition."""
    settings = Settings(new_per_day=1)
    desk.next_day()
    want(desk.store(), ["card-3", "card-4"], TOMORROW)
    assert desk.today(settings).new == 2
    assert run_through(desk.session(settings=settings)) == ["card-3", "card-4"]


def test_siblings_stay_apart(desk: Desk) -> None:
    """Of wanted siblings one comes a day, and the others wait for the next."""
    want(desk.store(), ["relu.name", "relu.formula"], TOMORROW)
    desk.next_day()
    assert desk.today(Settings(new_per_day=0)).new == 1
    assert run_through(desk.session(settings=Settings(new_per_day=0))) == ["relu.name"]
    desk.next_day()
    assert asked(desk.session(settings=Settings(new_per_day=0))) == "relu.formula"


def test_a_wish_waits_for_the_day_that_is_studied(desk: Desk) -> None:
    """Skipping the day does not lose it; an undo brings it back; it can be taken back."""
    store = desk.store()
    want(store, ["card-5"], TOMORROW)
    desk.go(timedelta(days=3))
    session = desk.session()
    assert asked(session) == "card-5"
    give(session, Grade.EASY)
    assert wanted(store, date(2026, 3, 5)) == []
    session.undo()
    assert wanted(store, date(2026, 3, 5)) == ["card-5"]
    forget(store, ["card-5"])
    assert wanted(store, date(2026, 3, 5)) == []


def test_what_is_wanted_later_stands_before_what_was_wanted_earlier(desk: Desk) -> None:
    """The newest list is at the head; a card in both stands once."""
    store = desk.store()
    want(store, ["card-1", "card-2"], TOMORROW)
    want(store, ["card-3", "card-1"], TOMORROW)
    assert wanted(store, TOMORROW) == ["card-3", "card-1", "card-2"]
    assert wanted(store, TODAY) == []


def test_a_suspended_card_is_not_asked(desk: Desk) -> None:
    """Nor one that its deck has lost."""
    store = desk.store()
    want(store, ["gone", "card-4", "card-5"], TOMORROW)
    store.suspend("card-4")
    desk.next_day()
    assert asked(desk.session()) == "card-5"
