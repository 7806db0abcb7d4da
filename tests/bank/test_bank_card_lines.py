"""One card's lines in a deck file: out as they stand, and back with all else untouched."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz import paths
from actquiz.bank.card_change import Change, Target, appended, edited, shown, target
from actquiz.bank.card_lines import added, cut_out, hold, new_deck
from actquiz.bank.deck_files import deck_files
from actquiz.bank.index import Index
from actquiz.bank.loader import load_text
from actquiz.errors import ActquizError

SHIPPED = [
    Path(stamp.path)
    for room in ("decks", "formulas")
    for stamp in deck_files([paths.shipped_content() / room])
]

DECK = """\
# A deck of mine.
format: 1
deck: mine
title: Mine
cards:
  # The first one.
  - id: one
    front: What?   # a remark
    # Inside.
    back: |
      # no remark
      text

  - {id: two, front: Who?, back: She.}  # in one line

  # About three.

  # Right above three.
  - id: three
    front: >-
      How
      so?
    back: "b:
      c"
about: After the cards.
# The end.
"""


@lru_cache(maxsize=32)
def text_of(path: Path) -> str:
    """A shipped file."""
    return path.read_bytes().decode()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_any_shipped_card_goes_back_byte_for_byte(path: Path) -> None:
    """Opening a card and saving it as it is changes nothing."""
    text = text_of(path)
    deck = load_text(text, path).deck
    assert deck is not None
    for card in deck.cards[:: max(len(deck.cards) // 6, 1)]:
        lines = cut_out(text, card.id)
        assert lines.before + lines.raw + lines.after == text
        assert lines.replaced(lines.shown) == text
        assert lines.replaced(lines.shown.rstrip("\n")) == text


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_changed_card_changes_its_own_lines_only(data: st.DataObject) -> None:
    """What is above and below stays byte for byte, and the change is there when it is opened."""
    path = data.draw(st.sampled_from(SHIPPED))
    text = text_of(path)
    deck = load_text(text, path).deck
    assert deck is not None
    card = data.draw(st.sampled_from(deck.cards))
    lines = cut_out(text, card.id)
    made = lines.replaced(lines.shown + "# a word more\n")
    assert made.startswith(lines.before)
    assert made.endswith(lines.after)
    assert cut_out(made, card.id).shown == lines.shown + "# a word more\n"
    assert load_text(made, path).deck == deck


@pytest.mark.parametrize("card", ["one", "two", "three"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_card_is_shown_without_its_indentation(card: str, newline: str) -> None:
    """With the remarks right above it and inside it, and none of those further up."""
    text = DECK.replace("\n", newline)
    lines = cut_out(text, card)
    expected = {
        "one": "# The first one.\nid: one\nfront: What?   # a remark\n# Inside.\nback: |\n"
        "  # no remark\n  text\n",
        "two": "{id: two, front: Who?, back: She.}  # in one line\n",
        "three": '# Right above three.\nid: three\nfront: >-\n  How\n  so?\nback: "b:\n  c"\n',
    }
    assert lines.shown == expected[card]
    assert lines.replaced(lines.shown) == text
    assert load_text(lines.replaced("id: new\nfront: a\nback: b\n"), Path("x.yaml")).problems == []


def test_the_files_own_line_ends_are_kept() -> None:
    """A file from Windows stays one."""
    text = DECK.replace("\n", "\r\n")
    made = cut_out(text, "one").replaced("id: one\nfront: a\nback: b\n")
    assert made.count("\n") == made.count("\r\n")


def test_the_order_of_the_cards_stays() -> None:
    """The changed card stands where it stood, and remarks of others where they stood."""
    made = cut_out(DECK, "two").replaced("# Mine.\nid: two\nfront: Whose?\nback: Hers.\n")
    deck = load_text(made, Path("x.yaml")).deck
    assert deck is not None
    assert [card.id for card in deck.cards] == ["one", "two", "three"]
    for remark in ("A deck of mine", "The first one", "About three", "Right above", "The end"):
        assert made.count(remark) == 1
    assert "  # Mine.\n  - id: two\n    front: Whose?\n" in made


@pytest.mark.parametrize(
    "text",
    [
        "format: 1\ndeck: d\ntitle: T\ncards: [{id: a, front: b, back: c}, {id: d}]\n",
        "format: 1\ndeck: d\ntitle: T\ncards:\n  -\n    id: a\n    front: b\n    back: c\n",
    ],
)
def test_a_card_without_lines_of_its_own_is_left_to_the_editor(text: str) -> None:
    """The message says so; nothing is guessed."""
    with pytest.raises(ActquizError, match="line of its own") as caught:
        cut_out(text, "a")
    assert "editor" in caught.value.fix


def test_a_broken_file_is_mended_first() -> None:
    """The message names the line."""
    with pytest.raises(ActquizError, match="mistake on line 3"):
        cut_out("format: 1\ndeck: d\ntitle: 'T\ncards:\n  - id: a\n", "a")


@pytest.mark.parametrize(
    "text",
    [
        DECK,
        DECK.rstrip("\n"),
        DECK.replace("\n", "\r\n"),
        new_deck("d", "T", "id: a\nfront: b\nback: c\n"),
        "format: 1\ndeck: d\ntitle: T\ncards: []\n",
        "format: 1\ndeck: d\ntitle: T\ncards:\n",
        "format: 1\ndeck: d\ntitle: T\ncards:\nabout: later\n",
        "format: 1\ncards:\n- id: a\n  front: b\n  back: c\ndeck: d\ntitle: T\n",
        "format: 1\ndeck: d\ntitle: T\ncards:\n  - id: a\n    front: b\n    back: c",
    ],
)
def test_a_card_is_added_behind_the_others(text: str) -> None:
    """Whatever the file's habits, the others stay and the new one is the last."""
    made = added(text, "id: new\nfront: Why?\nback: |\n  So.\n\n  And so.\n")
    hold(text, made, {"new"})
    deck = load_text(made, Path("x.yaml")).deck
    assert deck is not None
    assert deck.cards[-1].id == "new"
    for line in filter(None, text.splitlines()):
        assert line in made or line == "cards: []"


def test_a_change_that_reaches_other_cards_is_refused() -> None:
    """An open quote would swallow what follows."""
    lines = cut_out(DECK, "one")
    made = lines.replaced("id: one\nfront: 'a\nback: b\n")
    with pytest.raises(ActquizError, match="other cards"):
        hold(DECK, made, {"one"})


def test_a_change_is_written_and_taken_back(tmp_path: Path) -> None:
    """Byte for byte, with the mark that some editors put at the beginning."""
    path = tmp_path / "mine.yaml"
    before = b"\xef\xbb\xbf" + DECK.encode()
    path.write_bytes(before)
    was = shown(path, "one")
    change = edited(path, "one", was, was.replace("What?", "Which?"), "one")
    change.write()
    assert path.read_bytes() == before.replace(b"What?", b"Which?")
    change.take_back()
    assert path.read_bytes() == before


def test_a_file_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    """Neither by the change nor by taking it back."""
    path = tmp_path / "mine.yaml"
    path.write_text(DECK)
    was = shown(path, "one")
    change = edited(path, "one", was, was.replace("What?", "Which?"), "one")
    path.write_text(DECK + "# more\n")
    with pytest.raises(ActquizError, match="meanwhile"):
        change.write()
    with pytest.raises(ActquizError, match="meanwhile"):
        change.take_back()
    path.write_text(DECK.replace("What?", "Where?"))
    with pytest.raises(ActquizError, match="meanwhile"):
        edited(path, "one", was, was, "one")


def test_a_new_deck_is_begun_and_taken_back(tmp_path: Path) -> None:
    """The first card makes the file; without it there is none."""
    path = tmp_path / "deeper" / "new.yaml"
    change = appended(
        Target("new", "What: I forget", path, exists=False), "id: a\nfront: b\nback: c\n", "a"
    )
    change.write()
    deck = load_text(path.read_text(), path).deck
    assert deck is not None
    assert (deck.deck, deck.title, len(deck.cards)) == ("new", "What: I forget", 1)
    change.take_back()
    assert not path.exists()


def test_a_shipped_deck_takes_no_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update would replace them; a new name begins a deck of the learner's own."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path))
    with Index.open() as index:
        with pytest.raises(ActquizError, match="came with the program"):
            target(index, index.decks()[0].id)
        assert target(index).path == paths.user_decks() / "my-cards.yaml"
        assert target(index, "rnn-notes").title == "Rnn notes"
        with pytest.raises(ActquizError, match="no id"):
            target(index, "No Id")


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    """Not even the file's time."""
    path = tmp_path / "mine.yaml"
    path.write_text(DECK)
    before = path.stat().st_mtime_ns
    was = shown(path, "one")
    change: Change = edited(path, "one", was, was, "one")
    change.write()
    assert path.stat().st_mtime_ns == before
