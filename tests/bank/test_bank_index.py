"""The index: it follows the files, reads only what changed, and survives what happens to it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from make_decks import KINDS, deck_text, make_decks

from actquiz import paths
from actquiz.bank import index_schema, loader
from actquiz.bank.index import Index
from actquiz.bank.refresh import learning_order
from actquiz.bank.search import Query
from actquiz.errors import ActquizError

CARDS = len(KINDS) + 1


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's data, away from the real one."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    make_decks(folder, cards=4 * len(KINDS), files=4)
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose text was parsed."""
    names: list[str] = []
    load = loader.load_text

    def noting(text: str, path: Path) -> loader.LoadedDeck:
        names.append(path.name)
        return load(text, path)

    monkeypatch.setattr(loader, "load_text", noting)
    return names


def ids(index: Index) -> list[str]:
    return [found.id for found in index.search(Query(), limit=10000)]


def write(path: Path, deck: str, *cards: str, needs: str = "") -> None:
    """A deck of flashcards with these ids."""
    lines = [f"format: 1\ndeck: {deck}\ntitle: Deck {deck}\n"]
    if needs:
        lines.append(f"needs: [{needs}]\n")
    lines.append("cards:\n")
    lines += [f"  - {{id: {card}, front: About {card}, back: y, tags: [t]}}\n" for card in cards]
    path.write_text("".join(lines), encoding="utf-8")


def test_every_card_can_be_had_again(root: Path) -> None:
    """What the index gives for an id is what loading the file gives, with its place in order."""
    with Index.open([root]) as index:
        assert [deck.count for deck in index.decks()] == [CARDS] * 4
        loaded = loader.load_deck(root / "d002.yaml")
        for entry in loaded.entries:
            kept = index.entry(entry.id)
            assert (kept.card, kept.digest, kept.line) == (entry.card, entry.digest, entry.line)
        positions = [index.entry(card_id).position for card_id in ids(index)]
        assert positions == sorted(set(positions))


def test_nothing_is_read_twice(root: Path, read: list[str]) -> None:
    """A second opening reads no file; after an edit only the edited one is read."""
    Index.open([root]).close()
    assert len(read) == 4
    read.clear()
    Index.open([root]).close()
    assert read == []
    write(root / "d001.yaml", "d001", "new-card")
    with Index.open([root]) as index:
        assert read == ["d001.yaml"]
        assert index.get("new-card")
        assert index.get("d001-0") is None
        assert index.decks()[1].count == 1
        assert index.search(Query("new-card"))
        assert len(index.search(Query("quarter"), limit=999)) == 3


def test_a_touched_file_is_not_parsed(root: Path, read: list[str]) -> None:
    """A new time on the same bytes costs a look at the bytes, once."""
    Index.open([root]).close()
    read.clear()
    path = root / "d001.yaml"
    path.write_bytes(path.read_bytes())
    with Index.open([root]) as index:
        assert len(ids(index)) == 4 * CARDS
    assert read == []


def test_files_come_and_go(root: Path) -> None:
    """Removed and added files change the cards, and the positions stay in order."""
    Index.open([root]).close()
    (root / "d001.yaml").unlink()
    write(root / "a.yaml", "first", "one", "two")
    with Index.open([root]) as index:
        assert [deck.id for deck in index.decks()] == ["first", "d000", "d002", "d003"]
        assert ids(index)[:3] == ["one", "two", "d000-0"]
        assert index.search(Query("About one"))[0].id == "one"


def test_an_index_kept_up_to_date_equals_a_new_one(root: Path) -> None:
    """After additions, edits, removals and moves the index says what a fresh one says."""

    def state() -> object:
        with Index.open([root]) as index:
            entries = [index.entry(card_id) for card_id in ids(index)]
            words = [index.search(Query(word), limit=999) for word in ("slope", "about", "net")]
            return (
                entries,
                index.decks(),
                index.tags(),
                index.problems,
                list(map(sorted_ids, words)),
            )

    def sorted_ids(found: list[object]) -> list[str]:
        return sorted(str(one) for one in found)

    state()
    write(root / "b.yaml", "second", "d000-1", "mine", needs="d003")
    write(root / "z.yaml", "last", "mine", "d000-2")
    state()
    (root / "d000.yaml").unlink()
    state()
    (root / "d002.yaml").rename(root / "a.yaml")
    kept = state()
    index_schema.remove(paths.index_file())
    assert state() == kept


def test_decks_follow_what_they_need(root: Path) -> None:
    """A deck comes after those it needs, though its name is earlier; circles do no harm."""
    write(root / "a.yaml", "advanced", "x", needs="d002, unknown")
    write(root / "d003.yaml", "d003", "y", needs="advanced")
    with Index.open([root]) as index:
        order = [deck.id for deck in index.decks()]
    assert order == ["d002", "advanced", "d000", "d001", "d003"]
    assert learning_order([("a", ["b"]), ("b", ["a"]), ("c", ["c"])]) == [1, 0, 2]


def test_one_id_in_two_files_names_both_places(root: Path) -> None:
    """The earlier file keeps the id; when it lets go, the later card appears by itself."""
    write(root / "y.yaml", "y", "same", "other")
    write(root / "z.yaml", "z", "same", "third")
    with Index.open([root]) as index:
        assert [str(problem) for problem in index.problems] == [
            f"{root / 'z.yaml'}:5: the id `same` is already used at {root / 'y.yaml'}:5"
            " — give one of the two cards another id"
        ]
        assert index.entry("same").deck == "y"
    write(root / "y.yaml", "y", "other")
    with Index.open([root]) as index:
        assert index.problems == []
        assert index.entry("same").deck == "z"
    write(root / "y.yaml", "y", "other", "same")
    with Index.open([root]) as index:
        assert index.entry("same").deck == "y"
        assert [problem.where.path.name for problem in index.problems] == ["z.yaml"]
        assert [found.id for found in index.search(Query("About same"))] == ["same"]


def test_two_decks_of_one_name_are_named(root: Path) -> None:
    """A deck id in two files is a problem of the later one, whose cards can still be studied."""
    write(root / "z.yaml", "d000", "extra")
    with Index.open([root]) as index:
        assert [problem.what for problem in index.problems] == [
            f"the deck id `d000` is already used in {root / 'd000.yaml'}"
        ]
        assert index.get("extra")


def test_bad_files_hide_no_good_ones(root: Path) -> None:
    """Problems are kept in the index and told again without reading; the rest can be studied."""
    (root / "e.yaml").write_bytes(b"\xff\xfe\x00")
    (root / "f.yaml").mkdir()
    (root / "g.yaml").symlink_to("g.yaml")
    (root / "h.yaml").write_text("format: 1\ndeck: h\ntitle: T\ncards:\n  - {id: a, front: no}\n")
    for _ in range(2):
        with Index.open([root]) as index:
            names = [problem.where.path.name for problem in index.problems]
            assert names == ["e.yaml", "f.yaml", "g.yaml", "h.yaml"]
            assert len(ids(index)) == 4 * CARDS


def test_trees_of_folders_are_searched(tmp_path: Path) -> None:
    """Forty files in nested folders are found, each once, hidden ones and looping links not."""
    root = tmp_path / "tree"
    for number in range(40):
        folder = root / f"part{number % 5}" / f"deep{number % 3}"
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / f"deck{number}.yaml", f"deck{number}", f"card{number}")
    (root / "part0" / "up").symlink_to(root)
    (root / ".hidden").mkdir()
    write(root / ".hidden" / "x.yaml", "hidden", "hidden")
    write(root / "sources.yaml", "sources", "sources")
    (root / "notes.txt").write_text("no deck")
    with Index.open([root, root / "part1", tmp_path / "nowhere"]) as index:
        assert len(index.decks()) == len(ids(index)) == 40
        assert index.problems == []


def test_the_index_can_be_deleted(root: Path) -> None:
    """Deleting the cache only means that it is made again."""
    Index.open([root]).close()
    shutil.rmtree(paths.cache())
    with Index.open([root]) as index:
        assert len(ids(index)) == 4 * CARDS


@pytest.mark.parametrize("damage", ["garbage", "truncated", "empty", "another's"])
def test_a_damaged_index_is_made_again(root: Path, damage: str) -> None:
    """Whatever happened to the file, opening it gives the cards, without a word."""
    with Index.open([root]) as index:
        path = index.path
    data = path.read_bytes()
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    if damage == "another's":
        path.unlink()
        other = sqlite3.connect(path)
        other.executescript("CREATE TABLE file(x); CREATE TABLE card(y); PRAGMA user_version = 7")
        other.close()
    else:
        spoiled = {"garbage": b"not a database " * 500, "truncated": data[:5000], "empty": b""}
        path.write_bytes(spoiled[damage])
    with Index.open([root]) as index:
        assert len(ids(index)) == 4 * CARDS
        assert index.note == ""


def test_damage_inside_is_told_and_removed(root: Path) -> None:
    """Damage that shows only when a card is read is one message, and is gone the next time."""
    with Index.open([root]) as index:
        path = index.path
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'content'")
    start = (page.fetchone()[0] - 1) * connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 2000)
    with Index.open([root]) as index, pytest.raises(ActquizError, match="is damaged"):
        index.entry("d000-0")
    with Index.open([root]) as index:
        assert index.entry("d000-0")


def test_where_no_cache_can_be_written_a_temporary_index_serves(root: Path, home: Path) -> None:
    """A file where the cache folder should be, or a read-only disk, costs a note and no more."""
    home.mkdir()
    (home / "cache").write_text("in the way")
    with Index.open([root]) as index:
        assert len(ids(index)) == 4 * CARDS
        assert str(home / "cache") in index.note
        spare = index.path
        assert spare.exists()
    del index
    assert not spare.exists()


def test_a_locked_index_is_one_message(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps the index locked is named instead of waited for without end."""
    monkeypatch.setattr(index_schema, "BUSY_SECONDS", 0.05)
    Index.open([root]).close()
    write(root / "x.yaml", "x", "x")
    other = sqlite3.connect(paths.index_file(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ActquizError, match="locked by another program"):
        Index.open([root])
    other.close()
    with Index.open([root]) as index:
        assert index.get("x")


def test_two_programs_may_index_at_once(root: Path) -> None:
    """Four processes that find no index at the same moment all end up with the whole of it."""
    command = [sys.executable, Path(__file__).with_name("open_index.py"), root]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {process.communicate()[0] for process in running}
    assert len(said) == 1
    assert said.pop().startswith(f"{4 * CARDS} ")


def test_an_unchanged_start_imports_no_parser(root: Path) -> None:
    """Opening when nothing changed imports neither yaml nor msgspec, and reads no file."""
    command = [sys.executable, Path(__file__).with_name("open_index.py"), root, "modules"]
    first, second = (subprocess.check_output(command, text=True).split()[3:] for _ in range(2))
    assert first == ["read", "yaml", "msgspec"]
    assert second == ["unread"]


def test_search_finds_beginnings_of_words(root: Path) -> None:
    """Words may be unfinished and in any order, accents and case do not matter."""
    write(root / "z.yaml", "z", "xavier-glorot", "café")
    (root / "y.yaml").write_text(
        "format: 1\ndeck: y\ntitle: T\ncards:\n  - {id: accents, front: Naïve Bayes, back: é}\n"
    )
    with Index.open([root]) as index:
        assert [found.id for found in index.search(Query("glo xav"))] == ["xavier-glorot"]
        assert [found.id for found in index.search(Query("naive BAY"))] == ["accents"]
        assert index.search(Query("naive"))[0].snippet == "Naïve Bayes é"
        assert index.search(Query("nonexistentword")) == []


@pytest.mark.parametrize(
    "text", ['"', "(*)", "a OR", "NEAR(", "title:x", "-", "^a", "x*y", "\0", "💥"]
)
def test_search_takes_any_text(root: Path, text: str) -> None:
    """What FTS5 would read as its own language is only ever text."""
    with Index.open([root]) as index:
        assert isinstance(index.search(Query(text)), list)


def test_filters_narrow_the_search(root: Path) -> None:
    """Each filter keeps cards with any of its values; together they keep what passes all."""
    with Index.open([root]) as index:
        assert {
            found.deck
            for found in index.search(
                Query(
                    decks=(
                        "d001",
                        "d002",
                    )
                )
            )
        } == {"d001", "d002"}
        assert {found.kind for found in index.search(Query(kinds=("choice",)))} == {"choice"}
        screens = index.search(
            Query(
                "slope",
                levels=("screen",),
                tags=(
                    "relu",
                    "none",
                ),
            )
        )
        assert screens
        assert {(found.level, found.kind) for found in screens} == {("screen", "flashcard")}
        assert len(index.search(Query(), limit=3, offset=2)) == 3
        assert index.tags()[0] == ("relu", 4 * (CARDS - 5))


def test_an_unknown_card_suggests_the_nearest(root: Path) -> None:
    """A mistyped id is answered with the one that was meant; a formula's id gives its cards."""
    with Index.open([root]) as index:
        with pytest.raises(ActquizError, match="did you mean 'd000-3'"):
            index.entry("d00-3")
        assert [entry.id for entry in index.entries("d000-10")] == [
            "d000-10.formula",
            "d000-10.slope",
        ]
        place = index.place("d000-10")
        assert place
        assert place.line == index.entry("d000-10.slope").line


def test_big_files_share_positions_with_nobody(tmp_path: Path) -> None:
    """Positions of neighbouring files do not meet, whatever their sizes."""
    make_decks(tmp_path / "big", cards=600, files=2)
    (tmp_path / "big" / "d0005.yaml").write_text(deck_text("between", 30))
    with Index.open([tmp_path / "big"]) as index:
        positions = [index.entry(card_id).position for card_id in ids(index)]
        assert positions == sorted(set(positions))
