"""The store: nothing is lost, nothing is half written, and every failure says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from actquiz import clock
from actquiz.errors import ActquizError
from actquiz.memory import database, schema
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Memory, Parameters, Phase
from actquiz.memory.rows import DeckPlace, Recorded
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Stale, Store

SCHEDULER = Scheduler()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE = timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a store, with the clock at noon."""
    set_clock(monkeypatch, NOON)
    return tmp_path / "home" / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new store."""
    with Store.open(path) as opened:
        yield opened


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Stop the clock at ``moment``."""
    monkeypatch.setenv("ACTQUIZ_NOW", moment.astimezone(UTC).isoformat())


def review(store: Store, card_id: str = "card", grade: Grade = Grade.GOOD) -> Recorded:
    """Give one grade now."""
    return store.record(
        card_id,
        grade,
        scheduler=SCHEDULER,
        moment=clock.now(),
        offset=HERE,
        seen=store.memory(card_id),
        duration=timedelta(seconds=4),
    )


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = {
        name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for (name,) in tables
    }
    connection.close()
    return found


def test_a_review_is_there_after_opening_again(path: Path) -> None:
    """Memory and history survive closing the store, exactly."""
    with Store.open(path) as store:
        recorded = review(store, grade=Grade.EASY)
    with Store.open(path) as store:
        assert store.memory("card") == recorded.scheduled.memory
        (past,) = store.history("card")
        assert (past.id, past.grade, past.kind) == (recorded.id, Grade.EASY, Phase.NEW)
        assert (past.moment, past.offset, past.day) == (NOON, HERE, date(2026, 3, 2))
        assert past.duration == timedelta(seconds=4)
        assert store.parameters()[past.scheduler] == SCHEDULER.parameters


def test_a_card_never_seen_has_no_memory(store: Store) -> None:
    """An unknown card is known to be new."""
    assert store.memory("nobody") is None
    assert store.history("nobody") == []


def test_undo_restores_the_row_exactly(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a review and its undo every derived table is as it was."""
    with Store.open(path) as store:
        review(store, grade=Grade.EASY)
        store.flag("card")
        before = contents(path)
        set_clock(monkeypatch, NOON + timedelta(days=9))
        review(store, grade=Grade.AGAIN)
        assert store.undo()
    after = contents(path)
    assert after["state"] == before["state"]


def test_undo_reaches_back_over_restarts_to_the_very_first_review(path: Path) -> None:
    """Every review can be undone, the last one first; then there is nothing left to undo."""
    for card_id in ("one", "two", "three"):
        with Store.open(path) as store:
            review(store, card_id)
    with Store.open(path) as store:
        undone = [store.undo() for _ in range(4)]
        assert [past.card_id if past else None for past in undone] == ["three", "two", "one", None]
        assert all(store.memory(card_id) is None for card_id in ("one", "two", "three"))


def test_an_undone_review_stays_in_the_history(store: Store) -> None:
    """Undo marks a review and deletes nothing."""
    review(store)
    store.undo()
    (past,) = store.history("card")
    assert past.undone == NOON


def test_reviews_can_be_neither_deleted_nor_changed(store: Store) -> None:
    """The database itself refuses to forget or to rewrite a review."""
    review(store)
    for statement in ("DELETE FROM review", "UPDATE review SET grade = 4"):
        with pytest.raises(sqlite3.IntegrityError), store.changing() as connection:
            connection.execute(statement)
    assert store.history("card")[0].grade is Grade.GOOD


def test_a_card_graded_in_another_window_is_not_graded_twice(path: Path) -> None:
    """A grade for a memory that is no longer the card's is refused and changes nothing."""
    with Store.open(path) as here, Store.open(path) as there:
        seen = here.memory("card")
        review(there)
        with pytest.raises(Stale):
            here.record(
                "card", Grade.AGAIN, scheduler=SCHEDULER, moment=NOON, offset=HERE, seen=seen
            )
        assert len(here.history("card")) == 1


def test_marks_are_kept_apart_from_what_is_derived(store: Store) -> None:
    """Suspending, burying and flagging touch no memory, and undo touches none of them."""
    review(store)
    store.suspend("card")
    store.flag("card")
    store.bury("card", date(2026, 3, 3))
    store.undo()
    card = store.card("card")
    assert (card.suspended, card.flagged, card.buried_until) == (True, True, date(2026, 3, 3))
    assert card.memory is None
    store.suspend("card", False)
    store.bury("card", None)
    assert store.card("card")[2:] == (False, True, None)


def test_a_clock_set_back_is_refused_with_both_times(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A review by a clock behind the last review is refused; the store stays as it is."""
    review(store)
    before = contents(store.path)
    set_clock(monkeypatch, NOON - timedelta(days=30))
    with pytest.raises(ActquizError, match=r"2026-01-31 12:00 UTC.*2026-03-02 12:00 UTC") as caught:
        review(store, "other")
    assert "clock" in caught.value.fix
    assert contents(store.path) == before


def test_a_clock_corrected_by_seconds_is_no_matter(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few seconds back count as no time at all, and reviews stay in order."""
    review(store)
    set_clock(monkeypatch, NOON - timedelta(seconds=5))
    again = review(store).scheduled.memory
    assert again.last_review == NOON + timedelta(milliseconds=1)


def test_reviews_by_a_clock_that_was_ahead_can_be_undone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After undoing the review from the future, reviewing goes on."""
    set_clock(monkeypatch, NOON + timedelta(days=3650))
    review(store)
    set_clock(monkeypatch, NOON)
    with pytest.raises(ActquizError, match="behind your last review"):
        review(store)
    store.undo()
    assert review(store).scheduled.memory.last_review == NOON


def test_ids_of_reviews_are_unique_and_sort_by_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids made on any machine can be merged: none is alike, and their order is that of time."""
    ids = []
    for minute in range(20):
        set_clock(monkeypatch, NOON + timedelta(minutes=minute))
        ids.append(review(store, f"card-{minute}").id)
    assert sorted(set(ids)) == ids


def test_each_review_keeps_the_parameters_it_was_made_with(store: Store) -> None:
    """Changing the settings does not change what past reviews lead to."""
    review(store)
    strict = Scheduler(Parameters(retention=0.95))
    store.record(
        "card", Grade.EASY, scheduler=strict, moment=NOON, offset=HERE, seen=store.memory("card")
    )
    first, second = store.history("card")
    parameters = store.parameters()
    assert (parameters[first.scheduler].retention, parameters[second.scheduler].retention) == (
        0.9,
        0.95,
    )


def test_a_full_disk_loses_nothing(store: Store) -> None:
    """When there is no room the review is refused as a whole, and later ones work again."""
    review(store)
    with store.reading("PRAGMA page_count") as rows:
        (pages,) = rows.fetchone()
    with store.reading(f"PRAGMA max_page_count = {pages}"):
        pass
    before = contents(store.path)
    with pytest.raises(ActquizError, match="disk is full") as caught:
        review(store, "a long name " * 10_000)
    assert "room" in caught.value.fix
    assert contents(store.path) == before
    with store.reading("PRAGMA max_page_count = 1000000"):
        pass
    assert review(store, "later").id


def test_a_locked_database_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes for long, the grade is refused and can be given again."""
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with Store.open(path) as store:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ActquizError, match="another program"):
            review(store)
        other.execute("ROLLBACK")
        other.close()
        assert review(store).id


def test_a_database_from_a_newer_version_is_left_untouched(path: Path) -> None:
    """The file is refused before a byte of it or a file beside it changes."""
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ActquizError, match="newer") as caught:
        Store.open(path)
    assert "update" in caught.value.fix
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("bad", [b"not a database at all" * 100, b"SQLite format 3\0", b"x"])
def test_a_file_that_is_no_database_is_left_untouched(path: Path, bad: bytes) -> None:
    """A damaged file is named with the way to bring back a backup, and not overwritten."""
    path.parent.mkdir(parents=True)
    path.write_bytes(bad)
    with pytest.raises(ActquizError, match="damaged") as caught:
        Store.open(path)
    assert "restore" in caught.value.fix
    assert path.read_bytes() == bad


def test_damage_inside_the_file_is_named(path: Path) -> None:
    """Pages overwritten with rubbish give a message about damage, not a crash."""
    with Store.open(path) as store:
        for number in range(200):
            review(store, f"card-{number}")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(ActquizError, match="damaged"), Store.open(path) as store:
        review(store, "card-7")


def test_an_empty_file_where_backups_exist_is_not_taken_for_a_beginner(path: Path) -> None:
    """Progress cut to nothing is an error that names the backups, not a fresh start."""
    with Store.open(path) as store:
        review(store)
    path.write_bytes(b"")
    with pytest.raises(ActquizError, match="empty") as caught:
        Store.open(path)
    assert "restore" in caught.value.fix


@contextmanager
def not_the_administrator() -> Iterator[None]:
    """The administrator may write everywhere: become nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_may_not_be_written_to_is_named(path: Path) -> None:
    """A read-only folder gives a message, and the reviews in it stay as they are."""
    with Store.open(path) as store:
        review(store)
    before = path.read_bytes()
    folder = path.parent
    folder.parent.chmod(0o755)
    for above in folder.parents:
        if above.name.startswith("pytest-"):
            above.chmod(0o755)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        with not_the_administrator(), pytest.raises(ActquizError) as caught:
            Store.open(path)
    finally:
        folder.chmod(0o755)
    assert "writable" in caught.value.fix
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file where the folder should be gives a message with the way out."""
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(ActquizError, match="cannot be") as caught:
        Store.open(tmp_path / "home" / "progress.db")
    assert "ACTQUIZ_HOME" in caught.value.fix


def test_a_migration_keeps_the_reviews_and_makes_a_backup_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step to a newer version changes the tables; the old file is among the backups."""
    with Store.open(path) as store:
        review(store)
    step = "ALTER TABLE review ADD COLUMN place TEXT;\nCREATE TABLE more (a, b);"
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, step])
    monkeypatch.setattr(database, "MIGRATIONS", schema.MIGRATIONS)
    shutil.rmtree(path.parent / "backups")
    with Store.open(path) as store:
        assert len(store.history("card")) == 1
        with store.reading("PRAGMA user_version") as rows:
            assert rows.fetchone() == (len(schema.MIGRATIONS),)
    (copy,) = (path.parent / "backups").glob(f"*before-version-{len(schema.MIGRATIONS)}.db")
    assert database.version_of(copy) == len(schema.MIGRATIONS) - 1


def test_a_migration_that_fails_leaves_the_old_version(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a step fails in the middle, nothing of it is there afterwards."""
    with Store.open(path) as store:
        review(store)
    before = contents(path)
    step = "CREATE TABLE more (a, b);\nINSERT INTO nowhere VALUES (1);"
    monkeypatch.setattr(database, "MIGRATIONS", [*schema.MIGRATIONS, step])
    with pytest.raises(sqlite3.OperationalError):
        Store.open(path)
    assert contents(path) == before
    assert database.version_of(path) == len(schema.MIGRATIONS)


def test_memory_read_back_is_the_memory_written(store: Store) -> None:
    """Every field survives the way through the database to the last bit."""
    memory = Memory(
        Phase.RELEARNING,
        1,
        0.1 + 0.2,
        1 / 3 + 5,
        NOON + timedelta(milliseconds=1),
        date(2026, 3, 4),
        NOON,
        date(2026, 3, 2),
        17,
        3,
    )
    with store.changing():
        store.put_memory("card", memory, DeckPlace("deck", "formula"))
    assert store.memory("card") == memory
