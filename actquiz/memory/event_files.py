"""Progress files read: what they hold together, or the line at which one cannot be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from actquiz.errors import ActquizError, Location
from actquiz.memory.event_lines import (
    FORMAT,
    EventLine,
    Head,
    LessonLine,
    LessonRow,
    MarkLine,
    MarkRow,
    ReviewLine,
    ReviewRow,
    SchedulerLine,
    UndoLine,
    decode,
    encode,
)
from actquiz.memory.scheduler import scheduler_for

SUFFIX = ".jsonl"
_LARGEST = 1 << 30
_LONGEST = 1 << 16
_Row = TypeVar("_Row", ReviewRow, MarkRow, LessonRow)
_HEADS = [encode(Head(number)) for number in range(1, FORMAT + 1)]
_FOREIGN = "this is not a progress file of actquiz"


@dataclass(slots=True)
class Journal:
    """Events by their id; the order in which they were read leaves no trace."""

    schedulers: dict[str, str] = field(default_factory=dict)
    """Fingerprint to the parameters' JSON."""
    reviews: dict[str, ReviewRow] = field(default_factory=dict)
    undone: dict[str, int] = field(default_factory=dict)
    """When a review was taken back; the first time counts."""
    marks: dict[str, MarkRow] = field(default_factory=dict)
    lessons: dict[str, LessonRow] = field(default_factory=dict)
    cut: list[Location] = field(default_factory=list)
    """Last lines that were not there to their end: a file still on its way."""

    def take(self, line: EventLine, where: Location) -> None:
        """Add an event.

        Raise ``ValueError`` if it cannot be, ``ActquizError`` if its id is known for another one.
        """
        if isinstance(line, SchedulerLine):
            parameters = line.parameters()
            try:
                scheduler_for(parameters)
            except ActquizError as error:
                raise ValueError(error.what) from None
            self.schedulers[line.id] = parameters.to_json()
        elif isinstance(line, ReviewLine):
            if line.scheduler not in self.schedulers:
                raise ValueError("the scheduler it names has no line above it")
            _add(self.reviews, line.id, line.row(), where)
        elif isinstance(line, UndoLine):
            moment = line.moment()
            self.undone[line.review] = min(moment, self.undone.get(line.review, moment))
        elif isinstance(line, MarkLine):
            _add(self.marks, line.id, line.row(), where)
        elif isinstance(line, LessonLine):
            _add(self.lessons, line.id, line.row(), where)
        else:
            raise ValueError("a second beginning in one file")


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files themselves, and all progress files in the folders.

    Raise ``ActquizError`` for what is not there and for a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise ActquizError("there is no such file or folder", fix=_FIX, where=Location(path))
        inside = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
        inside = [one for one in inside if one.is_file()]
        if not inside:
            what = f"there is no progress file (*{SUFFIX}) here"
            raise ActquizError(what, fix=_FIX, where=Location(path))
        found += inside
    return found


_FIX = "'actquiz progress export' writes one, on the other machine"


def read(paths: Sequence[Path]) -> Journal:
    """All events of the files. Raise ``ActquizError`` with file and line for a damaged one."""
    journal = Journal()
    for path in paths:
        read_into(journal, path)
    return journal


def read_into(journal: Journal, path: Path) -> None:
    """Add a file's events.

    A last line that was cut off is noted and left for the next time; any other line that is not
    ours refuses the file.
    """
    for number, line, ended in _lines(path):
        where = Location(path, number)
        try:
            event = decode(line)
            if number == 1:
                _begin(event, where)
            else:
                journal.take(event, where)
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
            if not ended and (number > 1 or _begins_head(line)):
                journal.cut.append(where)
            elif number == 1:
                fix = "name only files that 'actquiz progress export' wrote"
                raise ActquizError(_FOREIGN, fix=fix, where=where) from None
            else:
                raise _damaged(line, str(error), where) from None


def _lines(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Number, text and whether it ends as a line should; an empty file has one, cut off."""
    number, line = 0, b""
    try:
        if path.stat().st_size > _LARGEST:
            raise ActquizError(_FOREIGN, fix="it is too large for one", where=Location(path))
        with path.open("rb") as file:
            while line := file.readline(_LONGEST):
                number += 1
                ended = line.endswith(b"\n") or len(line) == _LONGEST
                yield number, line.rstrip(b"\r\n"), ended
    except OSError as error:
        what = f"this cannot be read: {error.strerror}"
        raise ActquizError(what, fix="check the file", where=Location(path)) from None
    if not number:
        yield 1, b"", False


def _begins_head(line: bytes) -> bool:
    """Whether a first line is one of ours that has not arrived to its end."""
    return any(head.startswith(line) for head in _HEADS)


def _begin(event: EventLine, where: Location) -> None:
    if not isinstance(event, Head):
        raise ValueError
    if event.format > FORMAT:
        raise ActquizError(
            f"this progress file is from a newer actquiz (format {event.format}, this one knows "
            f"{FORMAT})",
            fix="update actquiz on this machine",
            where=where,
        )


def _add(known: dict[str, _Row], id_: str, row: _Row, where: Location) -> None:
    if known.setdefault(id_, row) != row:
        raise changed(id_, where)


def changed(id_: str, where: Location) -> ActquizError:
    """The message for an event that differs from the one known under its id."""
    return ActquizError(
        f"{id_} is known as something else: somebody changed this line; nothing was merged",
        fix="take the file from the machine that wrote it",
        where=where,
    )


def _damaged(line: bytes, reason: str, where: Location) -> ActquizError:
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>")):
        return ActquizError(
            "git left a conflict here; nothing was merged",
            fix="keep the lines of both sides, in any order, and remove git's three marks",
            where=where,
        )
    return ActquizError(
        f"this line is damaged ({reason}); nothing was merged",
        fix="take the file from the machine that wrote it, or remove the line",
        where=where,
    )
