"""What Home shows beside the decks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk, give, run_through

from actquiz import paths
from actquiz.demos import registry
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.practice.home_overview import Glance, glance


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Two decks of six cards."""
    desk = Desk(tmp_path, monkeypatch)
    monkeypatch.setattr(paths, "deck_roots", lambda: [desk.decks])
    for deck in ("strong", "weak"):
        desk.write(deck, [f"{deck}-{number}" for number in range(6)])
    yield desk
    desk.close()


def look(desk: Desk) -> Glance:
    """A glance over two weeks."""
    return glance(desk.store(), desk.index().path, Settings(), weeks=2)


def test_the_calendar_ends_today_and_counts_each_day(desk: Desk) -> None:
    """A day without reviews is a nought, one before the first review or after today a hole."""
    assert look(desk).calendar is None
    run_through(desk.session(new=3))
    desk.go(timedelta(days=2))
    give(desk.session(new=1))
    found = look(desk).calendar
    assert found is not None
    assert found.columns[-2:] == ["23 Feb", "2 Mar"]
    assert [row[-1] for row in found.values] == [3, 0, 1, None, None, None, None]
    assert {row[-2] for row in found.values} == {None}


def test_the_weakest_topics_come_first_once_enough_was_seen(desk: Desk) -> None:
    """A deck that was forgotten stands before one that was easy; an unseen one is not named."""
    assert look(desk).weakest == ()
    run_through(desk.session(decks=["strong"], new=6), Grade.EASY)
    run_through(desk.session(decks=["weak"], new=6), Grade.AGAIN, most=6)
    desk.go(timedelta(days=3))
    assert [topic.id for topic in look(desk).weakest] == ["weak", "strong"]


def test_each_day_has_its_experiment(desk: Desk) -> None:
    """Over as many days as there are experiments each is named once."""
    named = []
    for _ in registry.names():
        named.append(look(desk).demo)
        desk.next_day()
    assert sorted(named) == sorted(registry.names())
