"""Whatever a learner's file does, one message says what it was; nothing can be forged."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from textwrap import dedent

import pytest
from exercise_bench import make

from actquiz.errors import ActquizError
from actquiz.paths import shipped_content
from actquiz.practice.exercises.judging import FileChecker
from actquiz.practice.exercises.process import Limits
from actquiz.practice.exercises.report import CheckReport, PropertyResult

CHECKS = """
@prop("f(x) is 2x.")
def doubled(learner):
    same(learner.f, lambda x: 2 * x, [np.array([3.0, 4.0])])
"""
QUICK = Limits(seconds=0.5)
HERE = Path(__file__).resolve().parent
SOLUTION = str(shipped_content() / "exercises" / "stable-sigmoid" / "solution.py")


def misdeeds() -> dict[str, tuple[str, str, str, set[int]]]:
    """Name to source, kind of trouble, words of its message, and lines that may be named."""
    _, *blocks = (HERE / "exercise_misdeeds.txt").read_text(encoding="utf-8").split("## ")
    found = {}
    for block in blocks:
        head, _, source = block.partition("\n")
        name, kind, words, lines = head.split(" | ")
        source = source.rstrip("\n") + "\n"
        found[name] = (
            source.replace("SOLUTION", SOLUTION),
            kind,
            words,
            set(map(int, lines.split())),
        )
    return found


MISDEEDS = misdeeds()


def check(folder: Path, source: str, limits: Limits = QUICK) -> CheckReport:
    """The report of a real check, with a process and limits."""
    path = folder / "made.py"
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    with FileChecker(limits=limits) as bench:
        return bench.report(make(folder / "exercise", CHECKS), path)


@pytest.mark.parametrize("name", MISDEEDS)
def test_bad_behaviour_is_told_as_what_it_is(name: str, tmp_path: Path) -> None:
    """Kind, words and line fit; nothing passes, and nothing of ours breaks."""
    source, kind, words, lines = MISDEEDS[name]
    report = check(tmp_path, source)
    assert not report.passed
    assert report.trouble is not None
    assert (report.trouble.kind, words in report.trouble.what) == (kind, True), report.trouble
    assert report.trouble.line in lines
    assert all(result.held is not True for result in report.results)


def test_a_right_file_passes(tmp_path: Path) -> None:
    """What it prints is kept and decides nothing."""
    report = check(tmp_path, "print('✗ nothing holds')\ndef f(x):\n    return 2 * x\n")
    assert report.passed
    assert report.printed == "✗ nothing holds\n"


def test_the_call_that_crashed_is_named(tmp_path: Path) -> None:
    """A crash leaves no traceback, but the judge knows what it had asked."""
    report = check(tmp_path, "import os\ndef f(x):\n    os.abort()\n")
    assert report.trouble is not None
    assert report.trouble.call == "f(np.array([3.0, 4.0]))"
    assert report.trouble.code == "os.abort()"


def test_a_folder_with_other_letters_keeps_the_line(tmp_path: Path) -> None:
    """The line of a loop is known wherever the learner lives."""
    folder = tmp_path / "Müller’s 文件"
    folder.mkdir()
    report = check(folder, "while True:\n    pass\n")
    assert report.trouble is not None
    assert (report.trouble.kind, report.trouble.line > 0) == ("timeout", True)


def test_numpy_and_the_standard_library_are_allowed(tmp_path: Path) -> None:
    """An import that fails for a reason of its own may be caught, too."""
    source = """
        import math, functools, dataclasses, random, sys
        import numpy.linalg
        try:
            import scipy
        except ImportError:
            scipy = None
        def f(x):
            return 2 * x if scipy is None else scipy
    """
    assert check(tmp_path, dedent(source)).passed


def test_the_tests_under_main_do_not_run(tmp_path: Path) -> None:
    """A learner's own trial at the end of the file is left alone."""
    source = "def f(x):\n    return 2 * x\nif __name__ == '__main__':\n    raise SystemExit\n"
    assert check(tmp_path, source).passed


def test_the_learners_folder_is_not_the_working_folder(tmp_path: Path) -> None:
    """What the file writes beside itself is gone afterwards."""
    source = "open('left', 'w').write('x')\ndef f(x):\n    return 2 * x\n"
    assert check(tmp_path, source).passed
    assert not (tmp_path / "left").exists()
    assert not Path("left").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"x = '\xff'\n", "not UTF-8"), (b"#" * (1 << 20) + b"\n", "larger than 1 MB"),
     (b"x = 1\0\n", "null bytes"), (b"(" * 5000, "nested")],
    ids=["latin-1", "too large", "a NUL byte", "too deep"],
)  # fmt: skip
def test_files_that_are_no_programs_are_told(content: bytes, words: str, tmp_path: Path) -> None:
    """A file that cannot even be compiled is one message."""
    path = tmp_path / "made.py"
    path.write_bytes(content)
    with FileChecker(limits=QUICK) as bench:
        report = bench.report(make(tmp_path / "exercise", CHECKS), path)
    assert report.trouble is not None
    assert words in report.trouble.what


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The message says how to begin."""
    with FileChecker() as bench, pytest.raises(ActquizError, match="no such file"):
        bench.report(make(tmp_path / "exercise", CHECKS), tmp_path / "nowhere.py")


def test_a_check_can_be_cancelled_from_another_thread(tmp_path: Path) -> None:
    """The events end, without a report, long before the limit."""
    path = tmp_path / "made.py"
    path.write_text("while True:\n    pass\n", encoding="utf-8")
    begun = threading.Event()

    class Told(FileChecker):
        def cancel_soon(self) -> None:
            begun.wait()
            while self._running is None:
                time.sleep(0.01)
            self.cancel()

    with Told(limits=Limits(seconds=60)) as bench:
        thread = threading.Thread(target=bench.cancel_soon)
        thread.start()
        begun.set()
        assert list(bench.check(make(tmp_path / "exercise", CHECKS), path)) == []
        thread.join()


def test_a_bench_checks_one_file_after_another(tmp_path: Path) -> None:
    """A spare process is ready for the next save; a crash in one check leaves the next alone."""
    exercise = make(tmp_path / "exercise", CHECKS)
    path = tmp_path / "made.py"
    with FileChecker(spare=True, limits=QUICK) as bench:
        for source, passes in (
            ("import os\nos.abort()\n", False),
            ("def f(x):\n    return 2 * x\n", True),
            ("def f(x):\n    return 3 * x\n", False),
        ):
            path.write_text(source, encoding="utf-8")
            *results, report = bench.check(exercise, path)
            assert isinstance(report, CheckReport)
            assert [type(result) for result in results] == [PropertyResult]
            assert report.passed is passes
