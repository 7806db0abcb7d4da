"""Checking a learner's file: each property as it is judged, then the report.

    for event in bench.check(exercise, path):   # Result, Result, …, Report
        …

No screen and no terminal in here. ``cancel`` may come from another thread; then the events end
without a report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from actquiz import clock
from actquiz.errors import ActquizError, Location
from actquiz.practice.exercises.catalogue import Exercise
from actquiz.practice.exercises.checks import Property
from actquiz.practice.exercises.learner import Gone, Learner, Wrong
from actquiz.practice.exercises.process import Ended, Limits, Process
from actquiz.practice.exercises.report import CheckReport, PropertyResult, Trouble

_LARGEST = 1 << 20
"""Bytes of a learner's file."""
_LONGEST = 160
"""Characters of a line that is shown."""


class FileChecker:
    """Checks one file at a time. Close it when done."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        spare: bool = False,
        start: Callable[[], Process] = Process,
    ) -> None:
        """``spare``: keep a process waiting, so that the next check starts at once."""
        self._limits = limits or Limits()
        self._start = start
        self._keeps_spare = spare
        self._spare: Process | None = start() if spare else None
        self._running: Process | None = None

    def __enter__(self) -> FileChecker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check(self, exercise: Exercise, path: Path) -> Iterator[PropertyResult | CheckReport]:
        """Judge the file at ``path``. Raises ActquizError if there is none."""
        begun = clock.stopwatch()
        properties = _properties(exercise)
        source, trouble = _source(path)
        results: list[PropertyResult] = []
        printed = ""
        if trouble is None:
            process, self._spare = self._spare or self._start(), None
            self._running = process
            try:
                for result in _judged(process, exercise, path, source, self._limits, properties):
                    if process.cancelled:
                        return
                    if isinstance(result, Trouble):
                        trouble = result
                    else:
                        results.append(result)
                        yield result
                printed = process.printed()
            finally:
                self._running = None
                process.close()
                if self._keeps_spare:
                    self._spare = self._start()
        for one in properties[len(results) :]:
            results.append(PropertyResult(one.sentence, None))
            yield results[-1]
        first = trouble or next((one.trouble for one in results if one.trouble), None)
        seconds = clock.stopwatch() - begun
        yield CheckReport(exercise.id, path, tuple(results), first, printed, seconds)

    def report(self, exercise: Exercise, path: Path) -> CheckReport:
        """The whole check at once."""
        *_, last = self.check(exercise, path)
        assert isinstance(last, CheckReport)
        return last

    def cancel(self) -> None:
        """Stop the check that runs, if one does."""
        if running := self._running:
            running.kill()

    def close(self) -> None:
        """Stop whatever runs or waits."""
        self._keeps_spare = False
        self.cancel()
        if self._spare is not None:
            self._spare.close()
            self._spare = None


def _judged(
    process: Process,
    exercise: Exercise,
    path: Path,
    source: str,
    limits: Limits,
    properties: list[Property],
) -> Iterator[PropertyResult | Trouble]:
    """A result for each property; a trouble if the file cannot even be loaded."""
    # Python counts a form feed as a space, splitlines as the end of a line.
    lines = source.replace("\r\n", "\n").split("\n")
    learner = Learner(process)
    try:
        names = learner.names(process.load(source, path, limits))
    except Ended as ended:
        yield _with_code(ended.trouble, lines)
        return
    except Wrong as wrong:
        yield _with_code(wrong.trouble, lines)
        return
    for name in exercise.functions:
        if name not in names:
            fix = f"define it: def {name}(…):"
            yield Trouble("missing", f"there is no function {name} in your file", fix=fix)
            return
    for one in properties:
        result, gone = _result(one, learner, exercise, lines)
        yield result
        if gone:
            return


def _result(
    one: Property, learner: Learner, exercise: Exercise, lines: list[str]
) -> tuple[PropertyResult, bool]:
    """What became of a property, and whether the process has ended."""
    try:
        one.test(learner)
    except Wrong as wrong:
        trouble = _with_code(wrong.trouble, lines)
        return PropertyResult(one.sentence, False, trouble), isinstance(wrong, Gone)
    except ActquizError:
        raise
    except Exception as error:
        what = f"the check of “{one.sentence}” cannot deal with what your functions return"
        trouble = Trouble("failed", what, got=f"{type(error).__name__}: {error}"[:200])
        return PropertyResult(one.sentence, False, trouble), False
    return PropertyResult(one.sentence, True), False


def _with_code(trouble: Trouble, lines: list[str]) -> Trouble:
    if 0 < trouble.line <= len(lines):
        return replace(trouble, code=lines[trouble.line - 1].strip()[:_LONGEST])
    return trouble


def _source(path: Path) -> tuple[str, Trouble | None]:
    """The file's text, or why it cannot be read as Python."""
    try:
        if not path.is_file():
            raise ActquizError(
                "there is no such file",
                where=Location(path),
                fix=f"'actquiz exercise {path.stem}' writes it",
            )
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise ActquizError(f"cannot be read: {error.strerror}", where=Location(path)) from error
    if len(data) > _LARGEST:
        return "", Trouble("unreadable", "the file is larger than 1 MB")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", Trouble("unreadable", "the file is not UTF-8", line=line, fix="save it as UTF-8")


def _properties(exercise: Exercise) -> list[Property]:
    return [value for value in checks_of(exercise).values() if isinstance(value, Property)]


def checks_of(exercise: Exercise) -> dict[str, Any]:
    """Run the exercise's own ``checks.py``: shipped exercises have one, nothing else does."""
    file = exercise.folder / "checks.py"
    module = ModuleType(f"checks_of_{exercise.id}")
    # Not through an import: that would write a compiled copy beside the content.
    exec(compile(file.read_bytes(), str(file), "exec"), module.__dict__)
    return module.__dict__
