"""Progress of several machines put together: the same everywhere, whatever the order."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz import clock, paths
from actquiz.cli.main import run
from actquiz.errors import ActquizError
from actquiz.memory import doctor, export
from actquiz.memory.event_files import read
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Parameters
from actquiz.memory.merge import merge
from actquiz.memory.rows import new_id
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Store

SCHEDULERS = [Scheduler(), Scheduler(Parameters(retention=0.8, learning_steps=()))]
NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
CARDS = ["formula.a", "exercise:softmax", "one"]

cards = st.sampled_from(CARDS)
action = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0.0, 0.01, 5.0, 16.1, 24.0 * 40])),
    st.tuples(st.just("grade"), cards, st.sampled_from(Grade), st.sampled_from([0, 1])),
    st.tuples(st.just("undo")),
    st.tuples(st.just("suspend"), cards, st.booleans()),
    st.tuples(st.just("flag"), cards, st.booleans()),
    st.tuples(st.just("bury"), cards, st.sampled_from([None, 0, 2])),
    st.tuples(st.just("send")),
    st.tuples(st.just("fetch"), st.booleans()),
)


class Machine:
    """A computer with a clock and a time zone of its own, and a folder shared with others."""

    def __init__(self, home: Path, shared: Path, ahead: float, zone: float) -> None:
        self.shared = shared
        self.now = NOON + timedelta(hours=ahead)
        self.zone = timedelta(hours=zone)
        self.store = Store.open(home / "progress.db")
        self.file = shared / f"{home.name}.jsonl"

    def act(self, name: str, *given: object) -> None:
        """Do one thing a learner may do."""
        os.environ["ACTQUIZ_NOW"] = self.now.isoformat()
        if name == "wait":
            (hours,) = given
            self.now += timedelta(hours=hours)  # type: ignore[arg-type]
        elif name == "grade":
            card_id, grade, scheduler = given
            self.store.record(
                card_id,  # type: ignore[arg-type]
                grade,  # type: ignore[arg-type]
                scheduler=SCHEDULERS[scheduler],  # type: ignore[index]
                moment=self.now,
                offset=self.zone,
                seen=self.store.memory(card_id),  # type: ignore[arg-type]
            )
        elif name == "undo":
            self.store.undo()
        elif name == "bury":
            card_id, days = given
            day = clock.study_day(self.now)
            until = None if days is None else day + timedelta(days=days)  # type: ignore[arg-type]
            self.store.bury(card_id, until)  # type: ignore[arg-type]
        elif name == "send":
            self.file.write_bytes(export.export(self.store, self.file).data)
        elif name == "fetch":
            files = sorted(self.shared.glob("*.jsonl"), reverse=bool(given[0]))
            merge(self.store, read(files), self.shared, self.now)
        else:
            getattr(self.store, name)(*given)

    def state(self) -> list[tuple[object, ...]]:
        """What is kept of every card: the derived half, and what was decided."""
        columns = (
            "card_id, phase, step, stability, difficulty, due, due_day, last_review, last_day, "
            "reviews, lapses, shuffle, suspended, flagged, buried_until, marked"
        )
        with self.store.reading(f"SELECT {columns} FROM state ORDER BY card_id") as rows:
            return rows.fetchall()

    def everything(self) -> bytes:
        """The bytes of a new progress file."""
        return export.export(self.store, self.shared / "not-there").data


@settings(max_examples=60, deadline=None)
@given(
    clocks=st.tuples(*[st.sampled_from([0.0, 0.3, -5.0, 24.0 * 400])] * 3),
    zones=st.tuples(*[st.sampled_from([-10.0, 0.0, 5.5, 14.0])] * 3),
    doings=st.lists(st.tuples(st.integers(0, 2), action), max_size=40),
    order=st.permutations(range(3)),
)
def test_machines_that_merge_agree(
    clocks: tuple[float, ...],
    zones: tuple[float, ...],
    doings: list[tuple[int, tuple[object, ...]]],
    order: list[int],
) -> None:
    """Whatever three machines did and exchanged, in the end all have the same state and bytes."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTQUIZ_NOW", NOON.isoformat())
        shared = Path(folder) / "shared"
        shared.mkdir()
        machines = [
            Machine(Path(folder) / f"machine{n}", shared, clocks[n], zones[n]) for n in range(3)
        ]
        for number, (name, *more) in doings:
            machines[number].act(str(name), *more)
        for number in order:
            machines[number].act("send")
        for number in reversed(order):
            machines[number].act("fetch", number % 2 == 0)
        first = machines[order[0]]
        assert doctor.examine(first.store).healthy
        for other in machines:
            assert other.state() == first.state()
            assert other.everything() == first.everything()
            before = other.file.read_bytes()
            other.act("send")
            assert other.file.read_bytes().startswith(before)
            again = merge(other.store, read([other.file]), shared, other.now)
            assert again.backup is None
        for machine in machines:
            machine.store.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder of our own, with the clock at noon."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_NOW", NOON.isoformat())
    return tmp_path / "home"


def review(card_id: str = "card", grade: Grade = Grade.GOOD) -> None:
    """Give one grade now."""
    with Store.open() as store:
        store.record(
            card_id,
            grade,
            scheduler=SCHEDULERS[0],
            moment=clock.now(),
            offset=timedelta(hours=1),
            seen=store.memory(card_id),
        )


def sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *cards: str) -> Path:
    """The progress file of another machine on which ``cards`` were reviewed."""
    with monkeypatch.context() as patch:
        patch.setenv("ACTQUIZ_HOME", str(tmp_path / "other"))
        for card_id in cards:
            review(card_id)
        assert run(["progress", "export", str(tmp_path / "other.jsonl")]) == 0
    return tmp_path / "other.jsonl"


def reviewed() -> list[str]:
    """The cards with a review, in the store of this machine."""
    if not paths.store_file().exists():
        return []
    with Store.open() as store, store.reading("SELECT card_id FROM review ORDER BY 1") as rows:
        return [card_id for (card_id,) in rows]


def test_a_folder_gets_one_file_for_each_machine(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exports into a folder go to the machine's own file, which keeps its name and only grows."""
    shared = tmp_path / "shared"
    review("one")
    assert run(["progress", "export", str(shared)]) == 0
    (mine,) = shared.glob("*.jsonl")
    before = mine.read_bytes()
    review("two")
    assert run(["progress", "export", str(shared)]) == 0
    assert mine.read_bytes().startswith(before)
    assert len(mine.read_bytes()) > len(before)
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "other"))
    assert run(["progress", "merge", str(shared)]) == 0
    assert run(["progress", "export", str(shared)]) == 0
    assert len(list(shared.glob("*.jsonl"))) == 2
    assert reviewed() == ["one", "two"]


def test_a_merge_makes_a_backup_first_and_keeps_seven(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before something new comes in, what was there is copied; old copies of that sort go."""
    review("here")
    for day in range(9):
        monkeypatch.setenv("ACTQUIZ_NOW", (NOON + timedelta(days=day)).isoformat())
        file = sent(monkeypatch, tmp_path, f"card-{day}")
        assert run(["progress", "merge", str(file)]) == 0
    copies = sorted((home / "backups").glob("*before-merge-*"))
    assert len(copies) == 7
    with Store.open(copies[-1]) as store:
        assert store.memory("card-7")
        assert store.memory("card-8") is None
    capsys.readouterr()
    assert run(["progress", "merge", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["backup"] is None


def test_a_last_line_that_was_cut_off_waits_for_the_next_merge(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file still on its way is merged up to where it is whole, and the rest is named."""
    file = sent(monkeypatch, tmp_path, "one", "two")
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    assert run(["progress", "merge", str(file)]) == 0
    assert f"{file}:4: the last line is cut off" in capsys.readouterr().err
    assert len(reviewed()) == 1
    file.write_bytes(whole)
    assert run(["progress", "merge", str(file)]) == 0
    assert reviewed() == ["one", "two"]


@pytest.mark.parametrize("length", range(0, 900, 60))
def test_a_file_cut_anywhere_is_no_harm(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    """However much of a file has arrived, what is whole of it is merged and nothing else."""
    file = sent(monkeypatch, tmp_path, "one", "two")
    whole = file.read_bytes()
    file.write_bytes(whole[:length])
    assert run(["progress", "merge", str(file)]) == 0
    arrived = whole[: whole[:length].rfind(b"\n") + 1]
    assert len(reviewed()) == arrived.count(b'"is":"review"')


def test_an_export_mends_its_own_cut_off_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this machine did not finish writing is written again."""
    file = sent(monkeypatch, tmp_path, "one", "two")
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    assert sent(monkeypatch, tmp_path).read_bytes() == whole


BAD = {
    "nonsense": b"nonsense",
    "zeros": b"\0" * 40,
    "other fields": b'{"is":"undo","review":"0","more":1}',
    "no such grade": b'{"is":"review","id":"%s","card":"c","at":"2026-03-02T12:00:00.000+00:00",'
    b'"grade":5,"took":0,"phase":0,"scheduler":"0123456789abcdef"}' % (b"0" * 28),
    "no such scheduler": b'{"is":"review","id":"%s","card":"c",'
    b'"at":"2026-03-02T12:00:00.000+00:00","grade":3,"took":0,"phase":0,'
    b'"scheduler":"0123456789abcdef"}' % (b"0" * 28),
    "no time zone": b'{"is":"undo","review":"%s","at":"2026-03-02T12:00:00.000"}' % (b"0" * 28),
    "before 1970": b'{"is":"undo","review":"%s","at":"0001-01-01T00:00:00+00:00"}' % (b"0" * 28),
    "a mark without a fit": b'{"is":"mark","id":"%s","card":"c","at":"2026-03-02T12:00:00+00:00",'
    b'"what":"flagged","value":"2026-03-02"}' % (b"0" * 28),
    "a card with a path": b'{"is":"mark","id":"%s","card":"../c","at":"2026-03-02T12:00:00+00:00",'
    b'"what":"flagged","value":true}' % (b"0" * 28),
    "a second beginning": b'{"is":"actquiz progress","format":1}',
    "weights by nobody": b'{"is":"scheduler","id":"0123456789abcdef","weights":[],"retention":0.9,'
    b'"learning_steps":[],"relearning_steps":[],"max_interval":9,"fuzz":true}',
    "deep": b'{"is":' + b"[" * 20000,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_damaged_line_refuses_the_whole_merge(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    bad: bytes,
) -> None:
    """A line in the middle that nobody wrote is named with file and line; nothing is merged."""
    file = sent(monkeypatch, tmp_path, "one", "two")
    lines = file.read_bytes().splitlines()
    file.write_bytes(b"\n".join([*lines[:3], bad, *lines[3:]]) + b"\n")
    assert run(["progress", "merge", str(file)]) == 2
    assert f"{file}:4: " in (message := capsys.readouterr().err)
    assert "nothing was merged" in message
    assert len(message) < 600
    assert reviewed() == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"Q: What?\nA: That.\n", "is not a progress file"),
        (b"\x89PNG", "is not a progress file"),
        (b'{"is":"actquiz progress","format":99}\n', "from a newer actquiz"),
        (b'{"is":"actquiz progress","format":1}\n<<<<<<< HEAD\n', "git left a conflict"),
        (b'{"is":"actquiz progress","format":1}\n'
         b'{"is":"undo","review":"%s","at":"2026-03-02T12:00:00+00:00"}\n' % (b"0" * 28),
         "was taken back, but it is in none"),
    ],
)  # fmt: skip
def test_foreign_files_are_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, complaint: str
) -> None:
    """What is no progress file, or one that cannot be understood, changes nothing."""
    file = tmp_path / "other.jsonl"
    file.write_bytes(text)
    assert run(["progress", "merge", str(file)]) == 2
    assert complaint in capsys.readouterr().err
    assert reviewed() == []


def test_a_review_that_somebody_changed_is_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two reviews with one id cannot both be true."""
    file = sent(monkeypatch, tmp_path, "one")
    assert run(["progress", "merge", str(file)]) == 0
    file.write_bytes(file.read_bytes().replace(b'"grade":3', b'"grade":4'))
    assert run(["progress", "merge", str(file)]) == 2
    assert "somebody changed this line" in capsys.readouterr().err


def test_an_export_takes_no_other_sort_of_file(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that is neither a folder's nor a progress file's is more likely a slip."""
    review("card")
    (tmp_path / "notes").write_text("mine")
    for name in ("notes", "notes.txt"):
        assert run(["progress", "export", str(tmp_path / name)]) == 2
        assert ".jsonl" in capsys.readouterr().err
    assert (tmp_path / "notes").read_text() == "mine"
    assert not (tmp_path / "notes.txt").exists()


@pytest.mark.parametrize("where", ["nowhere", "empty"])
def test_places_without_progress_are_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    """A folder without a progress file is more likely the wrong folder."""
    (tmp_path / "empty").mkdir()
    assert run(["progress", "merge", str(tmp_path / where)]) == 2
    assert str(tmp_path / where) in capsys.readouterr().err


def test_a_merge_that_fails_changes_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the last step of a merge fails, no review of it is there."""
    review("here")
    file = sent(monkeypatch, tmp_path, "one", "two")
    monkeypatch.setattr("actquiz.memory.merge.replay", lambda *_: 1 / 0)
    with Store.open() as store, pytest.raises(ZeroDivisionError):
        merge(store, read([file]), file, NOON)
    assert reviewed() == ["here"]


def test_a_merge_of_many_reviews_counts_as_one_of_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many come in at once, the counts add up, then and with the next review."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_NOW", NOON.isoformat())
    file = sent(monkeypatch, tmp_path, *"abcdef")
    assert run(["progress", "merge", str(file)]) == 0
    review("a")
    with Store.open() as store:
        assert store.undo()
        assert doctor.examine(store).healthy


def test_undo_takes_back_what_was_graded_here(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later review from another machine is not what a finger slipped on here."""
    review("here")
    monkeypatch.setenv("ACTQUIZ_NOW", (NOON + timedelta(hours=1)).isoformat())
    file = sent(monkeypatch, tmp_path, "there")
    assert run(["progress", "merge", str(file)]) == 0
    with Store.open() as store:
        undone = store.undo()
        assert undone
        assert undone.card_id == "here"
        assert store.undo() is None
        assert doctor.examine(store).healthy


def test_a_clock_ahead_elsewhere_does_not_stop_reviews_here(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After merging reviews from an hour ahead, the same card can be reviewed now."""
    with monkeypatch.context() as patch:
        patch.setenv("ACTQUIZ_NOW", (NOON + timedelta(hours=1)).isoformat())
        file = sent(monkeypatch, tmp_path, "card")
    assert run(["progress", "merge", str(file)]) == 0
    review("card")
    with Store.open() as store:
        assert len(store.history("card")) == 2
        assert doctor.examine(store).healthy


def test_the_doctor_finds_marks_that_nobody_made(home: Path) -> None:
    """Suspended, flagged and buried follow from decisions, and are put right from them."""
    review("card")
    with Store.open() as store:
        store.suspend("other")
        store.bury("other", date(2026, 4, 1))
        assert doctor.examine(store).healthy
        with store.changing() as connection:
            connection.execute("UPDATE state SET suspended = 0 WHERE card_id = 'other'")
            connection.execute("UPDATE state SET flagged = 1 WHERE card_id = 'card'")
        report = doctor.examine(store)
        assert report.mismarked == ("card", "other")
        doctor.repair(store, report)
        assert doctor.examine(store).healthy
        assert store.card("other").suspended


def test_marks_of_an_older_version_travel_too(home: Path, tmp_path: Path) -> None:
    """What was suspended before decisions were kept counts as decided then."""
    from actquiz.memory import database, schema

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "MIGRATIONS", schema.MIGRATIONS[:2])
        database.connect(paths.store_file()).close()
    with sqlite3.connect(paths.store_file()) as old:
        old.execute("INSERT INTO state (card_id, suspended, marked) VALUES ('card', 1, 5)")
    old.close()
    assert run(["progress", "export", str(tmp_path / "all.jsonl")]) == 0
    with Store.open(tmp_path / "new.db") as store:
        merge(store, read([tmp_path / "all.jsonl"]), tmp_path, NOON)
        assert store.card("card").suspended
        assert doctor.examine(store).healthy


def test_ties_between_machines_are_settled_alike(tmp_path: Path) -> None:
    """Two machines that graded one card in the same millisecond agree on which came first."""
    generator = random.Random(1)
    lines = []
    with Store.open(tmp_path / "a.db") as store:
        store.record("card", Grade.GOOD, scheduler=SCHEDULERS[0], moment=NOON,
                     offset=timedelta(), seen=None)  # fmt: skip
        lines = export.export(store, tmp_path / "a").data.splitlines()
    event = json.loads(lines[2])
    for grade in (1, 4, 3):
        event |= {"id": new_id(NOON)[:12] + generator.randbytes(8).hex(), "grade": grade}
        lines.append(json.dumps(event).encode())
    states = []
    for name, chosen in (("x", lines), ("y", [*lines[:2], *reversed(lines[2:])])):
        (tmp_path / f"{name}.jsonl").write_bytes(b"\n".join(chosen) + b"\n")
        with Store.open(tmp_path / f"{name}.db") as store:
            merge(store, read([tmp_path / f"{name}.jsonl"]), tmp_path, NOON)
            states.append(store.memory("card"))
    assert states[0] == states[1]


def test_wrong_weights_are_refused(home: Path, tmp_path: Path) -> None:
    """Parameters under which FSRS gives nonsense come from no actquiz."""
    from actquiz.memory.event_lines import FORMAT, Head, encode, scheduler_line

    text = Parameters(weights=(1e9,) * 21).to_json()
    file = tmp_path / "bad.jsonl"
    file.write_bytes(encode(Head(FORMAT)) + b"\n" + scheduler_line(text) + b"\n")
    with pytest.raises(ActquizError, match=r"bad\.jsonl:2: .*weights are not usable"):
        read([file])
