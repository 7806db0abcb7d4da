"""A card while it is written: what ``actquiz check`` says, at the draft's own lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz import paths
from actquiz.bank.card_change import shown
from actquiz.bank.index import Index
from actquiz.bank.loader import load_deck
from actquiz.exchange.yaml_out import as_yaml
from actquiz.proofs.draft import Checked, check

MINE = Path("/nowhere/mine.yaml")


def said(text: str, **given: str) -> Checked:
    """What is found in a draft for a deck of one's own."""
    return check(text, MINE, "mine", None, before=given.get("before", ""))


def test_a_sound_card_has_no_complaint() -> None:
    """And it is there as it will be studied."""
    checked = said("id: a\nfront: What?\nback: This.\n")
    assert checked.problems == []
    assert [entry.id for entry in checked.entries] == ["a"]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("id: a\nfront: What?\nback:\n", 3, "empty"),
        ("id: a\nfront: What?\n", 1, "missing"),
        ("id: a\nfront: W: x\nback: b\n", 2, ""),
        ("id: a\nfront: x\nback: b\nbakc: c\n", 4, "bakc"),
        ("id: a\nkind: choic\nquestion: x\n", 2, "choic"),
        ("id: a\nfront: x\nback: b\nsources: [nobody-1999]\n", 4, "no source"),
        ("id: a\nfront: x\nback: b\nneeds: [nothing]\n", 4, "no such card"),
        ("id: a\nfront: x\nback: b\nclaims:\n  - {function: relu, value: 5, at: 1}\n", 1, "relu"),
        ("# remark\nid: a\nfront: x\nback:\n", 4, "empty"),
    ],
)
def test_a_complaint_names_the_drafts_own_line(text: str, line: int, word: str) -> None:
    """As it stands in the field, not as it will stand in the file."""
    first = said(text).problems[0]
    assert first.where is not None
    assert first.where.line == line
    assert word in first.what


def test_a_number_that_nothing_proves_is_no_error_on_ones_own_card() -> None:
    """It may well be right; a false claim is an error all the same."""
    checked = said("id: a\nfront: How many?\nback: There are 7 of them.\n")
    assert [one.severity for one in checked.problems] == ["warning"]
    wrong = said("id: a\nfront: x\nback: b\nclaims: [{function: tanh, slope: 2, at: 0}]\n")
    assert wrong.errors


def test_experiments_are_left_for_later() -> None:
    """They take seconds; that there are some is said."""
    text = (
        "id: a\nfront: x\nback: b\nclaims:\n"
        "  - {demo: vanishing, figure: sigmoid.first_over_last, below: 0}\n"
    )
    checked = said(text)
    assert checked.has_experiments
    assert checked.errors == []


def test_another_id_is_warned_of() -> None:
    """The history hangs on it."""
    checked = said("id: b\nfront: x\nback: y\n", before="a")
    assert "history" in checked.problems[0].what
    assert checked.errors == []


def test_an_id_of_another_card_is_refused() -> None:
    """Also one of the same file."""
    with Index.open() as index:
        entry = index.entries("relu-slope-on" if index.get("relu-slope-on") else "silu")[0]
        text = f"id: {entry.id}\nfront: x\nback: y\n"
        for path in (MINE, Path(entry.path)):
            checked = check(text, path, "mine", index)
            assert any("already used" in one.what for one in checked.errors)


def test_shipped_cards_are_as_sound_in_the_editor_as_in_check() -> None:
    """A card of each deck: what check is silent about, the editor is silent about."""
    with Index.open() as index:
        for deck in index.decks()[::3]:
            path = Path(deck.path)
            if not path.is_relative_to(paths.shipped_content()):
                continue
            card_id = next(group for _, group, file in index.ids() if file == deck.path)
            try:
                text = shown(path, card_id)
            except Exception:
                continue
            checked = check(text, path, deck.id, index, before=card_id, shipped=True)
            assert checked.problems == [], (card_id, checked.problems)


def test_the_decks_own_functions_are_known(tmp_path: Path) -> None:
    """A claim may be about one, and the deck is written with them."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        "format: 1\ndeck: mine\ntitle: Mine\nfunctions:\n  draft_squish:\n"
        "    formula: x*sigmoid(b*x)\n    parameters: {b: 1.5}\ncards:\n"
        "  - {id: a, front: b, back: c}\n"
    )
    text = "id: d\nfront: Dip?\nback: Low.\nclaims: [{function: draft_squish, value: 0, at: 0}]\n"
    assert check(text, path, "mine", None).problems == []
    deck = load_deck(path).deck
    assert deck is not None
    assert "draft_squish" in as_yaml(deck)
