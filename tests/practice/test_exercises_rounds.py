"""Exercises on the schedule: rounds, grades, and a day on which they come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from exercise_bench import make
from review_desk import Desk

from actquiz.errors import ActquizError
from actquiz.memory.doctor import examine
from actquiz.memory.exercise_rounds import Round, read_rounds
from actquiz.memory.grade import Grade
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.memory.store import Store
from actquiz.practice.exercises import rounds
from actquiz.practice.exercises.learner_files import file_of
from actquiz.practice.exercises.report import CheckReport, Trouble
from actquiz.practice.exercises.session import Session

NAME = "stable-sigmoid"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A clock that is set, and folders of the test's own."""
    desk = Desk(tmp_path, monkeypatch)
    yield desk
    desk.close()


@pytest.fixture
def store(desk: Desk) -> Iterator[Store]:
    """The learner's progress."""
    with Store.open() as store:
        yield store


def begin(store: Store, folder: Path) -> Session:
    """A session on an exercise of the test's own, begun."""
    exercise = make(folder / "exercise", "")
    (exercise.folder / "starter.py").write_text("# start\n", encoding="utf-8")
    (exercise.folder / "solution.py").write_text("# solved\n", encoding="utf-8")
    session = Session(store, exercise)
    session.begin()
    return session


def report(session: Session, *, passed: bool) -> CheckReport:
    """A report that says so."""
    trouble = None if passed else Trouble("failed", "wrong")
    return CheckReport("made", session.path, (), trouble, "", 0.1)


def test_a_file_that_is_there_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    """Beginning twice leaves the learner's work alone."""
    session = begin(store, tmp_path)
    session.path.write_text("mine\n", encoding="utf-8")
    assert session.begin() is False
    assert session.path.read_text(encoding="utf-8") == "mine\n"


def test_beginning_afresh_keeps_every_old_file(store: Store, tmp_path: Path) -> None:
    """Numbered copies; no number is used twice."""
    session = begin(store, tmp_path)
    kept = []
    for text in ("one\n", "two\n"):
        session.path.write_text(text, encoding="utf-8")
        kept.append(session.begin_afresh())
    assert [path and path.name for path in kept] == ["made.1.py", "made.2.py"]
    assert [path.read_text(encoding="utf-8") for path in kept if path] == ["one\n", "two\n"]
    assert session.path.read_text(encoding="utf-8").endswith("# start\n")


def test_the_task_is_in_the_file(store: Store, tmp_path: Path) -> None:
    """As comments above the starter, so that it can be read while writing."""
    lines = begin(store, tmp_path).path.read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["# Made", "#", "# Do it."]
    assert lines[-1] == "# start"


def test_a_folder_that_cannot_be_written_is_an_error(store: Store, tmp_path: Path) -> None:
    """The message names the file."""
    session = begin(store, tmp_path)
    session.path.unlink()
    session.path.parent.rmdir()
    session.path.parent.write_text("", encoding="utf-8")
    with pytest.raises(ActquizError, match=r"made\.py: this cannot be written"):
        session.begin()


def test_hints_come_one_at_a_time_and_are_remembered(desk: Desk, tmp_path: Path) -> None:
    """After the last there is no further one; a new round begins without any."""
    for taken in (("One.",), ("One.", "Two."), ("One.", "Two.")):
        with Store.open() as store:
            assert begin(store, tmp_path).take_hint() == taken
    with Store.open() as store:
        session = begin(store, tmp_path)
        assert session.hints() == ("One.", "Two.")
        session.begin_afresh()
        assert session.hints() == ()


@pytest.mark.parametrize(
    ("one", "grade"),
    [
        (Round(attempts=1), Grade.EASY),
        (Round(attempts=3), Grade.EASY),
        (Round(attempts=4), Grade.GOOD),
        (Round(attempts=1, hints=1), Grade.GOOD),
        (Round(attempts=1, hints=2), Grade.HARD),
        (Round(attempts=1, solution=True), Grade.AGAIN),
    ],
)
def test_the_grade_follows_from_help_and_attempts(one: Round, grade: Grade) -> None:
    """A look at the solution is forgetting; two hints are hard; many checks are not easy."""
    assert rounds.grade_of(one) is grade


def test_a_pass_is_one_review_and_comes_back_on_its_day(
    desk: Desk, store: Store, tmp_path: Path
) -> None:
    """States: new, started, passed, due, and passed again with a longer interval."""
    assert rounds.standing(store, "made").state == "new"
    session = begin(store, tmp_path)
    assert session.standing.state == "started"
    assert session.count(report(session, passed=False)) is False
    assert session.count(report(session, passed=True)) is True
    assert session.count(report(session, passed=True)) is False
    standing = session.standing
    assert standing.state == "passed"
    assert standing.round.attempts == 3
    assert [review.grade for review in store.history(EXERCISE_PREFIX + "made")] == [Grade.EASY]
    assert standing.memory is not None
    first = standing.memory.due_day - standing.memory.last_day
    assert first > timedelta(days=1)
    desk.go(first)
    assert session.standing.state == "due"
    assert session.is_over
    session.begin_afresh()
    assert session.standing.state == "due"
    assert not session.is_over
    session.count(report(session, passed=True))
    again = session.standing
    assert again.state == "passed"
    assert again.memory is not None
    assert again.memory.due_day - again.memory.last_day > first
    assert examine(store).healthy


def test_the_solution_costs_only_before_passing(store: Store, tmp_path: Path) -> None:
    """Seen before, the pass counts as forgotten; seen afterwards, nothing changes."""
    session = begin(store, tmp_path)
    assert session.solution() == "# solved\n"
    session.count(report(session, passed=True))
    assert store.history(EXERCISE_PREFIX + "made")[-1].grade is Grade.AGAIN
    session.begin_afresh()
    session.count(report(session, passed=True))
    session.solution()
    assert not session.standing.round.solution
    assert store.history(EXERCISE_PREFIX + "made")[-1].grade is Grade.EASY


def test_exercises_stay_out_of_the_review_of_cards(desk: Desk, tmp_path: Path) -> None:
    """A pass takes no new card from the day, is not undone by `u`, and is asked by no session."""
    desk.write("one", ["a", "b"])
    with Store.open() as store:
        session = begin(store, tmp_path)
        before = desk.today()
        session.count(report(session, passed=True))
        assert desk.today().new == before.new
        assert desk.today().streak == 1
        assert store.undo() is None
        memory = session.standing.memory
        assert memory is not None
        desk.go(memory.due_day - memory.last_day)
        assert desk.today().due == 0
        assert examine(store).healthy


def test_only_shipped_exercises_are_due(desk: Desk, store: Store, tmp_path: Path) -> None:
    """One that was passed and is no longer there is kept, and not named."""
    session = begin(store, tmp_path)
    session.count(report(session, passed=True))
    rounds.checked(store, NAME, True)
    assert rounds.due(store) == []
    desk.go(timedelta(days=60))
    assert rounds.due(store) == [NAME]
    assert set(read_rounds(store)) == {"made", NAME}


def test_the_files_are_in_the_learners_folder(desk: Desk, tmp_path: Path) -> None:
    """ACTQUIZ_HOME moves them too."""
    assert file_of(make(tmp_path, "")) == tmp_path / "home" / "exercises" / "made.py"
