"""Anki's packages and text, out and in."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import genanki
import pytest

from actquiz.bank.cards import Blank, Choice, Cloze, DeckFile, Flashcard
from actquiz.errors import ActquizError
from actquiz.exchange import anki_in, html_tree
from actquiz.exchange.anki_in import from_apkg
from actquiz.exchange.anki_notes import media_name, notes, shown
from actquiz.exchange.anki_out import write_apkg
from actquiz.exchange.anki_text import as_anki_text, from_anki_text
from actquiz.exchange.bank_inline import Context
from actquiz.exchange.bank_markdown import as_markdown
from actquiz.exchange.figures import pictures
from actquiz.exchange.html_text import as_html, mathjax
from actquiz.exchange.selection import Selection


def notes_in(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Rows of the collection in a package."""
    with zipfile.ZipFile(path) as archive:
        database = path.with_suffix(".db")
        database.write_bytes(archive.read("collection.anki2"))
    with closing(sqlite3.connect(database)) as sql:
        return sql.execute(query).fetchall()


def package(path: Path, fields: list[str], *, cloze: bool = False, deck: str = "A::B") -> Path:
    """A stranger's package with one note."""
    model = genanki.CLOZE_MODEL if cloze else genanki.BASIC_AND_REVERSED_CARD_MODEL
    made = genanki.Deck(12345, deck)
    made.add_note(genanki.Note(model=model, fields=fields, tags=["My_Tag"], guid="fixed"))
    genanki.Package(made).write_to_file(str(path))
    return path


def test_all_shipped_decks_come_back_from_a_package(shipped: Selection, tmp_path: Path) -> None:
    """Everything that went out in an .apkg comes back, formula cards whole."""
    path = tmp_path / "all.apkg"
    write_apkg(shipped.decks, shipped.sources, path)
    imported = from_apkg(path)
    assert imported.notes == []
    assert imported.decks == list(shipped.decks)


def test_all_shipped_decks_come_back_from_text(shipped: Selection) -> None:
    """Everything that went out in Anki's text format comes back."""
    text = as_anki_text(shipped.decks, shipped.sources)
    assert text.startswith("#separator:tab\n#html:true\n#guid column:1\n")
    imported = from_anki_text(text, Path("all.txt"))
    assert imported.notes == []
    assert imported.decks == list(shipped.decks)


def test_editing_an_answer_keeps_the_ids(tmp_path: Path) -> None:
    """A second export of an edited card updates the same note of the same type and deck."""
    found = []
    for back in ("first", "second"):
        card = Flashcard(id="a", front="q", back=back)
        path = tmp_path / f"{back}.apkg"
        write_apkg([DeckFile(format=1, deck="d", title="T", cards=(card,))], {}, path)
        query = "SELECT guid, mid, did FROM notes JOIN cards ON cards.nid = notes.id"
        found.append(notes_in(path, query))
    assert found[0] == found[1]


def test_decks_are_a_tree_and_kinds_are_note_types(kinds: DeckFile, tmp_path: Path) -> None:
    """The package has a deck below actquiz and the three note types, with a card for each gap."""
    path = tmp_path / "kinds.apkg"
    write_apkg([kinds], {}, path)
    ((models, decks),) = notes_in(path, "SELECT models, decks FROM col")
    assert "actquiz::Kinds" in {deck["name"] for deck in json.loads(decks).values()}
    names = {model["name"]: model for model in json.loads(models).values()}
    assert {"actquiz", "actquiz choice", "actquiz cloze"} <= set(names)
    assert "{{type:Letters}}" in names["actquiz choice"]["tmpls"][0]["qfmt"]
    gaps = sum(len(card.blanks) for card in kinds.cards if isinstance(card, Cloze))
    query = "SELECT count(*) FROM cards JOIN notes ON nid = notes.id WHERE mid = 1731405003"
    assert notes_in(path, query) == [(gaps,)]


def test_clozes_are_real_ones() -> None:
    """A gap has its answer and hint, also inside a formula, and nothing ends it early."""
    blanks = (Blank(answer="$e^{x^{2}}$", hint="a::b"), Blank(answer="y"))
    card = Cloze(id="c", text="It is [[1]], so $\\frac{[[2]]}{2}$.", blanks=blanks)
    kind, (text, _) = shown(card)
    assert kind == "cloze"
    assert text == ("It is {{c1::\\(e^{x^{2} }\\)::a:&#58;b}}, so \\(\\frac{{{c2::y}}}{2}\\).")


def test_a_choice_card_is_answered_by_typing_its_letter(kinds: DeckFile) -> None:
    """The letters that Anki compares are those of the right options."""
    card = next(card for card in kinds.cards if isinstance(card, Choice))
    _, (question, letters, answer) = shown(card)
    (right,) = (option.text for option in card.options if option.correct)
    assert f"<li>{letters}) {as_html(right, mathjax)}" in question
    assert f"<strong>{letters}</strong>" in answer


def test_a_strangers_note_becomes_a_flashcard(tmp_path: Path) -> None:
    """HTML and MathJax become Markdown; what cannot be carried is named."""
    front = "What is <b>ReLU</b>, in \\(\\max\\) form? It costs $5 &amp; &lt;b&gt;."
    back = (
        "\\[\\max(0, x)\\]<ul><li>one</li><li>two</li></ul><img src='../../etc/x.png'>[sound:a.mp3]"
    )
    imported = from_apkg(package(tmp_path / "s.apkg", [front, back]))
    (deck,) = imported.decks
    assert (deck.deck, deck.title) == ("a.b", "A: B")
    card, other = deck.cards
    assert isinstance(card, Flashcard)
    assert isinstance(other, Flashcard)
    assert (other.front, other.back) == (card.back, card.front)
    assert card.front == "What is **ReLU**, in $\\max$ form? It costs \\$5 & <b>."
    assert card.back == "$$\\max(0, x)$$\n\n- one\n- two"
    assert card.tags == ("my-tag",)
    told = " ".join(note.what for note in imported.notes)
    assert "a picture" in told
    assert "a sound" in told


def test_a_strangers_cloze_becomes_a_cloze(tmp_path: Path) -> None:
    """Each number is a card that hides its gaps; cards of one note are siblings."""
    fields = ["{{c2::Paris::a city}} lies on the {{c1::Seine}}.", "Extra"]
    (deck,) = from_apkg(package(tmp_path / "c.apkg", fields, cloze=True)).decks
    one, two = deck.cards
    assert isinstance(one, Cloze)
    assert isinstance(two, Cloze)
    assert one.text == "Paris lies on the [[1]]."
    assert two.text == "[[1]] lies on the Seine."
    assert (one.blanks, two.blanks) == (
        (Blank(answer="Seine"),),
        (Blank(answer="Paris", hint="a city"),),
    )
    assert one.why == "Extra"
    assert one.id.rpartition(".")[0] == two.id.rpartition(".")[0]


def test_an_edited_note_comes_in_as_it_was_edited() -> None:
    """What somebody changed in Anki wins over what actquiz hid in the note."""
    deck = DeckFile(
        format=1, deck="d", title="T", cards=(Flashcard(id="a", front="q", back="old"),)
    )
    text = as_anki_text([deck], {}).replace("\told\t", "\tnew\t")
    imported = from_anki_text(text, Path("a.txt"))
    (card,) = imported.decks[0].cards
    assert isinstance(card, Flashcard)
    assert (card.id, card.front, card.back) == ("a", "q", "new")
    assert "edited" in imported.notes[0].what


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<a href='javascript:x' onclick='y'>link</a>", "link"),
        ("<style>b{}</style><p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<div>c</div>", "a\n\nb\n\nc"),
        ("<pre>x  =  1\ny</pre>", "```\nx  =  1\ny\n```"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
        ("\x1b[31mred\x07", "red"),
        ("<b>unclosed", "**unclosed**"),
        ("[$]x^2[/$] and <anki-mathjax>y</anki-mathjax>", "$x^2$ and $y$"),
        ("<script>never closed", ""),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    """Tags the bank has marks for are carried; scripts, styles and attributes are not."""
    assert as_markdown(html_tree.parse(html).children, Context()) == markdown


def test_text_with_other_separators_and_columns() -> None:
    """Anki's headers say what the columns are; fields that are not HTML are taken as text."""
    text = "#separator:Semicolon\n#html:false\n#deck column:3\n#tags:x\nfront *a*;back;Deck One\n"
    (deck,) = from_anki_text(text, Path("n.txt")).decks
    assert deck.deck == "deck-one"
    (card,) = deck.cards
    assert isinstance(card, Flashcard)
    assert (card.front, card.back) == ("front \\*a\\*", "back")


def test_a_bomb_is_refused_while_it_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A collection that unpacks to more than the limit is never written out whole."""
    monkeypatch.setattr(anki_in, "MAX_BYTES", 2 << 20)
    path = tmp_path / "bomb.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", bytes(8 << 20))
    assert path.stat().st_size < 20_000
    with pytest.raises(ActquizError, match="unpacks to more than"):
        from_apkg(path)


@pytest.mark.parametrize("window", [20, 30])
def test_a_bomb_in_the_newer_format_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    """So is one packed with zstd, and one that would need a gigabyte to be unpacked."""
    monkeypatch.setattr(anki_in, "MAX_BYTES", 2 << 20)
    path = tmp_path / "bomb.apkg"
    options = {anki_in.zstd.CompressionParameter.window_log: window}
    compressor = anki_in.zstd.ZstdCompressor(options=options)
    packed = compressor.compress(bytes(8 << 20)) + compressor.flush()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki21b", packed)
    assert path.stat().st_size < 20_000
    with pytest.raises(ActquizError, match=r"unpacks to more than|not an Anki package"):
        from_apkg(path)


def test_packages_in_the_newer_format_are_read() -> None:
    """What today's Anki exports by itself comes in, and what cannot be carried is named."""
    imported = from_apkg(Path(__file__).parent / "anki-new.apkg")
    (deck,) = imported.decks
    assert deck.title == "Machine learning: Activations"
    basic, *clozes = deck.cards
    assert isinstance(basic, Flashcard)
    assert (basic.front, basic.back) == ("Largest slope of **tanh**?", "$1$, at *0*")
    assert basic.tags == ("slopes-max", "tanh")
    assert [
        (blank.answer, blank.hint)
        for cloze in clozes
        if isinstance(cloze, Cloze)
        for blank in cloze.blanks
    ] == [("zero", ""), ("negative", "sign")]
    assert [note.what for note in imported.notes] == ["a picture is left out"]


def test_pictures_go_along_as_media(kinds: DeckFile, tmp_path: Path) -> None:
    """Each curve is a file among the media, named in its note; the deck still comes back."""
    drawn = pictures([kinds])
    assert drawn
    path = tmp_path / "p.apkg"
    write_apkg([kinds], {}, path, drawn)
    with zipfile.ZipFile(path) as archive:
        names = json.loads(archive.read("media"))
        assert sorted(names.values()) == sorted(media_name(card_id) for card_id in drawn)
        for number, name in names.items():
            assert archive.read(number) == drawn[name[len("actquiz-") : -len(".svg")]].svg
    for note in notes(kinds, {}, drawn):
        if note.id in drawn:
            assert f'<img src="{media_name(note.id)}" alt="A curve' in note.fields[0]
    assert [deck.cards for deck in from_apkg(path).decks] == [kinds.cards]


def test_names_in_the_archive_are_never_used(tmp_path: Path) -> None:
    """A member that would climb out of its folder is not unpacked."""
    path = package(tmp_path / "p.apkg", ["q", "a"], deck="../../up")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../escaped.txt", "x")
    (deck,) = from_apkg(path).decks
    assert deck.deck == "up"
    assert not list(tmp_path.parent.parent.glob("escaped.txt"))


@pytest.mark.parametrize(
    "members", [{}, {"collection.anki21b": b"zstd"}, {"collection.anki2": b"x"}]
)
def test_what_is_no_package_is_refused(tmp_path: Path, members: dict[str, bytes]) -> None:
    """An empty, newer or damaged package is an error with a way out."""
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with pytest.raises(ActquizError) as caught:
        from_apkg(path)
    assert caught.value.fix
    path.write_bytes(b"not a zip")
    with pytest.raises(ActquizError, match="not an Anki package"):
        from_apkg(path)


def test_no_deck_text_becomes_a_tag_in_anki() -> None:
    """Tags in a card's text are escaped in every field."""
    card = Flashcard(id="a", front="<img src=x onerror=y>", back="`<script>`", why="$<b>$")
    _, fields = shown(card)
    assert not re.search(r"<(?!/?(?:p|code|strong)>)", "".join(fields))


@pytest.mark.parametrize(
    "mark", ["\\(", "\\[", "[$]", "[$$]", "[sound:", "<b>", "<!--", "&", "{{c1::"]
)
def test_long_runs_of_open_marks_are_read_in_fields(mark: str) -> None:
    """A field made to keep a reader busy for ever is read like any other."""
    text = f"#html:true\n{mark * 20_000}\tback\n"
    assert from_anki_text(text, Path("n.txt")).decks is not None
