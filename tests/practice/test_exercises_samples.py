"""The checks of each exercise against what people really write, and the machine that does that."""

from __future__ import annotations

from pathlib import Path

import pytest
from exercise_bench import InThread, make

from actquiz import paths
from actquiz.cli.main import run
from actquiz.errors import ActquizError, Problem
from actquiz.practice.exercises import catalogue
from actquiz.practice.exercises.catalogue import Exercise, exercises, get
from actquiz.practice.exercises.judging import FileChecker
from actquiz.practice.exercises.samples import samples, try_sample
from actquiz.proofs import exercises as proving
from actquiz.proofs.ledger import Ledger

ALL = exercises()
# What a broken sample does to its numbers, it does with a warning.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

CHECKS = """
@prop("f(x) is 2x.")
def doubled(learner):
    same(learner.f, lambda x: 2 * x, [np.array([3.0, 4.0])])

@prop("f(0) is 0.")
def zero(learner):
    agree(learner.f(0.0), 0.0, call="f(0.0)")
"""


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    """An exercise with a solution and a starter, and no other sample yet."""
    made = make(tmp_path / "made", CHECKS)
    write(made, "solution.py", "def f(x):\n    return 2 * x\n")
    write(made, "starter.py", "def f(x):\n    raise NotImplementedError\n")
    return made


def write(exercise: Exercise, name: str, source: str) -> None:
    path = exercise.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, encoding="utf-8")


def found(exercise: Exercise) -> list[Problem]:
    tried = (try_sample(sample, start=InThread) for sample in samples(exercise))
    return [problem for problem in tried if problem]


def test_every_exercise_is_attacked() -> None:
    """Each exercise has at least three wrong solutions and two unusual right ones."""
    for exercise in ALL:
        assert len(list(exercise.folder.glob("wrong/*.py"))) >= 3, exercise.id
        assert len(list(exercise.folder.glob("right/*.py"))) >= 2, exercise.id


@pytest.mark.parametrize("exercise", ALL, ids=lambda one: one.id)
def test_each_sample_is_judged_as_it_should_be(exercise: Exercise) -> None:
    """Right ones pass; wrong ones fail the property they name, which shows a call or a line."""
    assert [str(problem) for problem in found(exercise)] == []


def test_samples_that_are_judged_rightly_are_no_problem(exercise: Exercise) -> None:
    """A wrong one is found by the property it names, a right one by none."""
    write(
        exercise, "wrong/once.py", "# Not doubled.\n# fails: f(x) is 2x\ndef f(x):\n    return x\n"
    )
    write(exercise, "right/twice.py", "# Added.\ndef f(x):\n    return x + x\n")
    assert found(exercise) == []


@pytest.mark.parametrize(
    ("name", "source", "what", "fix"),
    [
        ("wrong/a.py", "# Right.\n# fails: 2x\ndef f(x):\n    return 2 * x\n",
         "a wrong solution passes", "checks.py"),
        ("right/a.py", "# Wrong.\ndef f(x):\n    return 3 * x\n",
         "a right solution is rejected: the value is wrong; f(np.array([1.0])); got", "2x"),
        ("wrong/a.py", "# Wrong.\n# fails: 5x\ndef f(x):\n    return x\n",
         "no property has the words “5x”", "f(x) is 2x. f(0) is 0."),
        ("wrong/a.py", "# Wrong.\n# fails: f(0)\ndef f(x):\n    return 3 * x\n",
         "it fails another property than “f(0)”", "name the property"),
        ("wrong/a.py", "# Broken.\n# fails: 2x\ndef f(x:\n",
         "it fails another property than “2x”: this is not Python", "name the property"),
        ("starter.py", "def f(x):\n    return 2 * x\n", "a wrong solution passes", "checks.py"),
        ("solution.py", "def f(x):\n    return x\n", "a right solution is rejected", "2x"),
    ],
)  # fmt: skip
def test_a_wrong_verdict_is_a_problem(
    name: str, source: str, what: str, fix: str, exercise: Exercise
) -> None:
    """The file is named, and the property to mend."""
    write(exercise, name, source)
    (problem,) = found(exercise)
    assert problem.where is not None
    assert problem.where.path == exercise.folder / name
    assert what in problem.what
    assert fix in problem.fix


def test_a_message_without_a_call_is_a_problem(tmp_path: Path) -> None:
    """Nobody can mend what is not shown."""
    exercise = make(tmp_path / "made", "@prop('It is 1.')\ndef it(learner):\n    "
                    "expect(learner.f(1.0) == 1, 'it is not 1', call='')\n")  # fmt: skip
    write(exercise, "solution.py", "def f(x):\n    return 1\n")
    write(exercise, "starter.py", "def f(x):\n    return 2\n")
    (problem,) = found(exercise)
    assert "names neither a call nor a line" in problem.what


@pytest.mark.parametrize(
    ("name", "source", "line"),
    [
        ("wrong/a.py", "def f(x):\n    return x\n", 1),
        ("wrong/a.py", "# Not doubled.\ndef f(x):\n    return x\n", 2),
        ("wrong/a.py", "# fails: 2x\ndef f(x):\n    return x\n", 1),
        ("right/a.py", "def f(x):\n    return 2 * x\n", 1),
    ],
)
def test_a_sample_says_what_it_is(name: str, source: str, line: int, exercise: Exercise) -> None:
    """Without its comment a sample is refused, with its place."""
    write(exercise, name, source)
    with pytest.raises(ActquizError) as caught:
        list(samples(exercise))
    assert caught.value.where is not None
    assert (caught.value.where.path, caught.value.where.line) == (exercise.folder / name, line)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder with the exercise stable-sigmoid alone."""
    import shutil

    root = tmp_path / "content" / "exercises"
    shutil.copytree(get("stable-sigmoid").folder, root / "stable-sigmoid")
    monkeypatch.setattr(paths, "shipped_content", lambda: root.parent)
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    return root / "stable-sigmoid"


def test_what_went_through_is_not_run_again(shipped: Path, tmp_path: Path) -> None:
    """Only the sample that changed is tried again; new checks concern all of them."""

    def tried() -> tuple[int, int]:
        ledger = Ledger(tmp_path / "ledger.json", proving.ROOMS)
        report = proving.try_exercises(catalogue.names(), ledger, whole_bank=True)
        assert report.problems == []
        return report.proved, report.remembered

    count = len(list(shipped.glob("*/*.py"))) + 2
    assert tried() == (count, 0)
    assert tried() == (0, count)
    with (shipped / "solution.py").open("a", encoding="utf-8") as file:
        file.write("# another comment\n")
    assert tried() == (1, count - 1)
    with (shipped / "checks.py").open("a", encoding="utf-8") as file:
        file.write("# another comment\n")
    assert tried() == (count, 0)


def test_paths_are_split_into_exercises_and_decks(shipped: Path, tmp_path: Path) -> None:
    """A file of an exercise stands for it, their folder for all; the rest are decks."""
    deck = tmp_path / "deck.yaml"
    assert proving.split([shipped / "wrong", deck]) == (["stable-sigmoid"], [deck])
    assert proving.split([shipped.parent]) == (["stable-sigmoid"], [])


def test_a_jacobian_that_is_built_runs_out_of_memory(tmp_path: Path) -> None:
    """Softmax's Jacobian may be built for short rows; for long ones it is too much memory."""
    path = tmp_path / "softmax-backward.py"
    path.write_text(
        "import numpy as np\n\n\ndef softmax_backward(grad, p):\n"
        "    eye = np.eye(p.shape[-1], dtype=p.dtype)\n"
        "    jacobian = p[..., None] * eye - p[..., :, None] * p[..., None, :]\n"
        "    return (jacobian @ grad[..., None])[..., 0]\n",
        encoding="utf-8",
    )
    with FileChecker() as bench:
        report = bench.report(get("softmax-backward"), path)
    failed = [one for one in report.results if not one.held]
    assert [one.sentence.split(":")[0] for one in failed] == ["A row of 30,000 works"]
    assert failed[0].trouble is not None
    assert failed[0].trouble.kind == "memory"


def test_check_reports_exercises(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong solution that passes is an error of 'actquiz check', with its file."""
    assert run(["check", str(shipped)]) == 0
    assert capsys.readouterr().out.startswith("1 exercise: 0 errors, 0 warnings\n")
    wrong = shipped / "wrong" / "right-after-all.py"
    wrong.write_text(f"# Right.\n# fails: digits\n{(shipped / 'solution.py').read_text()}")
    assert run(["check", str(shipped)]) == 1
    assert capsys.readouterr().out.startswith(f"{wrong}:1: stable-sigmoid: a wrong solution passes")
