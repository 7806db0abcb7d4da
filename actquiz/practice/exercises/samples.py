"""What is known to be right and wrong of an exercise: files to check its checks with.

``solution.py`` and ``right/*.py`` are to pass. ``starter.py`` and ``wrong/*.py`` are not, and a
wrong file says which property is to find its mistake::

    # eps is added outside the root.
    # fails: biased variance

Learners see none of this but the starter and the solution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from actquiz.bank.deck_reading import read_text
from actquiz.errors import ActquizError, Location, Problem
from actquiz.practice.exercises.catalogue import Exercise
from actquiz.practice.exercises.judging import FileChecker
from actquiz.practice.exercises.process import Process
from actquiz.practice.exercises.report import CheckReport, Trouble

_FAILS = "# fails: "


@dataclass(frozen=True, slots=True)
class Sample:
    """One file whose verdict is known."""

    exercise: Exercise
    path: Path
    right: bool
    fails: str = ""
    """Words of the property that a wrong one fails; empty: any property will do."""

    def content(self) -> bytes:
        """All that the verdict rests on, apart from the program: the checks and the file."""
        checks = (self.exercise.folder / "checks.py").read_bytes()
        said = f"{self.exercise.functions} {self.right} {self.fails}".encode()
        return b"\0".join((said, checks, self.path.read_bytes()))


def samples(exercise: Exercise) -> Iterator[Sample]:
    """All files of an exercise whose verdict is known. Raises ActquizError for a bad header."""
    folder = exercise.folder
    yield Sample(exercise, folder / "solution.py", True)
    yield Sample(exercise, folder / "starter.py", False)
    for path in sorted(folder.glob("right/*.py")):
        _header(path, "say in a first comment what is unusual about it")
        yield Sample(exercise, path, True)
    for path in sorted(folder.glob("wrong/*.py")):
        fix = f"say in a comment what is wrong; then '{_FAILS}' and words of the property"
        _, fails = _header(path, fix)
        if not fails.startswith(_FAILS):
            what = "it does not say which property it fails"
            raise ActquizError(what, fix=fix, where=Location(path, 2))
        yield Sample(exercise, path, False, fails.removeprefix(_FAILS).strip())


def try_sample(sample: Sample, *, start: Callable[[], Process] = Process) -> Problem | None:
    """Check one file; what is wrong with the exercise if the verdict is not the known one."""
    with FileChecker(start=start) as bench:
        found = _right(sample, bench) if sample.right else _wrong(sample, bench)
    return found and found.at(Location(sample.path, 1), owner=sample.exercise.id)


def _right(sample: Sample, bench: FileChecker) -> Problem | None:
    report = bench.report(sample.exercise, sample.path)
    if report.trouble is None:
        return None
    broken = next((one.sentence for one in report.results if one.held is False), "")
    what = f"a right solution is rejected: {_said(report.trouble)}"
    return Problem(what, f"mend the property in checks.py: “{broken}”" if broken else "")


def _wrong(sample: Sample, bench: FileChecker) -> Problem | None:
    sentences: list[str] = []
    for event in bench.check(sample.exercise, sample.path):
        if isinstance(event, CheckReport):
            return _not_found(sample, event, sentences)
        sentences.append(event.sentence)
        if event.trouble and sample.fails in event.sentence:
            # What comes after it says no more.
            if event.trouble.call or event.trouble.line:
                return None
            what = f"the message names neither a call nor a line: {event.trouble.what}"
            return Problem(what, "let the property say how it was got: call=…")
    return None


def _not_found(sample: Sample, report: CheckReport, sentences: list[str]) -> Problem | None:
    """A wrong file has not failed the property that it should."""
    if report.trouble is None:
        return Problem("a wrong solution passes", "let a property in checks.py find the mistake")
    if not sample.fails:
        return None
    if not any(sample.fails in sentence for sentence in sentences):
        what = f"no property has the words “{sample.fails}” in its sentence"
        return Problem(what, f"take the words of one of these: {' '.join(sentences)}")
    what = f"it fails another property than “{sample.fails}”: {_said(report.trouble)}"
    return Problem(what, "name the property that should find it, or let that one find it")


def _said(trouble: Trouble) -> str:
    parts = (trouble.what, trouble.call, trouble.got and f"got {trouble.got}")
    return "; ".join(filter(None, parts))


def _header(path: Path, fix: str) -> tuple[str, str]:
    """The first two lines, of which the first must be a comment."""
    first, second, *_ = [*read_text(path).split("\n", 2), ""]
    if not first.startswith("# ") or first.startswith(_FAILS):
        raise ActquizError("it has no comment on its first line", fix=fix, where=Location(path, 1))
    return first, second
