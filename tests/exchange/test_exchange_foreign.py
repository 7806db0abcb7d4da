"""Markdown as others write it becomes cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.bank.cards import Blank, Card, Cloze, Flashcard
from actquiz.errors import ActquizError
from actquiz.exchange.foreign_markdown import from_foreign_markdown
from actquiz.exchange.import_report import Imported

FILE = Path("My notes.md")


def imported(text: str) -> Imported:
    """What comes of ``text``."""
    return from_foreign_markdown(text, FILE)


def cards(text: str) -> tuple[Card, ...]:
    """The cards of the one deck in ``text``."""
    (deck,) = imported(text).decks
    return deck.cards


def sides(text: str) -> list[tuple[str, str]]:
    """Front and back of the flashcards in ``text``."""
    return [(card.front, card.back) for card in cards(text) if isinstance(card, Flashcard)]


def test_questions_and_answers() -> None:
    """Q: begins a card and A: its answer; both may run over many lines."""
    text = "# T\n\nQ: One?\nmore\nA: This.\n\n- a\n- b\n\n**Q:** Two?\n\n**A:** That.\n"
    assert sides(text) == [("One? more", "This.\n\n- a\n- b"), ("Two?", "That.")]


def test_headings_and_bodies() -> None:
    """A heading with text below is a card; one with only headings below is none."""
    code = "```python\n# no heading\n```"
    text = f"# Title\n\n## Part\n\n### What?\n\nThis.\n\n{code}\n\n### Why?\nSo.\n"
    assert sides(text) == [("What?", "This.\n\n```python\n# no heading\n```"), ("Why?", "So.")]
    assert imported(text).decks[0].title == "Title"


def test_fronts_and_backs_on_a_line() -> None:
    """front::back makes a card; colons inside code and formulas do not."""
    text = "- slope at 0::0.25\nrange :: $(-1, 1)$\n`std::max` is code\n$a::b$ too\n"
    assert sides(text) == [("slope at 0", "0.25"), ("range", "$(-1, 1)$")]


def test_sentences_with_gaps() -> None:
    """Braces make gaps, with Anki's numbers and hints or without; braces in formulas do not."""
    (card,) = cards("The slope of {{c1::ReLU::a function}} is {{1}}, $\\frac{{a}}{{b}}$.\n")
    assert isinstance(card, Cloze)
    assert card.text == "The slope of [[1]] is [[2]], $\\frac{{a}}{{b}}$."
    assert card.blanks == (Blank(answer="ReLU", hint="a function"), Blank(answer="1"))
    assert "relu" not in card.id


def test_sides_of_mochi() -> None:
    """--- parts the sides of a card; the YAML at the top is not a side."""
    text = "---\ntitle: Mine\n---\nFront\n\n---\n\nBack\n\n---\n\nMore\n"
    assert sides(text) == [("Front", "Back\n\nMore")]
    assert imported(text).decks[0].title == "Mine"


def test_marks_are_translated_and_losses_named() -> None:
    """Underscores become stars; pictures, tags and comments are left out and named."""
    body = "![alt](x.png) [link](http://x.org) <b onclick=x>c</b>\n<!-- no -->\n"
    text = f"## __a__ _b_ snake_case\n\n{body}"
    assert sides(text) == [("**a** *b* snake_case", "alt link (http://x.org) **c**")]
    told = [(note.where.line, note.what) for note in imported(text).notes]
    assert told == [(1, "a picture is left out"), (1, "a script is left out")]


def test_ids_follow_from_the_words_and_never_meet() -> None:
    """The same file gives the same ids; two equal questions get two."""
    text = "Q: What is $\\sigma$?\nA: x\nQ: What is it?\nA: y\nQ: What is it?\nA: z\n"
    assert [card.id for card in cards(text)] == ["what-is", "what-is-it", "what-is-it-2"]
    assert cards(text) == cards(text)


def test_a_question_without_an_answer_is_left_out_and_named() -> None:
    """The report has its line, and the other cards come in."""
    found = imported("Q: One?\n\nQ: Two?\nA: Yes.\n")
    assert [note.where.line for note in found.notes] == [1]
    assert len(found.decks[0].cards) == 1


def test_a_deck_id_that_is_none_is_refused() -> None:
    """An id cannot climb out of the folder that decks are written to."""
    with pytest.raises(ActquizError, match="no id for a deck"):
        from_foreign_markdown("Q: a\nA: b\n", FILE, deck="../../up")
    assert imported("Q: a\nA: b\n").decks[0].deck == "my-notes"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "just words\n", "---\n", "---\n---\n---", "```\nQ: a\n"]
)
def test_text_without_cards_gives_no_deck(text: str) -> None:
    """Nothing is made up where there is no card."""
    assert imported(text).decks == []


@pytest.mark.parametrize(
    "mark", ["<!--", "`", "{{", "{{c1::", "![", "![](", "[a](b", "::", "$", "$$", "__", "<b "]
)
def test_long_runs_of_open_marks_are_read(mark: str) -> None:
    """A file made to keep a reader busy for ever is read like any other."""
    imported(f"## Heading\n\n{mark * 20_000}\n")
