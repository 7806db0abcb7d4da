"""``actquiz new``: a card at the prompt, in an editor or from a file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.bank.cards import KINDS, Choice, Cloze, Flashcard, Match, Multiple, Open, Order, Truth
from actquiz.bank.loader import load_deck
from actquiz.cli.main import run
from actquiz.cli.new import BY_FORM
from actquiz.cli.new_questions import ASKED


@pytest.fixture(autouse=True)
def a_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The learner's data in a fresh folder."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What the learner answers."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def only(deck: str = "my-cards") -> object:
    """The one card of a deck that was begun."""
    loaded = load_deck(paths.user_decks() / f"{deck}.yaml")
    assert loaded.problems == []
    assert loaded.deck is not None
    (card,) = loaded.deck.cards
    return card


def test_a_card_is_asked_for_and_added(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Deck, kind, question, answer, reason, tags; stdout says where it stands."""
    type_in(monkeypatch, "", "", "Why: not?", "It's so # 1", "Because.", "rnn Deep")
    assert run(["new"]) == 0
    assert only() == Flashcard(
        id="why-not", front="Why: not?", back="It's so # 1", why="Because.", tags=("rnn", "deep")
    )
    out, err = capsys.readouterr()
    assert out == f"{paths.user_decks() / 'my-cards.yaml'}:5\n"
    assert "actquiz study my-cards" in err


ANSWERED = [
    ("choice", ["Q?", "right", "wrong", "it is", "", ""], Choice),
    ("multiple", ["Q?", "a", "b", "", "c", "no", "", ""], Multiple),
    ("truth", ["Water is wet.", "y", "It wets."], Truth),
    ("cloze", ["no gap", "The {{cell}} has {{power}}.", ""], Cloze),
    (
        "open",
        [
            "Why?",
            "Collapse",
            "collapse, one layer",
            "XOR",
            "xor",
            "",
            "They collapse. They solve XOR.",
        ],
        Open,
    ),
    ("order", ["Sort.", "one", "two", "three", "", ""], Order),
    ("match", ["Match.", "a = 1st", "b = 2nd", "c = 3rd", "", ""], Match),
]


@pytest.mark.parametrize(("kind", "answers", "type_"), ANSWERED, ids=lambda one: str(one)[:8])
def test_each_kind_asks_for_its_own(
    kind: str, answers: list[str], type_: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered is the card."""
    type_in(monkeypatch, *answers, "")
    assert run(["new", "--kind", kind, "--deck", "other", "--title", "Other: things"]) == 0
    card = only("other")
    assert isinstance(card, type_)
    if isinstance(card, Cloze):
        assert card.text == "The [[1]] has [[2]]."
        assert [blank.answer for blank in card.blanks] == ["cell", "power"]
    if isinstance(card, Match):
        assert (card.pairs[0].left, card.pairs[0].right) == ("a", "1st")


def test_every_kind_is_asked_for_or_has_a_form() -> None:
    """A kind more needs one of the two."""
    assert set(ASKED) | set(BY_FORM) == set(KINDS)
    assert not set(ASKED) & set(BY_FORM)


def test_an_answer_that_is_needed_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A card without a question is none."""
    type_in(monkeypatch, "", "  ", "Why?", "So.", "", "")
    assert run(["new", "--deck", "my-cards", "--kind", "flashcard"]) == 0
    assert "This one is needed" in capsys.readouterr().err


def test_input_that_ends_too_early_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a card is not added."""
    type_in(monkeypatch, "", "", "Why?")
    assert run(["new"]) == 130
    assert not paths.user_decks().exists()


def test_a_second_card_goes_below_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the file keeps what is in it."""
    file = paths.user_decks() / "mine.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(
        "format: 1\ndeck: mine\ntitle: Mine\ncards:\n  # one\n  - {id: a, front: b, back: c}\n"
    )
    type_in(monkeypatch, "Why?", "So.", "", "")
    before = file.read_text()
    assert run(["new", "--deck", "mine", "--kind", "flashcard"]) == 0
    assert file.read_text() == f"{before}\n  - id: why\n    front: Why?\n    back: So.\n"


def test_a_card_comes_from_a_file(tmp_path: Path) -> None:
    """As YAML, with or without quotes where YAML wants some."""
    card = tmp_path / "card.yaml"
    card.write_text("front: What: now?\nback: This.\n")
    assert run(["new", "--file", str(card)]) == 0
    assert only() == Flashcard(id="what-now", front="What: now?", back="This.")


def test_a_wrong_card_is_kept_and_not_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The complaint names the line, and the message the file to mend."""
    card = tmp_path / "card.yaml"
    card.write_text("front: Slope?\nback: Two\nclaims: [{function: tanh, slope: 2, at: 0}]\n")
    assert run(["new", "--file", str(card)]) == 2
    err = capsys.readouterr().err
    assert "tanh" in err
    kept = paths.home() / "unfinished-card.yaml"
    assert str(kept) in err
    assert kept.read_text() == card.read_text()
    assert not paths.user_decks().exists()


def test_the_editor_fills_in_a_form(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it leaves is the card."""
    script = tmp_path / "fill"
    script.write_text('#!/bin/sh\nsed -i "s/^statement:/& Water is: wet./; s/^why:/& So./" "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert run(["new", "--editor", "--kind", "truth"]) == 0
    assert only() == Truth(id="water-is-wet", statement="Water is: wet.", answer=True, why="So.")


def test_a_form_left_as_it_was_adds_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Leaving the editor is a way out."""
    monkeypatch.setenv("VISUAL", "true")
    assert run(["new", "--editor"]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert not paths.user_decks().exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "flashcards"], "flashcard"),
        (["--deck", "No Id", "--editor"], "no id for a deck"),
        (["--deck", "relu-family", "--editor"], ""),
        (["--file", "/nowhere/card.yaml"], "no such file"),
    ],
)
def test_a_wrong_word_is_one_message(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to do, and nothing written."""
    monkeypatch.setenv("VISUAL", "true")
    assert run(["new", *words]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert not paths.user_decks().exists()
