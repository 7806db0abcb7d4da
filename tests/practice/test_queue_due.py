"""``actquiz due``: the same counts as the first screen, for people, prompts and scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk, give, run_through

from actquiz import paths
from actquiz.cli.main import run
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose decks are the only ones."""
    desk = Desk(tmp_path, monkeypatch)
    monkeypatch.setattr(paths, "deck_roots", lambda: [desk.decks])
    desk.write("deck", ["one", "two", "three"])
    yield desk
    desk.close()


def test_due_says_what_there_is(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """New cards, then learning ones, then reviews, each named with its number."""
    assert run(["due"]) == 0
    assert capsys.readouterr().out == "3 new\n"
    session = desk.session()
    give(session, Grade.AGAIN)
    give(session, Grade.EASY)
    run(["due"])
    assert capsys.readouterr().out == "1 learning, 1 new\n"
    desk.go(timedelta(days=30))
    run(["due"])
    assert capsys.readouterr().out == "1 due, 1 learning, 1 new\n"


def test_due_says_when_it_goes_on(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With nothing left it names the next day and hour; new cards of tomorrow count."""
    settings = Settings(new_per_day=10)
    run_through(desk.session(settings=settings))
    run(["due"])
    out = capsys.readouterr().out
    assert out.startswith("nothing due until ")
    assert out.endswith(" 04:00\n")
    desk.write("deck", [])
    run(["due"])
    assert capsys.readouterr().out == "nothing due\n"


def test_due_counts_for_a_prompt(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """--count is one number without new cards."""
    run_through(desk.session())
    desk.go(timedelta(days=30))
    desk.write("more", ["four"])
    run(["due", "--count"])
    assert capsys.readouterr().out == "3\n"


def test_due_speaks_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A script gets the counts by deck and the days ahead."""
    run_through(desk.session(new=2))
    run(["due", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["due"], found["new"], found["learning"], found["streak"]) == (0, 1, 0, 1)
    assert found["decks"] == {"deck": {"due": 0, "learned": 2, "new": 1, "total": 3}}
    assert next(iter(found["ahead"])) == "2026-03-02"
    assert len(found["ahead"]) == 8


def test_a_bad_settings_file_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The message has the file's name, and the exit code says bad input."""
    paths.home().mkdir(parents=True)
    paths.settings_file().write_text("{")
    assert run(["due"]) == 2
    assert "settings.json:1:2" in capsys.readouterr().err
