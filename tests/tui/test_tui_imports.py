"""Import in the app: choose a file, see what it will be, take it with one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz import paths
from actquiz.cli.main import run
from actquiz.tui.app import ActquizApp
from actquiz.tui.deck.screen import DeckPage
from actquiz.tui.dialog import Dialog
from actquiz.tui.home.screen import HomePage
from actquiz.tui.imports.picker import FilePicker
from actquiz.tui.imports.screen import ImportPage

HISTORY = Path(__file__).parents[1] / "exchange" / "cases" / "anki-history.apkg"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table with a header of its own."""
    path = tmp_path / "words.tsv"
    path.write_text("word\tmeaning\ttag\nHund\tdog\tanimal\nKatze\tcat\tanimal\n")
    return path


async def opened(pilot: Pilot[None], app: ActquizApp, file: Path) -> ImportPage:
    """The page with the file read."""
    page = ImportPage(app.desk, file)
    await app.push_screen(page)
    await settled(pilot, app)
    return page


async def settled(pilot: Pilot[None], app: ActquizApp) -> None:
    """Nothing runs in a thread any more."""
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 50)])
async def test_the_key_on_home_asks_for_a_file(app: ActquizApp, size: tuple[int, int]) -> None:
    """``m`` opens the picker over the page, and Esc leads back to the page's own Enter."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, FilePicker)
        await pilot.press("escape")
        assert isinstance(app.screen, ImportPage)
        await pilot.press("enter")
        assert isinstance(app.screen, FilePicker)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 50)])
async def test_the_cards_are_seen_before_anything_is_written(
    app: ActquizApp, table: Path, size: tuple[int, int]
) -> None:
    """Count, home and the cards stand there; the arrow shows the next one; no file is there."""
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app, table)
        shown = screen_text(app)
        assert "2 cards in 1 deck" in shown
        assert "Import 2 cards" in shown
        await pilot.press("right")
        await pilot.pause()
        assert "Katze" in screen_text(app)
        assert "cat" in screen_text(app)
        assert not paths.user_decks().exists()


async def test_enter_writes_what_the_command_writes(
    app: ActquizApp, table: Path, tmp_path: Path
) -> None:
    """One mechanism: the file is the same byte for byte, and its deck is open then."""
    async with app.run_test() as pilot:
        await opened(pilot, app, table)
        await pilot.press("enter")
        await settled(pilot, app)
        assert isinstance(app.screen, DeckPage)
        assert "Hund" in screen_text(app)
    assert run(["import", str(table), "-o", str(tmp_path / "out"), "--yes"]) == 0
    (out,) = (tmp_path / "out").iterdir()
    # The id is taken by now.
    expected = out.read_text().replace("words-2", "words").replace("hund-2", "hund")
    assert (paths.user_decks() / "words.yaml").read_text() == expected.replace("katze-2", "katze")


async def test_columns_are_chosen(app: ActquizApp, table: Path) -> None:
    """What was guessed is shown with a row of the table, and arrows change it."""
    async with app.run_test() as pilot:
        page = await opened(pilot, app, table)
        assert "columns: front, back, tags" in screen_text(app)
        await pilot.press("c")
        await pilot.pause()
        assert "Hund" in screen_text(app)
        await pilot.press("right", "down", "left")
        await pilot.press("enter")
        await settled(pilot, app)
        assert page.columns is not None
        assert page.columns.roles == ("back", "front", "tags")
        assert page.preview.face.display
        assert "dog" in screen_text(app)


async def test_columns_without_a_question_are_not_taken(app: ActquizApp, table: Path) -> None:
    """The dialog says what is missing and stays open."""
    async with app.run_test() as pilot:
        await opened(pilot, app, table)
        await pilot.press("c", "right", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Dialog)
        assert "Make one column the front" in screen_text(app)


async def test_a_file_that_cannot_be_read_says_so_on_the_page(
    app: ActquizApp, tmp_path: Path
) -> None:
    """No dialog is in the way; Enter asks for another file."""
    bad = tmp_path / "bad.apkg"
    bad.write_text("no package")
    async with app.run_test() as pilot:
        page = await opened(pilot, app, bad)
        assert "this is not an Anki package" in " ".join(screen_text(app).split())
        assert page.brought is None
        await pilot.press("enter")
        assert isinstance(app.screen, FilePicker)


async def test_what_does_not_come_along_is_listed(app: ActquizApp, tmp_path: Path) -> None:
    """The first losses stand on the page, all of them behind a key."""
    notes = tmp_path / "notes.md"
    notes.write_text("".join(f"## Q{n}\n\nAnswer {n} ![](p{n}.png)\n\n" for n in range(9)))
    async with app.run_test() as pilot:
        await opened(pilot, app, notes)
        assert "5 more remarks" in screen_text(app)
        await pilot.press("l")
        await pilot.pause()
        assert screen_text(app).count("a picture is left out") == 9
        await pilot.press("escape")
        assert isinstance(app.screen, ImportPage)


@pytest.mark.parametrize("wanted", [False, True])
async def test_reviews_made_in_anki_are_offered(app: ActquizApp, wanted: bool) -> None:
    """They come along only if the learner says so."""
    async with app.run_test() as pilot:
        await opened(pilot, app, HISTORY)
        assert "without 48 reviews" in screen_text(app)
        if wanted:
            await pilot.press("w")
            assert "with 48 reviews" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot, app)
        assert isinstance(app.screen, DeckPage | HomePage)
        with app.desk.store.reading("SELECT count(*) FROM review") as rows:
            assert [count for (count,) in rows] == [48 if wanted else 0]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_folder_of_notes_comes_in(
    app: ActquizApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    """``d`` picks a folder, ``s`` takes the one that is open; a file is a deck."""
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("one", "two"):
        (notes / f"{name}.md").write_text(f"## What is {name}?\n\nThis.\n")
    async with app.run_test(size=size) as pilot:
        page = await opened(pilot, app, notes / "one.md")
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("s")
        await settled(pilot, app)
        assert page.file == notes
        assert "2 cards in 2 decks" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot, app)
        assert isinstance(app.screen, HomePage)
    assert sorted(path.name for path in paths.user_decks().iterdir()) == ["one.yaml", "two.yaml"]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_enter_on_a_file_is_enough(
    app: ActquizApp, table: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """What it holds is seen next, so nothing needs to be confirmed before."""
    monkeypatch.chdir(table.parent)
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await settled(pilot, app)
        await pilot.press("end", "enter")
        await settled(pilot, app)
        assert isinstance(app.screen, ImportPage)
        assert app.screen.file == table
        assert "2 cards in 1 deck" in screen_text(app)
