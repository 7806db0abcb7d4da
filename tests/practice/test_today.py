"""What the first screen counts is what a session asks, in all and deck by deck."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk, give

from actquiz import paths
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.practice.today import left_today


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose decks are the only ones."""
    desk = Desk(tmp_path, monkeypatch)
    monkeypatch.setattr(paths, "deck_roots", lambda: [desk.decks])
    desk.write("deck", ["one", "two", "three"])
    yield desk
    desk.close()


@pytest.fixture
def studied(desk: Desk) -> Desk:
    """Cards due, in learning and new, and formulas whose cards make way for one another."""
    desk.write_formulas("formulas", ["relu", "elu"])
    desk.write("other", [f"card-{number}" for number in range(9)])
    session = desk.session(new=8)
    for grade in (Grade.EASY, Grade.EASY, Grade.AGAIN, Grade.EASY, Grade.EASY, Grade.GOOD):
        give(session, grade)
    desk.go(timedelta(days=60))
    give(desk.session(new=1), Grade.AGAIN)
    return desk


def test_the_decks_add_up_to_the_headline(studied: Desk) -> None:
    """Due and learning of all decks together are the day's."""
    today = studied.today()
    assert (today.due, today.learning) == (
        sum(deck.due for deck in today.decks),
        sum(deck.learning for deck in today.decks),
    )
    assert today.due
    assert today.learning
    assert today.ahead[0] == (today.day, today.due + today.learning)


@pytest.mark.parametrize("deck", ["", "formulas", "other", "deck"])
def test_what_is_left_is_what_a_session_asks(studied: Desk, deck: str) -> None:
    """The number on the button is the number of cards until the session says it is done."""
    settings = Settings(new_per_day=4)
    left = left_today(studied.store(), studied.index().path, settings, deck)
    session = studied.session(decks=(deck,) if deck else (), settings=settings)
    asked = set()
    while session.turn is not None:
        asked.add(session.turn.entry.id)
        give(session, Grade.EASY)
    assert len(asked) == left.due + left.new + left.learning
