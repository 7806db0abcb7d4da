"""``actquiz judge``, as it is typed."""

import io
import json
import sys
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.cli.main import run

DECK = """\
format: 1
deck: d
title: T
cards:
  - id: open-one
    kind: open
    question: Why?
    points:
      - {point: It collapses, ideas: [[collapse], [affine]]}
      - {point: It bends, ideas: [[bend]]}
    mistakes:
      - {says: it is bounded, ideas: [[is bounded]], why: It grows.}
  - id: flash-one
    front: A?
    back: B.
"""


@pytest.fixture(autouse=True)
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One open card and one flashcard."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "content")
    file = tmp_path / "home" / "decks" / "d.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(DECK, encoding="utf-8")


def judge(monkeypatch: pytest.MonkeyPatch, answer: bytes, *words: str) -> int:
    """Run the command with ``answer`` on its standard input; its exit code."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answer)))
    return run(["judge", *words])


def test_each_point_is_told_with_the_words_that_make_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The JSON has points, mistakes and the suggested grade; what is half said is unsure."""
    answer = b"It collapses into an affine map. It is bounded."
    assert judge(monkeypatch, answer, "open-one", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "points": [
            {
                "point": "It collapses",
                "found": False,
                "unsure": True,
                "words": ["collapses", "affine"],
            },
            {"point": "It bends", "found": False, "words": []},
        ],
        "mistakes": [{"says": "it is bounded", "why": "It grows.", "words": ["bounded"]}],
        "suggested": "again",
    }


def test_the_text_says_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signs, the words that were heard, and the grade."""
    assert judge(monkeypatch, "It bends. It never collapses — \xff".encode("latin-1", "replace"),
                 "open-one") == 0  # fmt: skip
    said = capsys.readouterr().out
    assert "✓ It bends" in said
    assert "heard: “bends”" in said
    assert "1 of 2 key points; suggested: Hard." in said


@pytest.mark.parametrize(
    ("answer", "words", "says"),
    [
        (b"x", ["open-on"], "did you mean 'open-one'?"),
        (b"x", ["flash-one"], "flash-one is no open question but of kind flashcard"),
        (b" \n", ["open-one"], "the answer is empty"),
        (b"word " * 30_000, ["open-one"], "the answer is longer than 100,000 characters"),
        (b"x", [], "Missing argument 'CARD'"),
    ],
)
def test_what_cannot_be_judged_is_told(
    answer: bytes, words: list[str], says: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Unknown cards, other kinds and empty or endless answers get one message and exit code 2."""
    assert judge(monkeypatch, answer, *words) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_groups_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ways of saying that every deck may name."""
    assert judge(monkeypatch, b"", "--groups") == 0
    assert "~vanish: vanish; shrink" in capsys.readouterr().out


def test_check_holds_ideas_to_the_cards_own_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An own answer that misses a point or makes a mistake, and ways that are never found."""
    file = tmp_path / "mine.yaml"
    text = DECK.replace("    mistakes:", "    answer: It is bounded and bends.\n    mistakes:")
    file.write_text(text.replace("[[bend]]", "[[bend, ~nonsense]]"), encoding="utf-8")
    assert run(["check", str(file)]) == 1
    said = capsys.readouterr().out
    assert "the card's own answer does not make this point" in said
    assert "taken for this mistake, by “bounded”" in said
    assert "there is no group `~nonsense`" in said
