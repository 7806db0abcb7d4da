"""Tables of other programs: columns are guessed and named, or given."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.bank.cards import Flashcard
from actquiz.cli.main import run
from actquiz.errors import ActquizError
from actquiz.exchange.foreign_table import from_foreign_table, roles_in
from actquiz.exchange.import_report import Imported

FILE = Path("words.csv")


def imported(text: str, columns: str = "") -> Imported:
    """What comes of a table."""
    return from_foreign_table(text, FILE, columns=roles_in(columns) if columns else ())


def rows(text: str, columns: str = "") -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Front, back, why and tags of each card."""
    return [
        (card.front, card.back, card.why, card.tags)
        for deck in imported(text, columns).decks
        for card in deck.cards
        if isinstance(card, Flashcard)
    ]


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("word,meaning,tag\ndog,Hund,animal\n", [("dog", "Hund", "", ("animal",))]),
        ("tag;meaning;word\nanimal pet;Hund;dog\n", [("dog", "Hund", "", ("animal", "pet"))]),
        ("dog\tHund\ncat\tKatze\n", [("dog", "Hund", "", ()), ("cat", "Katze", "", ())]),
        ("dog;Hund\ncat;Katze, die\n", [("dog", "Hund", "", ()), ("cat", "Katze, die", "", ())]),
        ("a,b,n1\nc,d,n1\n", [("a", "b", "", ("n1",)), ("c", "d", "", ("n1",))]),
        ("a,b,Long: a reason!\nc,d,\n", [("a", "b", "Long: a reason!", ()), ("c", "d", "", ())]),
        ("Question,Answer,Notes\n2**3,8,*so*\n", [("2\\*\\*3", "8", "\\*so\\*", ())]),
        ('"a\nb",c\nd,e\n', [("a\n\nb", "c", "", ()), ("d", "e", "", ())]),
    ],
)
def test_columns_are_guessed(text: str, cards: list[tuple[str, str, str, tuple[str, ...]]]) -> None:
    """A header decides, and without one the cells; any usual sign may part them."""
    assert rows(text) == cards
    assert "a guess" in imported(text).notes[0].what


def test_columns_can_be_given() -> None:
    """--columns decides, and nothing is called a guess."""
    assert rows("x,back,front\n", "-,back,front") == [("front", "back", "", ())]
    assert imported("x,back,front\n", "-,back,front").notes == []


@pytest.mark.parametrize("columns", ["front", "front,front,back", "front,back,colour", ""])
def test_columns_that_say_nothing_are_refused(columns: str) -> None:
    """The message lists what a column can be."""
    with pytest.raises(ActquizError, match="does not say what the columns are"):
        roles_in(columns)


def test_a_guess_can_be_refused() -> None:
    """Then nothing comes in, and the message says how to tell the columns."""
    with pytest.raises(ActquizError, match="nothing was imported") as caught:
        from_foreign_table("dog,Hund\n", FILE, confirm=lambda columns, row: False)
    assert "--columns" in caught.value.fix


def test_ids_of_rows_and_decks_in_columns_are_used() -> None:
    """A GUID identifies its card, and a column of decks makes decks with their tree."""
    found = imported("guid,front,back,deck\nx1,a,b,One::Two\nx2,a,c,One\n")
    assert [deck.deck for deck in found.decks] == ["one.two", "one"]
    assert len(found.keys) == 2


def test_rows_without_an_answer_and_cells_too_many_are_named() -> None:
    """The report has the line of each."""
    found = imported("front,back\na,\nb,c,d\n")
    assert [(note.where.line, note.what) for note in found.notes[1:]] == [
        (2, "this card is left out: its answer has no text"),
        (3, "left out: 1 cell more than there are columns"),
    ]


def test_a_table_with_a_header_and_no_rows_makes_no_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The names of the columns are no question, and the message says what the file has."""
    table = tmp_path / "empty.csv"
    table.write_text("Term,Definition\n")
    assert run(["import", str(table), "-o", str(tmp_path / "out")]) == 2
    assert "a header and no rows below it" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["nosuch", "no.such", "nosuch.md", "nosuch.apkg"])
def test_a_file_that_is_not_there_is_no_question_of_its_format(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says that there is no such file."""
    assert run(["import", str(tmp_path / name)]) == 2
    err = capsys.readouterr().err
    assert "no such file" in err.lower()
    assert "--format" not in err
