"""``actquiz export`` and ``actquiz import`` from the outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from actquiz.bank.cards import Flashcard
from actquiz.bank.loader import load_deck
from actquiz.cli.main import run
from actquiz.errors import ActquizError
from actquiz.files import save, save_all


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A deck of the person's own, found by the program."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "format: 1\ndeck: mine\ntitle: Mine\ncards:\n"
        "  - {id: one, front: What?, back: This., tags: [a]}\n"
        "  - {id: two, front: Who?, back: She., tags: [b], level: deep}\n"
    )
    monkeypatch.setenv("ACTQUIZ_DECKS", str(folder))
    return "mine"


@pytest.mark.parametrize(
    ("format_", "name"),
    [
        ("markdown", "x.md"),
        ("csv", "x.csv"),
        ("tsv", "x.tsv"),
        ("json", "x.json"),
        ("anki", "x.apkg"),
        ("anki", "x.txt"),
    ],
)
def test_what_goes_out_comes_in(deck: str, format_: str, name: str, tmp_path: Path) -> None:
    """A deck survives each format from command to command."""
    assert run(["export", format_, deck, "-o", str(tmp_path / name)]) == 0
    assert run(["import", str(tmp_path / name), "-o", str(tmp_path / "in")]) == 0
    again = load_deck(tmp_path / "in" / "mine.yaml")
    assert again.problems == []
    assert again.deck == load_deck(tmp_path / "mine" / "mine.yaml").deck


def test_nothing_is_overwritten_without_force(
    deck: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Export and import leave a file that exists as it is, unless told otherwise."""
    out = tmp_path / "x.md"
    out.write_text("precious")
    assert run(["export", "markdown", deck, "-o", str(out)]) == 2
    assert out.read_text() == "precious"
    assert "--force" in capsys.readouterr().err
    assert run(["export", "markdown", deck, "-o", str(out), "--force"]) == 0
    target = tmp_path / "in.yaml"
    target.write_text("precious")
    assert run(["import", str(out), "-o", str(target)]) == 2
    assert target.read_text() == "precious"


def test_a_folder_gets_a_file_for_each_deck(
    deck: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where PATH is a folder, Markdown is written a deck a file, and the report lists them."""
    folder = tmp_path / "out"
    folder.mkdir()
    assert run(["export", "markdown", deck, "curves", "-o", str(folder), "--json"]) == 0
    assert sorted(file.name for file in folder.iterdir()) == ["curves.md", "mine.md"]
    report = json.loads(capsys.readouterr().out)
    assert len(report["files"]) == report["decks"] == 2


@pytest.mark.slow
def test_figures_lie_beside_the_text(tmp_path: Path) -> None:
    """With --figures each picture is a file that the text names, the same bytes each time."""
    out = tmp_path / "out"
    arguments = ["export", "markdown", "curves", "formulas", "--figures", "-o"]
    assert run([*arguments, str(out / "cards.md")]) == 0
    text = (out / "cards.md").read_text()
    named = set(re.findall(r"!\[[^\]]+\]\((figures/[a-z0-9.-]+\.svg)\)", text))
    files = sorted((out / "figures").iterdir())
    assert named == {f"figures/{file.name}" for file in files}
    assert len(named) > 20
    before = [file.read_bytes() for file in files]
    assert run([*arguments, str(out / "cards.md")]) == 2
    assert run([*arguments, str(out / "cards.md"), "--force"]) == 0
    assert [file.read_bytes() for file in files] == before
    plain = tmp_path / "plain.json"
    again = tmp_path / "again.json"
    assert run(["export", "json", "curves", "formulas", "-o", str(plain)]) == 0
    assert run(["import", str(out / "cards.md"), "-o", str(tmp_path / "decks")]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("actquiz.paths.shipped_content", lambda: tmp_path / "nothing")
        patch.setenv("ACTQUIZ_DECKS", str(tmp_path / "decks"))
        assert run(["export", "json", "formulas", "curves", "-o", str(again)]) == 0
    decks = [json.loads(file.read_bytes())["decks"] for file in (plain, again)]
    by_name = [{deck["deck"]: deck for deck in some} for some in decks]
    assert by_name[0] == by_name[1]


@pytest.mark.slow
def test_the_cheat_sheet_shows_its_curves(tmp_path: Path) -> None:
    """Each row of the table ends with the function's picture."""
    sheet = tmp_path / "sheet.md"
    arguments = ["export", "markdown", "--dialect", "cheatsheet", "--figures", "-o", str(sheet)]
    assert run(arguments) == 0
    rows = sheet.read_text().splitlines()[4:]
    assert all(re.search(r"!\[[^\]]+\]\(figures/[a-z0-9.-]+\.svg\) \|$", row) for row in rows)
    assert len(rows) == len(list((tmp_path / "figures").iterdir()))


def test_an_experiment_that_cannot_run_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message has the card whose evidence it is, and nothing is written."""
    (tmp_path / "bad.yaml").write_text(
        "format: 1\ndeck: bad\ntitle: Bad\ncards:\n  - id: one\n    front: Q?\n    back: A.\n"
        "    evidence: {demo: vanishing, set: {depth: -5}}\n"
    )
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path))
    assert run(["export", "html", "bad", "--figures", "-o", str(tmp_path / "x.html")]) == 2
    assert "the experiment of the card 'one' cannot be run" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


def test_cards_are_chosen_by_tag_and_level(deck: str, tmp_path: Path) -> None:
    """Only cards with the tag and the level go out."""
    out = tmp_path / "x.json"
    assert run(["export", "json", deck, "--tag", "b", "--level", "deep", "-o", str(out)]) == 0
    (only,) = json.loads(out.read_text())["decks"]
    assert [card["id"] for card in only["cards"]] == ["two"]


@pytest.mark.parametrize("extra", [["--due"], ["--tag", "none"], ["--kind", "order"]])
def test_nothing_to_export_is_said(deck: str, extra: list[str], tmp_path: Path) -> None:
    """No empty file is written."""
    out = tmp_path / "x.html"
    assert run(["export", "html", deck, *extra, "-o", str(out)]) == 2
    assert not out.exists()


def test_a_misspelt_deck_is_answered_with_the_nearest(
    deck: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error suggests a deck that exists."""
    assert run(["export", "csv", "minee", "-o", str(tmp_path / "x.csv")]) == 2
    assert "did you mean 'mine'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.docx", b"x"),
        ("x.md", b"\xff\xfe"),
        ("x.csv", b"a\0b"),
        ("x.md", b"no cards here"),
        ("x.apkg", b"PK"),
        ("x.json", b'{"decks": []}'),
    ],
)
def test_a_bad_file_is_one_message(
    name: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the file holds, there is one line on stderr and nothing is written."""
    (tmp_path / name).write_bytes(data)
    assert run(["import", str(tmp_path / name), "-o", str(tmp_path / "in")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("actquiz: ")
    assert "Traceback" not in told
    assert "inside actquiz" not in told
    assert not (tmp_path / "in").exists()


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file is named, for text and for packages."""
    for name in ("x.md", "x.apkg"):
        assert run(["import", str(tmp_path / name)]) == 2
        assert name in capsys.readouterr().err


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    """When writing fails halfway, the old file is whole and no temporary one is left."""
    target = tmp_path / "x.bin"
    target.write_bytes(b"old")

    def fail(spare: Path) -> None:
        spare.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(ActquizError, match="No space left"):
        save(target, fail, force=True)
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["x.bin"]


def test_several_files_appear_all_or_none(tmp_path: Path) -> None:
    """When the disk fails at the second file, the first is not there either."""

    def fail(spare: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ActquizError, match="No space left"):
        save_all({tmp_path / "one": b"1", tmp_path / "two": fail}, force=False)
    assert list(tmp_path.iterdir()) == []


def test_two_decks_of_one_id_are_refused(tmp_path: Path) -> None:
    """One would silently replace the other."""
    deck = {"format": 1, "deck": "d", "title": "T"}
    cards = [{"id": "a", "front": "q", "back": "x"}]
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"decks": [{**deck, "cards": cards}, {**deck, "cards": cards}]}))
    assert run(["import", str(file), "-o", str(tmp_path / "in")]) == 2
    assert not (tmp_path / "in").exists()


def test_importing_over_a_deck_keeps_its_comments(deck: str, tmp_path: Path) -> None:
    """Header, comments and cards that are equal stay byte for byte; changed cards are written."""
    target = tmp_path / "kept.yaml"
    target.write_text(
        "# about this file\nformat: 1\ndeck: mine\ntitle: Mine   # short\ncards:\n"
        "  # the first\n  - {id: one, front: What?, back: This., tags: [a]}\n"
        "\n  # the second\n  - id: two\n    front: Who?\n    back: He.   # changes\n"
    )
    out = tmp_path / "x.json"
    assert run(["export", "json", deck, "-o", str(out)]) == 0
    assert run(["import", str(out), "-o", str(target), "--force"]) == 0
    assert load_deck(target).deck == load_deck(tmp_path / "mine" / "mine.yaml").deck
    text = target.read_text()
    assert text.startswith("# about this file\n")
    assert "title: Mine   # short\n" in text
    assert "  # the first\n  - {id: one, front: What?, back: This., tags: [a]}\n" in text
    assert "\n  # the second\n  - id: two\n" in text
    assert run(["import", str(out), "-o", str(target), "--force"]) == 0
    assert target.read_text() == text


def test_escape_sequences_hidden_in_json_do_not_come_in(tmp_path: Path) -> None:
    """A text that would colour the terminal or set its title is written without them."""
    cards = [{"id": "a", "front": "\x1b[31mred\x1b]0;x\x07", "back": "a\tb"}]
    file = tmp_path / "x.json"
    decks = [{"format": 1, "deck": "d", "title": "T", "cards": cards}]
    file.write_text(json.dumps({"decks": decks}))
    assert run(["import", str(file), "-o", str(tmp_path / "d.yaml")]) == 0
    loaded = load_deck(tmp_path / "d.yaml").deck
    assert loaded is not None
    (card,) = loaded.cards
    assert card == Flashcard(id="a", front="red", back="a\tb")
