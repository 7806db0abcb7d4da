"""The way through a deck: how each card stands, and what to take next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from review_desk import Desk, asked, give

from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice.deck_path import Course, course


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Two decks of two cards, the second building on the first."""
    desk = Desk(tmp_path, monkeypatch)
    desk.write("first", ["a", "b"])
    desk.write("second", ["c", "d"], needs="first")
    yield desk
    desk.close()


def _way(desk: Desk, deck: str) -> Course:
    return course(desk.store(), desk.index(), desk.today(), deck)


def _step(desk: Desk, deck: str) -> tuple[str, str | None]:
    step = _way(desk, deck).next
    return step.what, step.deck.id if step.deck else None


def _learn(desk: Desk, deck: str, cards: int, grade: Grade = Grade.EASY) -> None:
    session = desk.session(decks=[deck], new=cards)
    for _ in range(cards):
        give(session, grade)
    session.close()


def test_what_to_take_next_follows_what_is_known(desk: Desk) -> None:
    """First the deck before, then this one, then the one after, then nothing."""
    assert _step(desk, "second") == ("before", "first")
    assert _step(desk, "first") == ("learn", "first")
    _learn(desk, "first", 1)
    assert _step(desk, "second") == ("learn", "second")
    _learn(desk, "first", 1)
    assert _step(desk, "first") == ("after", "second")
    _learn(desk, "second", 2)
    assert _step(desk, "first") == ("done", None)


def test_what_is_due_goes_before_anything_new(desk: Desk) -> None:
    """Cards that are due again are the next step of their deck, and say so."""
    _learn(desk, "first", 1)
    for _ in range(60):
        desk.next_day()
    assert _step(desk, "first") == ("review", "first")
    assert [stop.standing for stop in _way(desk, "first").stops] == ["due", "new"]


def test_every_card_says_how_it_stands(desk: Desk) -> None:
    """New, in learning, learned and suspended cards are told apart, in learning order."""
    session = desk.session(new=9)
    assert asked(session) == "a"
    give(session, Grade.EASY)
    give(session, Grade.AGAIN)
    session.close()
    desk.store().suspend("c", True)
    assert [(stop.card_id, stop.standing) for stop in _way(desk, "first").stops] == [
        ("a", "learned"),
        ("b", "learning"),
    ]
    second = _way(desk, "second")
    assert [stop.standing for stop in second.stops] == ["suspended", "new"]
    assert second.place == 1
    assert second.by_level() == [("core", 0, 2)]


def test_an_unknown_deck_is_an_error(desk: Desk) -> None:
    """Its name is in the message."""
    with pytest.raises(ActquizError, match="thrid"):
        _way(desk, "thrid")
