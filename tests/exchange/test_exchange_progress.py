"""With --with-progress an Anki package brings the years that were spent on its cards."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from actquiz.bank.cards import Cloze, Flashcard
from actquiz.bank.index import Index
from actquiz.cli.main import run
from actquiz.exchange.anki_history import pasts
from actquiz.memory.memory import Memory
from actquiz.memory.store import Store

PACKAGE = Path(__file__).parent / "cases" / "anki-history.apkg"
"""Made by Anki 26.9: 56 reviews, and a note whose second field is empty."""
BY_ANKI = {
    "What is the capital of **France**?": (8.76345, 9.43011856),
    "Paris is the capital of?": (135.214905, 5.64610338),
    "What is the capital of **Japan**?": (18.8401527, 7.9881115),
    "Tokyo is the capital of?": (429.949371, 1.0),
    "[[1]] and b": (3.3741858, 9.20694351),
    "a and [[1]]": (0.70971334, 9.55024433),
}
"""Stability and difficulty of each card as Anki computed them."""


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Anki counted the days of the package in UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def memories() -> dict[str, Memory | None]:
    """What is remembered of each imported card, by its question."""
    found = {}
    with Index.open() as index, Store.open() as store:
        for card_id, _, _ in index.ids():
            if card_id.startswith("anki-"):
                card = index.entry(card_id).card
                assert isinstance(card, (Flashcard, Cloze))
                text = card.front if isinstance(card, Flashcard) else card.text
                found[text] = store.memory(card_id)
    return found


def test_reviews_come_along_and_lead_to_what_anki_remembers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Stability and difficulty agree with Anki's within what both round to."""
    assert run(["import", str(PACKAGE), "--with-progress"]) == 0
    assert "48 reviews" in capsys.readouterr().err
    found = memories()
    assert found.keys() == BY_ANKI.keys()
    for question, (stability, difficulty) in BY_ANKI.items():
        memory = found[question]
        assert memory is not None
        assert memory.stability == pytest.approx(stability, rel=1e-4)
        assert memory.difficulty == pytest.approx(difficulty, rel=1e-4)
        assert memory.reviews == 8


def test_a_second_import_brings_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """The same review is the same one, also where the clock shows another zone by then."""
    assert run(["import", str(PACKAGE), "--with-progress"]) == 0
    before = memories()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        capsys.readouterr()
        assert run(["import", str(PACKAGE), "--with-progress"]) == 0
    assert "reviews" not in capsys.readouterr().err.replace("reviews of cards", "")
    assert memories() == before


def test_what_anki_suspended_stays_suspended() -> None:
    """The learner does not meet again what was put aside."""
    assert run(["import", str(PACKAGE), "--with-progress"]) == 0
    with Index.open() as index, Store.open() as store:
        ids = [card_id for card_id, _, _ in index.ids() if card_id.startswith("anki-")]
        assert sum(store.card(card_id).suspended for card_id in ids) == 1


def test_without_being_asked_no_review_comes_along() -> None:
    """Somebody else's package does not change what this learner knows."""
    assert run(["import", str(PACKAGE)]) == 0
    assert set(memories().values()) == {None}


def test_the_questions_come_from_the_templates() -> None:
    """A card asks what its template asks, and a note whose answer is empty has no card."""
    assert run(["import", str(PACKAGE)]) == 0
    assert memories().keys() == BY_ANKI.keys()
    assert not [question for question in memories() if question == "Irish Sea"]


def test_a_card_without_reviews_is_new() -> None:
    """Nothing is made up for cards that were never answered."""
    path = PACKAGE.with_name("homographs.apkg")
    assert run(["import", str(path), "--with-progress"]) == 0
    assert set(memories().values()) == {None}


def test_machines_in_different_zones_bring_in_the_same_reviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A merge finds nothing to argue about: the collection's own days count, not the machine's."""
    for place in ("Asia/Tokyo", "America/Lima"):
        monkeypatch.setenv("TZ", place)
        time.tzset()
        monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / place))
        assert run(["import", str(PACKAGE), "--with-progress"]) == 0
        assert run(["progress", "export", str(tmp_path / "sync")]) == 0
    assert run(["progress", "merge", str(tmp_path / "sync")]) == 0
    with Store.open() as store, store.reading("SELECT count(*) FROM review") as rows:
        assert [count for (count,) in rows] == [48]


@pytest.mark.parametrize(
    ("conf", "hours"),
    [
        ("{}", 0),
        ('{"creationOffset": -60}', 1),
        ('{"creationOffset": -60, "localOffset": 300}', -5),
        ('{"creationOffset": -60, "rollover": 0}', 5),
        ('{"creationOffset": -720, "rollover": 23}', -7),
        ('{"creationOffset": 720, "rollover": 23}', -12),
        ('{"creationOffset": 99999}', 0),
    ],
)
def test_the_days_are_those_of_the_collection(conf: str, hours: int) -> None:
    """Its zone and the hour at which its days begin; UTC where it says nothing usable."""
    with closing(sqlite3.connect(":memory:")) as sql:
        sql.executescript(
            "CREATE TABLE col(conf, decks, dconf); CREATE TABLE revlog(cid, id, ease,"
            " time, type, factor); CREATE TABLE cards(id, queue, odid, did);"
            "INSERT INTO cards VALUES (1, 0, 0, 1); INSERT INTO revlog VALUES (1, 9, 3, 1, 0, 1);"
        )
        sql.execute("INSERT INTO col VALUES (?, '{}', '{}')", (conf,))
        (past,) = pasts(sql, {1: "card"})
    assert past.offset == 3600 * hours
