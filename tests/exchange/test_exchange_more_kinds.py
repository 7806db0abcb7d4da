"""More of each kind of fault that other programs' users reported: inputs thought up, not found."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from actquiz.bank.cards import Card, Cloze, Flashcard
from actquiz.exchange.anki_templates import answer, question
from actquiz.exchange.anki_text import from_anki_text
from actquiz.exchange.foreign_markdown import from_foreign_markdown
from actquiz.exchange.import_report import Imported
from actquiz.exchange.importers import bring_in


def markdown(text: str) -> Imported:
    """What comes of a note."""
    return from_foreign_markdown(text, Path("note.md"))


def cards(imported: Imported) -> list[Card]:
    """All cards."""
    return [card for deck in imported.decks for card in deck.cards]


def sides(imported: Imported) -> list[tuple[str, str]]:
    """Question and answer of its flashcards."""
    return [(card.front, card.back) for card in cards(imported) if isinstance(card, Flashcard)]


def told(imported: Imported) -> list[tuple[int, str]]:
    """What the report says, with the line."""
    return [(note.where.line, note.what) for note in imported.notes]


def table(folder: Path, text: str) -> Imported:
    """What comes of a CSV file."""
    path = folder / "words.csv"
    path.write_text(text, encoding="utf-8")
    return bring_in(path)


# identity


def test_a_table_with_ids_of_its_own_is_no_export_of_ours(tmp_path: Path) -> None:
    """Its ids are numbers and its decks are titles; two rows of one id are two cards."""
    made = table(tmp_path, "id,deck,front,back\n1,Deck A,q1,a1\n1,Deck A,q2,a2\n,Deck A,q3,a3\n")
    assert sides(made) == [("q1", "a1"), ("q2", "a2"), ("q3", "a3")]
    assert any("another card has the same id" in what for _, what in told(made))


def test_one_name_in_two_spellings_of_unicode_is_one_deck(tmp_path: Path) -> None:
    """A letter with its accent is one sign or two, and looks the same."""
    one, two = (unicodedata.normalize(form, "Café") for form in ("NFC", "NFD"))
    made = table(tmp_path, f"deck,front,back\n{one},q1,a\n{two},q2,b\n")
    assert [len(deck.cards) for deck in made.decks] == [2]


def test_two_cards_with_one_block_id_are_both_there() -> None:
    """The second one gets another id, and the report says so."""
    made = markdown("Q: a ^abc\nA: b\n\nQ: c ^abc\nA: d\n")
    assert sides(made) == [("a", "b"), ("c", "d")]
    assert told(made) == [(4, "another card has the same id: this one gets 'note-abc-2'")]


# markup


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("x<sup>a&lt;b</sup>", "x${}^{a\\lt b}$"),
        ("x<sub>if n&gt;0</sub>", "x${}_{\\text{if} n\\gt 0}$"),
    ],
)
def test_signs_in_a_superscript_are_no_words(html: str, shown: str) -> None:
    """They become mathematics, sign by sign."""
    (card,) = cards(from_anki_text(f"#html:true\n{html}\tback\n", Path("x.txt")))
    assert isinstance(card, Flashcard)
    assert card.front == shown


# blocks


def test_code_may_begin_behind_the_answers_letter() -> None:
    """And what follows it is the next card; lines are counted as they are in the file."""
    made = markdown("Q: x\nA: ```python\nf(1)\n\nA: no\n```\nQ: y\nA: z\n\n![](p.png)\n")
    assert sides(made) == [("x", "```python\nf(1)\n\nA: no\n```"), ("y", "z")]
    assert told(made) == [(7, "a picture is left out")]


def test_rules_between_cards_of_one_line_are_no_sides() -> None:
    """Each line is a card of its own."""
    assert sides(markdown("a::b\n\n---\n\nc::d\n\n---\n\ne::f\n")) == [
        ("a", "b"),
        ("c", "d"),
        ("e", "f"),
    ]
    assert sides(markdown("What is std::max?\n\n---\n\nA function\n")) == [
        ("What is std::max?", "A function")
    ]


def test_a_heading_with_gaps_is_a_card() -> None:
    """Unless there is an answer below; then the report says what became of the gaps."""
    (card,) = cards(markdown("# T\n\n## The {{c1::cell}}\n\n## More\n"))
    assert isinstance(card, Cloze)
    assert card.text == "The [[1]]"
    made = markdown("# T\n\n## The {{c1::cell}}\n\ntext\n")
    assert sides(made) == [("The cell", "text")]
    assert told(made)[0][0] == 3


def test_a_footnote_stands_where_it_is_named() -> None:
    """A card has no foot; code keeps its signs."""
    text = "## Q\n\ntext[^1] and `x[^1]`\n\n[^1]: a note\n    goes on\n\n## R\n\nb[^2]\n"
    assert sides(markdown(text)) == [
        ("Q", "text (a note goes on) and `x[^1]`"),
        ("R", "b[^2]"),
    ]


# loss


def test_a_line_between_cards_of_one_paragraph_is_named() -> None:
    """It belongs to none of them."""
    made = markdown("a::b\njust text\nc::d\n")
    assert sides(made) == [("a", "b"), ("c", "d")]
    assert told(made) == [(2, "this line belongs to no card: it is left out")]


# Anki's own ideas


def test_a_reading_above_a_word_is_shown_as_its_filter_says() -> None:
    """Anki's furigana, kana and kanji."""
    fields = {"E": "日本[にほん]語[ご] [sound:a.mp3]"}
    for name, shown in (
        ("furigana", "<ruby>日本<rt>にほん</rt></ruby><ruby>語<rt>ご</rt></ruby> [sound:a.mp3]"),
        ("kana", "にほんご [sound:a.mp3]"),
        ("kanji", "日本語 [sound:a.mp3]"),
    ):
        assert question(f"{{{{{name}:E}}}}", fields).html == shown


def test_an_answer_that_repeats_the_question_says_it_once() -> None:
    """Also where the question's template ends in empty lines."""
    fields = {"Q": "Long?", "A": "so"}
    asked = question("{{Q}}<br>{{type:A}}", fields)
    assert answer("{{Q}}<hr>{{type:A}}", fields, asked.html).html == "<hr>so"


@pytest.mark.parametrize("name", ["Image Occlusion", "Image Occlusion Enhanced+"])
def test_cards_about_parts_of_a_picture_are_left_out(name: str) -> None:
    """Those of the add-on, too."""
    text = f"#html:true\n#notetype:{name}\nHeart\t<img src=h.png>\n"
    made = from_anki_text(text, Path("x.txt"))
    assert cards(made) == []
    assert "image occlusion" in told(made)[0][1]


def test_words_on_both_sides_of_a_picture_stay_apart() -> None:
    """The picture is left out, not the space it took."""
    made = from_anki_text("#html:true\na<img src=x>b\tc\n", Path("x.txt"))
    assert sides(made) == [("a b", "c")]


# tables


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nfront;back\r\na, b;c\r\n",
        '"front" , "back"\n"a, b" , "c"\n',
        'front,back\n"a, b",c\n',
        "No.,German,English,Gender\n1,'a, b',c,m\n".replace("'", '"'),
        'German,English\n"a, b",c\n',
    ],
)
def test_a_header_is_told_from_the_cards(tmp_path: Path, text: str) -> None:
    """Excel's own first line, spaces around cells, columns named by languages, numbers of rows."""
    assert sides(table(tmp_path, text)) == [("a, b", "c")]


def test_a_spreadsheets_unicode_text_is_read(tmp_path: Path) -> None:
    """It is UTF-16 with tabs."""
    path = tmp_path / "words.tsv"
    path.write_text("front\tback\nä\tö\n", encoding="utf-16")
    assert sides(bring_in(path)) == [("ä", "ö")]


def test_a_quote_that_never_ends_is_named(tmp_path: Path) -> None:
    """What it swallowed is not lost without a word."""
    made = table(tmp_path, 'front,back\na,b\nc,"d\ne,f\n')
    assert (3, "a quote begins in this row and never ends: all that follows is in its cell") in (
        told(made)
    )
    assert not [
        what for _, what in told(table(tmp_path, 'front,back\na,"b\nc"\n')) if "never" in what
    ]


def test_a_table_that_asks_in_a_note_is_a_card_a_row() -> None:
    """Its header says which column asks; other tables are text."""
    made = markdown("| Question | Answer |\n|---|---|\n| What *is* it? | `x|y` |\n| Who? | |\n")
    assert sides(made) == [("What *is* it?", "`x|y`")]
    assert told(made) == [(4, "this row is left out: it has no question or no answer")]
    assert sides(markdown("## Compare\n\n## Q\n\n| term | meaning |\n|---|---|\n| a | b |\n")) == [
        ("Q", "| term | meaning |\n|---|---|\n| a | b |")
    ]


def test_a_bold_question_keeps_no_star() -> None:
    """The mark that began the line ends behind the question."""
    assert sides(
        markdown("**Q: What?**\nA: This **one**.\n\n**Question:** a **b**\n**A:** c\n")
    ) == [
        ("What?", "This **one**."),
        ("a **b**", "c"),
    ]
