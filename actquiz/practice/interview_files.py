"""Where the reports of mock interviews are kept, and what later ones compare themselves with."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actquiz import clock, files, paths
from actquiz.errors import ActquizError

_MARK = "<!-- actquiz interview "
"""A report's first line holds its figures, out of a reader's sight."""


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One answer, as a comparison needs it."""

    card: str
    level: str
    share: float | None
    """From 0 to 1; None: the question was skipped."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One interview as the comparison shows it."""

    day: str
    """Local date and time of its beginning."""
    questions: int
    share: float
    """From 0 to 1: the mean over the questions that were not skipped."""
    deepest: str
    """The hardest level at which an answer was strong; empty if none was."""
    answers: tuple[RecordedAnswer, ...] = ()
    path: Path | None = None
    """The report; None while it is not read from one."""

    def at(self, level: str) -> float | None:
        """The mean share at a level; None where nothing was answered."""
        return mean(answer.share for answer in self.answers if answer.level == level)

    @property
    def skipped(self) -> int:
        """Questions that were left without an answer."""
        return sum(answer.share is None for answer in self.answers)


def mean(shares: Iterable[float | None]) -> float | None:
    """What was skipped is no zero; None if all was."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def mark(this: Earlier) -> str:
    """The report's first line."""
    figures = {name: getattr(this, name) for name in ("day", "questions", "share", "deepest")}
    answers = [[each.card, each.level, each.share] for each in this.answers]
    return f"{_MARK}{json.dumps({**figures, 'answers': answers})} -->"


def earlier() -> list[Earlier]:
    """The interviews whose reports are in the folder, oldest first; other files are left alone."""
    found = []
    for path in sorted(folder().glob("*.md")):
        try:
            with path.open(encoding="utf-8") as file:
                found.append(_read(file.readline(), path))
        except (OSError, ValueError, KeyError, TypeError):
            # Edited by hand, or no report at all: it is the learner's, and nothing to compare.
            continue
    return sorted(found, key=lambda each: (each.day, len(str(each.path)), str(each.path)))


def _read(first: str, path: Path) -> Earlier:
    said = json.loads(first.strip().removeprefix(_MARK).removesuffix("-->"))
    answers = [
        RecordedAnswer(str(card), str(level), None if share is None else float(share))
        for card, level, share in said.get("answers", [])
    ]
    return Earlier(
        str(said["day"]),
        int(said["questions"]),
        float(said["share"]),
        str(said["deepest"]),
        tuple(answers),
        path,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Two interviews side by side: the earlier share, then the later one."""

    whole: tuple[float, float]
    levels: tuple[tuple[str, float | None, float | None], ...]
    """None: nothing was asked at that level."""
    again: tuple[tuple[str, float | None, float | None], ...]
    """Cards asked in both; None: skipped."""


def compare(first: Earlier, then: Earlier, levels: Sequence[str]) -> Compared:
    """How ``then`` stands against ``first``."""
    before = {answer.card: answer.share for answer in first.answers}
    return Compared(
        (first.share, then.share),
        tuple((level, first.at(level), then.at(level)) for level in levels),
        tuple(
            (answer.card, before[answer.card], answer.share)
            for answer in then.answers
            if answer.card in before
        ),
    )


def make_folder() -> None:
    """Raise ``ActquizError`` if no report could be kept, before anybody has said anything."""
    with files.explained(folder()):
        folder().mkdir(parents=True, exist_ok=True)
        if not os.access(folder(), os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def save(text: str, moment: datetime) -> Path:
    """Write the report beside the earlier ones, never over one; where it is."""
    name = f"{moment + clock.local_offset(moment):%Y-%m-%d-%H%M}"
    make_folder()
    for number in range(1, 1000):
        path = folder() / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
        if not path.exists():
            files.save(path, text, force=False)
            return path
    raise ActquizError(f"{folder()} is full of reports of this minute", fix="move some away")


def rewrite(path: Path, text: str) -> None:
    """Put ``text`` in the report's place, whole or not at all."""
    files.save(path, text)


def begin_code(name: str, starter: str) -> Path:
    """Write what a program begins with; where. What was there is in an earlier report."""
    path = folder() / "code" / f"{name}.py"
    files.save(path, starter)
    return path


def folder() -> Path:
    """Where reports are kept."""
    return paths.home() / "interviews"
