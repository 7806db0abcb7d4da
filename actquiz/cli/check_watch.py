"""``actquiz check --watch``: what was saved is checked again, in plain lines one below another.

Nothing on the screen moves or is wiped, so that a screen reader follows; Ctrl-C ends it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from actquiz import clock
from actquiz.bank.deck_files import Stamp
from actquiz.cli import diagnostics, output
from actquiz.errors import ActquizError, Problem
from actquiz.text.safe import clean
from actquiz.words import counted

EVERY = 0.25
"""Seconds between two looks; a save is noticed within twice that."""

Look = Callable[[tuple[Path, ...]], list[Problem]]
"""Checks those files, or all there are to check if it is given none."""


class Files:
    """The files as they were when they were last looked at."""

    def __init__(self, find: Callable[[], Iterable[Stamp]]) -> None:
        """``find`` lists them anew."""
        self._find = find
        self._seen = self._now()
        self._coming = self._seen

    def __len__(self) -> int:
        return len(self._seen)

    def changes(self) -> tuple[list[Path], list[Path]]:
        """The files that were saved since, and those that went; a file must have stood still for
        one look, so that no half of it is read.
        """
        now, before = self._now(), self._coming
        self._coming = now
        saved = [
            path for path, stamp in now.items() if stamp == before.get(path) != self._seen.get(path)
        ]
        gone = [path for path in self._seen if path not in now and path not in before]
        for path in gone:
            del self._seen[path]
        self._seen |= {path: now[path] for path in saved}
        return [Path(path) for path in saved], [Path(path) for path in gone]

    def _now(self) -> dict[str, Stamp]:
        return {stamp.path: stamp for stamp in self._find()}


def watch(
    paths: tuple[Path, ...],
    files: Files,
    look: Look,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Check everything once, then what is saved, until Ctrl-C. Returns the exit code."""
    try:
        _say(look(paths), "at the start")
        said = f"watching {counted(len(files), 'file')}; Ctrl-C ends"
        diagnostics.note(said)
        while True:
            sleep(EVERY)
            saved, gone = files.changes()
            for path in gone:
                output.text(f"{_time()} {_name(path)} is gone")
            if saved:
                _again(saved, look)
    except KeyboardInterrupt:
        diagnostics.note("stopped")
    return 0


def _again(saved: list[Path], look: Look) -> None:
    names = ", ".join(_name(path) for path in saved)
    try:
        _say(look(tuple(saved)), names)
    except ActquizError as error:
        # It may be gone again by now: the next save is another one.
        diagnostics.report(error)


def _say(problems: list[Problem], what: str) -> None:
    for problem in problems:
        output.text(clean(str(problem)).replace("\n", " "))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    output.text(f"{_time()} {what}: {found if problems else 'nothing is wrong'}")


def _time() -> str:
    moment = clock.now()
    return f"{moment + clock.local_offset(moment):%H:%M:%S}"


def _name(path: Path) -> str:
    return clean(path.name)
