"""Notes written for Obsidian's spaced-repetition plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.bank.cards import Card, Cloze, Flashcard
from actquiz.exchange.foreign_markdown import from_foreign_markdown
from actquiz.exchange.import_report import Imported


def imported(text: str) -> Imported:
    """What comes of a note."""
    return from_foreign_markdown(text, Path("note.md"))


def cards(text: str) -> list[Card]:
    """Its cards."""
    return [card for deck in imported(text).decks for card in deck.cards]


def sides(text: str) -> list[tuple[str, str]]:
    """Question and answer of each card."""
    found = cards(text)
    assert all(isinstance(card, Flashcard) for card in found)
    return [(card.front, card.back) for card in found if isinstance(card, Flashcard)]


def gaps(text: str) -> list[tuple[str, list[str]]]:
    """Text and answers of each card."""
    found = cards(text)
    assert all(isinstance(card, Cloze) for card in found)
    return [
        (card.text, [blank.answer for blank in card.blanks])
        for card in found
        if isinstance(card, Cloze)
    ]


@pytest.mark.parametrize("line", ["Hund:::dog", "Hund ::: dog", "- Hund:::dog"])
def test_three_colons_ask_both_ways(line: str) -> None:
    """Two siblings, which are not asked on one day."""
    assert sides(line) == [("Hund", "dog"), ("dog", "Hund")]
    assert [card.id for card in cards(line)] == ["hund.1", "hund.2"]


def test_a_question_mark_on_its_own_line_parts_question_and_answer() -> None:
    """Both may run over lines; an empty line ends the answer."""
    text = "# Nets\n\nWhat is it\nat 0?\n?\nA quarter,\nor 0.25.\n\nOther text.\n"
    assert sides(text) == [("What is it at 0?", "A quarter, or 0.25.")]
    assert "belongs to no card" in str(imported(text).notes[0])


def test_two_question_marks_ask_both_ways() -> None:
    """The answer asks for the question, too."""
    assert sides("Swish\n??\nx times sigmoid\n") == [
        ("Swish", "x times sigmoid"),
        ("x times sigmoid", "Swish"),
    ]


def test_code_belongs_to_the_answer_with_its_empty_lines() -> None:
    """Neither an empty line nor a ``?`` inside code ends or parts anything."""
    ((front, back),) = sides("Which?\n?\n```python\nx = 1\n\n?\ny = 2\n```\nrest\n")
    assert front == "Which?"
    assert back == "```python\nx = 1\n\n?\ny = 2\n```\n\nrest"


def test_all_kinds_stand_in_one_note() -> None:
    """In the order of the note; headings only say what they are about."""
    text = "## Topic\n\nA\n?\nB\n\nC::D\n\n## Other\n\nE\n??\nF\n"
    assert sides(text) == [("A", "B"), ("C", "D"), ("E", "F"), ("F", "E")]


def test_each_highlight_is_a_card() -> None:
    """The others are text on it."""
    assert gaps("The ==cell== has ==power==.") == [
        ("The [[1]] has power.", ["cell"]),
        ("The cell has [[1]].", ["power"]),
    ]


def test_paragraphs_count_their_gaps_anew() -> None:
    """The second paragraph's first gap has nothing to do with the first one's."""
    assert gaps("One ==a==.\n\nTwo ==b==.") == [("One [[1]].", ["a"]), ("Two [[1]].", ["b"])]


@pytest.mark.parametrize(
    "text",
    [
        "`a ==b== c`::code",
        "$a ==b== c$::maths",
        "x==y and y==z::comparison",
        "a == b == c::spaces",
        "\\==b==::escaped",
        "```\n==x==\n```\n\nq::a",
    ],
)
def test_what_only_looks_like_a_highlight_is_none(text: str) -> None:
    """Code, mathematics and comparisons are left alone."""
    assert len(sides(text)) == 1


def test_a_highlight_below_a_heading_is_a_colour() -> None:
    """Unless the note says that it holds flashcards."""
    text = "# T\n\n## What?\n\nThe ==answer==.\n"
    assert sides(text) == [("What?", "The ==answer==.")]
    assert gaps(f"#flashcards\n\n{text}") == [("The [[1]].", ["answer"])]


def test_tags_and_schedules_of_the_plugin_are_no_text() -> None:
    """They stay in the note and are not on the cards."""
    text = (
        "#flashcards/nets\n\nWhat?::This <!--SR:!2024-08-11,1,230-->\n\n"
        "A\n?\nB\n<!--SR:!2024-01-01,3,250-->\n"
    )
    assert sides(text) == [("What?", "This"), ("A", "B")]
    assert not imported(text).notes


def test_a_hint_follows_its_gap() -> None:
    """As a footnote behind the highlight."""
    (card,) = cards("The ==cell==^[what lives] is small.")
    assert isinstance(card, Cloze)
    assert card.blanks[0].hint == "what lives"
    assert card.text == "The [[1]] is small."


@pytest.mark.parametrize(
    "text", ["?", "?\n?", "A\n?", "?\nB", "\n?\n\n??\n", "==", "====", "== a =="]
)
def test_half_a_card_is_none(text: str) -> None:
    """What misses a side comes to nothing, and nothing breaks."""
    assert cards(text) == []


OUTLINE = """\
- What is X? #card
  id:: 64abc
  card-last-interval:: 4
\t- It is **Y**
\t\t- and Z
- The {{cloze thing}} is here. #card
- plain
- Who? #card

- c::d
"""


def test_an_outlines_entry_is_answered_by_what_is_inside_it() -> None:
    """Logseq's cards, with its gaps and without what it keeps about a block."""
    found = cards(OUTLINE)
    assert [(card.front, card.back) for card in found if isinstance(card, Flashcard)] == [
        ("What is X?", "- It is **Y**\n  - and Z"),
        ("c", "d"),
    ]
    assert [card.text for card in found if isinstance(card, Cloze)] == ["The [[1]] is here."]
    assert any("belongs to no card" in note.what for note in imported(OUTLINE).notes)
