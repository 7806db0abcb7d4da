"""Backups, restoring, and the doctor, from the functions and from the command line."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from make_history import make_history

from actquiz import clock, paths
from actquiz.cli.main import run
from actquiz.errors import ActquizError
from actquiz.memory import backup, doctor
from actquiz.memory import restore as restoration
from actquiz.memory.grade import Grade
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Store

SCHEDULER = Scheduler()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder of our own, with the clock at noon."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_NOW", NOON.isoformat())
    return tmp_path / "home"


def review(store: Store, card_id: str = "card", grade: Grade = Grade.EASY) -> None:
    """Give one grade now."""
    store.record(
        card_id,
        grade,
        scheduler=SCHEDULER,
        moment=clock.now(),
        offset=timedelta(),
        seen=store.memory(card_id),
    )


def reviewed(path: Path | None = None) -> set[str]:
    """The cards with a review in the store."""
    with Store.open(path) as store, store.reading("SELECT card_id FROM review") as rows:
        return {card_id for (card_id,) in rows}


def test_the_first_reviews_of_a_day_leave_a_backup(home: Path) -> None:
    """Closing the store after reviews makes the day's copy, and only one a day."""
    for card_id in ("one", "two"):
        with Store.open() as store:
            review(store, card_id)
    (copy,) = backup.copies(paths.store_file())
    assert copy.name == "progress-2026-03-02.db"
    assert reviewed(copy) == {"one"}


def test_looking_alone_leaves_no_backup(home: Path) -> None:
    """A store that was only read is closed without a copy."""
    with Store.open() as store:
        store.memory("card")
    assert backup.copies(paths.store_file()) == []


def test_a_week_of_daily_backups_and_a_month_of_weekly_ones_are_kept(home: Path) -> None:
    """After 60 days there are the last 7, and one from each of the 4 weeks before."""
    store = paths.store_file()
    with Store.open() as opened:
        review(opened)
    first = date(2026, 3, 3)
    for number in range(59):
        old = backup.folder(store) / f"progress-{first + timedelta(days=number)}.db"
        old.touch()
    connection = sqlite3.connect(store)
    backup.rotate(connection, store, first + timedelta(days=59))
    connection.close()
    days = sorted(
        date.fromisoformat(path.stem.removeprefix("progress-"))
        for path in (backup.folder(store)).glob("*.db")
    )
    last = first + timedelta(days=59)
    assert days[-7:] == [last - timedelta(days=back) for back in reversed(range(7))]
    weekly = days[:-7]
    assert len(weekly) == 4
    assert len({day.isocalendar()[:2] for day in weekly}) == 4
    assert (days[-7] - weekly[0]).days <= 35


def test_copies_made_by_hand_are_never_rotated_away(home: Path) -> None:
    """Only the dated daily copies are cleared."""
    store = paths.store_file()
    with Store.open() as opened:
        review(opened)
    assert run(["progress", "backup"]) == 0
    connection = sqlite3.connect(store)
    for number in range(10):
        backup.rotate(connection, store, date(2026, 4, 1) + timedelta(days=number))
    connection.close()
    assert (backup.folder(store) / "progress-2026-03-02T120000.db").exists()


def test_backup_and_restore_bring_back_the_reviews(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was backed up is there after restoring; what was there then is itself kept."""
    copy = tmp_path / "copy.db"
    with Store.open() as store:
        review(store, "before")
    assert run(["progress", "backup", str(copy)]) == 0
    with Store.open() as store:
        review(store, "after")
    assert run(["progress", "restore", str(copy)]) == 0
    assert reviewed() == {"before"}
    kept = backup.folder(paths.store_file()) / "progress-before-restore-2026-03-02T120000.db"
    assert str(kept) in capsys.readouterr().out
    assert reviewed(kept) == {"before", "after"}


def test_restore_finds_a_backup_by_its_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name the backups are listed; a listed name, with or without .db, is enough."""
    with Store.open() as store:
        review(store, "before")
    with Store.open() as store:
        review(store, "after")
    assert run(["progress", "restore"]) == 0
    assert "progress-2026-03-02.db" in capsys.readouterr().out
    assert run(["progress", "restore", "progress-2026-03-02"]) == 0
    assert reviewed() == {"before"}


def test_restore_puts_a_damaged_file_aside(home: Path) -> None:
    """A store that cannot be read is replaced, and moved to the backups as it is."""
    with Store.open() as store:
        review(store)
    paths.store_file().write_bytes(b"rubbish" * 1000)
    assert run(["progress", "restore", "progress-2026-03-02"]) == 0
    assert reviewed() == {"card"}
    (aside,) = paths.backups().glob("progress-damaged-*.db")
    assert aside.read_bytes() == b"rubbish" * 1000


def test_restore_makes_a_store_where_there_is_none(home: Path) -> None:
    """On a new machine, a copy from the old one is enough."""
    with Store.open() as store:
        review(store)
    paths.store_file().unlink()
    assert run(["progress", "restore", "progress-2026-03-02"]) == 0
    assert reviewed() == {"card"}


@pytest.mark.parametrize("bad", [b"", b"rubbish" * 1000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_backup_is_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    """A copy that is not whole is refused, and the progress stays as it is."""
    with Store.open() as store:
        review(store)
    (tmp_path / "copy.db").write_bytes(bad)
    assert run(["progress", "restore", str(tmp_path / "copy.db")]) == 2
    assert "copy.db" in capsys.readouterr().err
    assert reviewed() == {"card"}


def test_a_backup_that_does_not_exist_is_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message lists what there is."""
    with Store.open() as store:
        review(store)
    assert run(["progress", "restore", "nothing"]) == 2
    assert "progress-2026-03-02.db" in capsys.readouterr().err


def test_restore_does_not_pull_the_file_from_under_another_window(home: Path) -> None:
    """A window that is open while another one restores goes on with the restored progress."""
    with Store.open() as store:
        review(store, "before")
    with Store.open() as window:
        review(window, "after")
        assert run(["progress", "restore", "progress-2026-03-02"]) == 0
        assert window.memory("after") is None
        review(window, "later")
    assert reviewed() == {"before", "later"}


def test_restore_gives_up_while_another_program_writes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restore that cannot get at the store says so and changes nothing."""
    monkeypatch.setattr(restoration, "PATIENCE", 0.05)
    with Store.open() as store:
        review(store)
    with Store.open() as store:
        review(store, "after")
        with store.changing(), pytest.raises(ActquizError, match="another program"):
            restoration.restore(
                store.path, backup.find(store.path, "progress-2026-03-02"), clock.now()
            )
    assert reviewed() == {"card", "after"}


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup into a place that cannot be is an error, with no half of a file."""
    with Store.open() as store:
        review(store)
    (tmp_path / "file").write_text("")
    assert run(["progress", "backup", str(tmp_path / "file" / "copy.db")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


def test_the_doctor_finds_a_sound_store_sound(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every state follows from its reviews, those undone left out."""
    with Store.open() as store:
        for number in range(20):
            review(store, f"card-{number}", Grade(1 + number % 4))
        store.undo()
        store.suspend("card-3")
    assert run(["progress", "doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["healthy"], report["reviews"], report["cards"]) == (True, 19, 19)


def test_the_doctor_finds_and_repairs_what_does_not_follow(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong state, a lost one, an invented one and wrong counts are found, then put right."""
    with Store.open() as store:
        for card_id in ("wrong", "lost", "right"):
            review(store, card_id)
        store.flag("wrong")
        before = [store.card(card_id) for card_id in ("wrong", "lost", "right", "invented")]
        with store.changing() as connection:
            connection.execute("UPDATE state SET due_day = due_day + 1 WHERE card_id = 'wrong'")
            connection.execute("DELETE FROM state WHERE card_id = 'lost'")
            connection.execute(
                "INSERT INTO state SELECT 'invented', phase, step, stability, difficulty, due, "
                "due_day, last_review, last_day, reviews, lapses, 0, 0, 0, NULL, NULL, deck, grp "
                "FROM state WHERE card_id = 'right'"
            )
            connection.execute("INSERT INTO activity VALUES (1, 2, 3, 4, 5, 6)")
    assert run(["progress", "doctor"]) == 1
    out, err = capsys.readouterr()
    assert all(f"'{name}'" in out for name in ("wrong", "lost", "invented"))
    assert "1 day does not add up" in out
    assert "--repair" in err
    assert run(["progress", "doctor", "--repair"]) == 0
    assert run(["progress", "doctor"]) == 0
    with Store.open() as store:
        after = [store.card(card_id) for card_id in ("wrong", "lost", "right", "invented")]
    assert after == before


def test_the_doctor_needs_progress_to_look_at(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no store, none is made."""
    assert run(["progress", "doctor"]) == 2
    assert run(["progress", "backup"]) == 2
    assert "no progress yet" in capsys.readouterr().err
    assert not home.exists()


def test_a_large_history_replays_to_what_is_kept(home: Path, tmp_path: Path) -> None:
    """A made history of thousands of reviews passes the doctor: its maker and replay agree."""
    index = tmp_path / "index.db"
    with sqlite3.connect(index) as connection:
        connection.execute("CREATE TABLE card (id, deck, grp, position)")
        connection.executemany(
            "INSERT INTO card VALUES (?, 'deck', ?, ?)",
            [(f"card-{n}", f"card-{n - n % 2}", n) for n in range(200)],
        )
    make_history(paths.store_file(), index, 200, 2000, today=date(2026, 3, 2))
    with Store.open() as store:
        report = doctor.examine(store)
    assert report.healthy
    assert report.cards == 200
    assert report.reviews >= 1500
