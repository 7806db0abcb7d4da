"""check, decks, show, search, edit and schema, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from make_decks import KINDS, deck_text

from actquiz import paths
from actquiz.bank.editing import editor_command
from actquiz.bank.json_schema import deck_schema
from actquiz.cli.main import run
from actquiz.errors import Location

Call = Callable[..., tuple[int, str, str]]
"""Runs a command's words and returns exit code, stdout and stderr."""

HEAD = "format: 1\ndeck: d\ntitle: T\ncards:\n"


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only deck there is: one card of each kind."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "content")
    path = tmp_path / "home" / "decks" / "all.yaml"
    path.parent.mkdir(parents=True)
    text = deck_text("all", len(KINDS)).replace("    sources: [glorot-2010]\n", "")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def calling(*words: str) -> tuple[int, str, str]:
        code = run(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return calling


def test_check_says_nothing_is_wrong(deck: Path, call: Call) -> None:
    """Sound decks give a count and exit code 0."""
    deck.write_text(f"{HEAD}  - {{id: a, front: x, back: y}}\n")
    code, out, err = call("check")
    assert (code, err) == (0, "")
    assert out.startswith("1 deck, 1 card: 0 errors, 0 warnings\n")


def test_check_names_each_mistake(deck: Path, call: Call) -> None:
    """Mistakes of loading and of linting come in file order, with exit code 1."""
    deck.write_text(
        f"{HEAD}  - {{id: a, front: x, back: y, needs: [b]}}\n  - {{id: c, front: no, back: y}}\n"
    )
    code, out, err = call("check", str(deck))
    assert (code, err) == (1, "")
    assert out.splitlines()[:3] == [
        f"{deck}:5:40: a: it needs `b`, and there is no such card — correct the id, or remove it",
        f"{deck}:6:20: `front`: no is read as the Boolean false, not as text"
        " — put it in quotes: 'no'",
        "1 deck, 1 card: 2 errors, 0 warnings",
    ]
    code, out, _ = call("check", "--json")
    said = json.loads(out)
    assert (code, said["errors"], said["complaints"][1]["line"]) == (1, 2, 6)


def test_check_of_a_missing_path_is_bad_input(deck: Path, call: Call) -> None:
    """A path that does not exist, or holds no deck, is the caller's mistake: exit code 2."""
    assert call("check", "nowhere.yaml")[0] == 2
    empty = deck.parent / "empty"
    empty.mkdir()
    code, _, err = call("check", str(empty))
    assert (code, err) == (
        2,
        "actquiz: there is no deck in there — decks are files that end in .yaml\n",
    )


def test_decks_are_listed(deck: Path, call: Call) -> None:
    """Decks are listed with their cards; problems elsewhere are mentioned on stderr."""
    (deck.parent / "bad.yaml").write_text("a: b: c\n")
    code, out, err = call("decks")
    assert code == 0
    assert out == "all     12  Deck all\n1 deck, 12 cards\n"
    assert err == "actquiz: 1 problem in the decks; 'actquiz check' says where\n"
    assert json.loads(call("decks", "--json")[1])[0]["count"] == 12


def test_search_lists_cards(deck: Path, call: Call) -> None:
    """Search prints an id and a title a line, and says when there is more or nothing."""
    assert call("search", "flat", "step") == (
        0,
        "all-6  Training loss is flat from step one in network 6. What do you check?\n",
        "",
    )
    code, out, err = call("search", "--limit", "3")
    assert (code, len(out.splitlines())) == (0, 3)
    assert err == "there are more than 3: add a word, or --limit\n"
    assert call("search", "zzz") == (0, "", "no card has all of these words\n")
    found = json.loads(call("search", "--kind", "order", "--json")[1])
    assert [card["id"] for card in found] == ["all-7"]


ANSWERS = [
    "¼, at x = 0",
    "• right: The slope of the sigmoid",
    "• wrong: softplus — it grows like x",
    "False\n\nIt never goes below",
    "zero is 0.5 and its slope there is 0.25",
    "The slope is s(1 − s) = 0.",
    "What counts:\n\n• gradient norms by layer",
    "1. sigmoid\n2. softplus\n3. swish",
    "• right: Hyperbolic tangent",
    "• right: more",
    "Its largest value is 0.25, at x = 0.",
]
"""A part of the answer of each kind's card."""


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_show_shows_both_sides(deck: Path, call: Call, number: int) -> None:
    """Every kind of card is shown with its place, its question and its answer."""
    code, out, err = call("show", f"all-{number}")
    assert (code, err) == (0, "")
    assert f"{deck}:" in out
    assert ANSWERS[number] in out


def test_show_names_the_cards_that_state_the_same(deck: Path, call: Call) -> None:
    """A link written on one card is shown on both; one to a formula is shown on all its cards."""
    text = deck.read_text().replace("- id: all-3\n", "- id: all-3\n    same_as: [all-0, all-10]\n")
    deck.write_text(text)
    assert "Also stated by: all-0, all-10.formula, all-10.slope\n" in call("show", "all-3")[1]
    assert "Also stated by: all-3\n" in call("show", "all-0")[1]
    assert call("show", "all-10")[1].count("Also stated by: all-3\n") == 2
    text = text.replace("    same_as: [all-0, all-10]\n", "")
    deck.write_text(text.replace("- id: all-10\n", "- id: all-10\n    same_as: [all-0]\n"))
    assert "Also stated by: all-10.formula, all-10.slope\n" in call("show", "all-0")[1]
    deck.write_text(text)
    assert "Also stated by" not in call("show", "all-0")[1]


def test_show_of_a_formula_shows_all_its_cards(deck: Path, call: Call) -> None:
    """A formula's id stands for the cards it makes; the JSON holds them as they are studied."""
    made = json.loads(call("show", "all-10", "--json")[1])
    assert [entry["id"] for entry in made] == ["all-10.formula", "all-10.slope"]
    code, _, err = call("show", "al-3")
    assert (code, err) == (2, "actquiz: there is no card 'al-3' — did you mean 'all-3'?\n")


def test_edit_opens_the_card(deck: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor gets the file; a missing editor or one that fails is one message."""
    monkeypatch.delenv("VISUAL", raising=False)
    kept = deck.parent / "opened"
    script = deck.parent / "vim"
    script.write_text(f'#!/bin/sh\necho "$@" > {kept}\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    assert call("edit", "all-1")[0] == 0
    line = deck.read_text().split("\n").index("  - id: all-1") + 1
    assert kept.read_text() == f"+{line} {deck}\n"
    monkeypatch.setenv("EDITOR", "no-such-editor")
    code, _, err = call("edit", "all-1")
    assert code == 2
    assert "the editor 'no-such-editor' does not start" in err
    monkeypatch.setenv("EDITOR", "false")
    assert call("edit", "all-1")[2].startswith("actquiz: the editor 'false' ended with code 1")
    assert call("edit", "nothing-like-it")[0] == 2


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("", "vi +7 /d.yaml"),
        ("/usr/bin/nvim -f", "/usr/bin/nvim -f +7 /d.yaml"),
        ("emacsclient -t", "emacsclient -t +7 /d.yaml"),
        ("hx", "hx /d.yaml:7"),
        ("subl -w", "subl -w /d.yaml:7"),
        ("code", "code --wait --goto /d.yaml:7"),
        ("code -w", "code -w --goto /d.yaml:7"),
        ("some-editor", "some-editor /d.yaml"),
    ],
)
def test_editors_are_asked_in_their_own_way(
    setting: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known editors open the line; an unknown one just the file."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", setting)
    assert " ".join(editor_command(Location(Path("/d.yaml"), 7))) == words


def test_an_unreadable_editor_setting_is_one_message(
    deck: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An open quote in $EDITOR is told as such."""
    monkeypatch.setenv("VISUAL", "'vim")
    code, _, err = call("edit", "all-1")
    assert code == 2
    assert err.startswith("actquiz: $VISUAL or $EDITOR is not a command")


def test_schema_is_printed(call: Call) -> None:
    """'actquiz schema' prints what docs/deck.schema.json holds."""
    assert call("schema") == (0, deck_schema(), "")


def test_decks_cannot_write_to_the_terminal(deck: Path, call: Call) -> None:
    """Control characters are refused; what overrides the writing direction never gets out."""
    deck.write_text(
        'format: 1\ndeck: d\ntitle: "T\\u202e"\ncards:\n'
        '  - {id: a, front: "x\\u202e\\u2066", back: "[red]y[/]"}\n'
        '  - {id: b, front: "x\\u009b31m", back: y}\n'
        '  - {id: c, front: x, back: y, "\\u202ewhy": z}\n'
    )
    for words in (["decks"], ["search", "x"], ["show", "a"], ["check"]):
        _, out, err = call(*words)
        assert not any(sign in out + err for sign in "\x1b\x9b\u202e\u2066")
    assert "[red]y[/]" in call("show", "a")[1]
    assert call("search", "x")[1].splitlines() == ["a  x"]
