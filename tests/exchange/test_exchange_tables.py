"""CSV, TSV, JSON and YAML lose nothing, and spreadsheets run nothing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz.bank.cards import DeckFile, Flashcard
from actquiz.bank.loader import load_text
from actquiz.errors import ActquizError
from actquiz.exchange.json_file import as_json, from_json
from actquiz.exchange.selection import Selection
from actquiz.exchange.tables import as_table, from_table
from actquiz.exchange.yaml_out import as_yaml

FILE = Path("cards.csv")
CELLS = st.text(st.sampled_from("=+-@'\"\t,;\nab "), min_size=1, max_size=6)


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_tables_bring_all_shipped_decks_back(shipped: Selection, delimiter: str) -> None:
    """Every card and every deck's header comes back from a table."""
    text = as_table(shipped.decks, delimiter)
    assert from_table(text, FILE, delimiter).decks == list(shipped.decks)


def test_json_brings_all_shipped_decks_back(shipped: Selection) -> None:
    """Every card and every deck's header comes back from JSON."""
    assert from_json(as_json(shipped.decks), FILE).decks == list(shipped.decks)


@settings(max_examples=60, deadline=None)
@given(CELLS, CELLS)
def test_formulas_for_spreadsheets_are_defused_and_come_back(front: str, back: str) -> None:
    """No cell begins as a formula does, and the apostrophe in front of it is taken off again."""
    card = Flashcard(id="a", front=front, back=back)
    deck = DeckFile(format=1, deck="d", title="=1+1", cards=(card,))
    text = as_table([deck], ",")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert from_table(text, FILE, ",").decks == [deck]


def test_a_deck_without_cards_comes_back() -> None:
    """An empty deck keeps its header."""
    deck = DeckFile(format=1, deck="d", title="T", about="A", needs=("e",), cards=())
    assert from_table(as_table([deck], ","), FILE, ",").decks == [deck]


def test_columns_may_stand_in_any_order_and_be_few() -> None:
    """A table that a person typed needs deck, id, front and back."""
    (deck,) = from_table("back,front,id,deck\n1,What?,a,mine\n", FILE, ",").decks
    assert deck.cards == (Flashcard(id="a", front="What?", back="1"),)
    assert deck.title == "mine"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("deck,id\n", 1),
        ("deck,id,front,back\nmine,a,x,y\nmine,NO,x,y\n", 3),
        ("deck,id,front,back\n../up,a,x,y\n", 2),
        ("deck,id,front,back,rest\nmine,a,x,y,{\n", 2),
        ('deck,id,front,back\nmine,a,"x\ny",z\nmine,b,"x"q,y\n', 4),
    ],
)
def test_a_bad_table_is_an_error_with_its_line(text: str, line: int) -> None:
    """What is wrong with a row names the line the row is on."""
    with pytest.raises(ActquizError) as caught:
        from_table(text, FILE, ",")
    assert caught.value.where is not None
    assert caught.value.where.line == line


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"decks": [1]}', '{"decks": [{"deck": "x"}]}'])
def test_json_that_holds_no_decks_is_refused(text: str) -> None:
    """Whatever the JSON is, the error is one that a person can read."""
    with pytest.raises(ActquizError):
        from_json(text, FILE)


@pytest.mark.slow
def test_yaml_holds_all_shipped_decks(shipped: Selection) -> None:
    """Each deck written as YAML loads without a problem as the same deck."""
    for deck in shipped.decks:
        loaded = load_text(as_yaml(deck), Path("d.yaml"))
        assert loaded.problems == []
        assert loaded.deck == deck


def test_yaml_is_what_a_person_would_keep() -> None:
    """Long texts are folded, several lines are a block, words that YAML misreads are quoted."""
    card = Flashcard(id="a", front="word " * 30 + "end", back="one\n\ntwo", why="no", tags=("x",))
    text = as_yaml(
        DeckFile(
            format=1, deck="d", title="1e3", cards=(card, Flashcard(id="b", front="q", back="12"))
        )
    )
    assert "front: >-\n" in text
    assert "back: |-\n      one\n\n      two\n" in text
    assert "why: 'no'" in text
    assert "title: '1e3'" in text
    assert "tags: [x]" in text
    assert "\n\n  - id: b\n" in text
    assert max(map(len, text.splitlines())) <= 100


def test_a_deck_that_the_bank_would_refuse_is_not_written() -> None:
    """The error names the card's place in the file that would have been."""
    cards = (Flashcard(id="a", front="q", back="x"), Flashcard(id="a", front="q", back="y"))
    with pytest.raises(ActquizError, match="already used"):
        as_yaml(DeckFile(format=1, deck="d", title="T", cards=cards))
