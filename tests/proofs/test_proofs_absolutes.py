"""Words that admit no exception, and what a card says they rest on."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from actquiz import paths
from actquiz.bank.cards import Card
from actquiz.bank.loader import load_deck
from actquiz.proofs.absolute_words import WORDS, absolutes_in, check_absolutes

FLASHCARD = {
    "kind": "flashcard",
    "id": "c",
    "sources": ["cybenko-1989"],
    "front": "Why must it always be so?",
    "back": "It is never negative.",
    "why": "It is a square.",
    "claims": [{"function": "relu", "minimum": 0}],
}


def card(**changes: Any) -> Card:
    """The flashcard with those fields changed."""
    return msgspec.convert({**FLASHCARD, **changes}, Card)


def heard(one: Card, *, shipped: bool = True) -> list[tuple[str, str]]:
    """Each complaint with its severity."""
    return [(found.severity, found.what) for found in check_absolutes(one, shipped=shipped)]


def test_a_word_without_a_reason_is_named_with_its_place() -> None:
    """A card that ships says what each absolute word rests on; a learner's need not."""
    one = card(why="All squares are.")
    never = "“never” in “It is never negative.”"
    every = "“all” in “All squares are.”"
    assert heard(one) == [("warning", f"2 absolute words without a reason: {never}; {every}")]
    assert heard(one, shipped=False) == []
    assert heard(card(why="All squares are.", absolutes={"never": "claim"})) == [
        ("warning", f"1 absolute word without a reason: {every}")
    ]


@pytest.mark.parametrize("word", WORDS)
def test_whole_words_in_what_is_asserted_count(word: str) -> None:
    """In any case; not as part of a word, in code, in a formula or in a title."""
    assert word in absolutes_in(card(back=f"It is {word.upper()}."))
    for text in (f"`{word}`", f"${word}$", f"“On {word}”", f"x{word}x"):
        assert word not in absolutes_in(card(back=text))


def test_questions_wrong_options_and_false_statements_assert_nothing() -> None:
    """What is only asked, or wrong, may be as absolute as people put it."""
    options = [{"text": "It is never so", "why": "No."}, {"text": "So", "correct": True}]
    common = {"id": "c", "why": "So it is."}
    choice = {**common, "kind": "choice", "question": "Is it always so?", "options": options}
    false = {**common, "kind": "truth", "statement": "It is always so.", "answer": False}
    assert absolutes_in(msgspec.convert(choice, Card)) == {}
    assert absolutes_in(msgspec.convert(false, Card)) == {}
    assert "always" in absolutes_in(msgspec.convert({**false, "answer": True}, Card))


@pytest.mark.parametrize(
    ("reason", "changes", "says"),
    [
        ("claim", {}, None),
        ("claim", {"claims": []}, "“never” rests on claim, and the card has no claim"),
        ("derivation", {}, None),
        ("derivation", {"why": ""},
         "“never” rests on derivation, and the card gives no derivation: its why is empty"),
        ("cybenko-1989", {}, None),
        ("leshno-1993", {}, "“never” rests on leshno-1993, and that is no source of the card"),
        ("claim", {"back": "It is positive."},
         "there is a reason for “never”, which the card does not assert"),
    ],
)  # fmt: skip
def test_a_reason_must_be_there(reason: str, changes: dict[str, Any], says: str | None) -> None:
    """A claim needs a claim, a derivation a why, a source a place among the card's."""
    found = heard(card(absolutes={"never": reason}, **changes), shipped=False)
    assert found == ([("error", says)] if says else [])


def test_every_absolute_word_that_ships_has_its_reason() -> None:
    """Over all shipped decks the list is empty."""
    decks = [load_deck(file) for file in sorted(paths.shipped_content().glob("*/*.yaml"))]
    cards = [one for deck in decks if deck.deck for one in deck.deck.cards]
    assert {one.id: heard(one) for one in cards if heard(one)} == {}
