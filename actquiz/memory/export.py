"""Progress for other machines: every event this machine knows, those of others too.

Any one of the files so brings everything back.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actquiz.errors import ActquizError
from actquiz.memory.event_files import SUFFIX, Journal, read
from actquiz.memory.event_lines import (
    FORMAT,
    Head,
    LessonRow,
    MarkRow,
    ReviewRow,
    encode,
    fingerprint,
    lesson_line,
    mark_line,
    review_line,
    scheduler_line,
    undo_line,
)
from actquiz.memory.store import Store


@dataclass(frozen=True, slots=True)
class Export:
    """What a progress file is to hold."""

    data: bytes
    added: int
    """Lines that were not in the file before."""
    events: int
    """All it holds, in both cases without the scheduler's parameters."""


def file_for(store: Store, path: Path) -> Path:
    """``path`` itself if it names a progress file, else this machine's file in that folder.

    Raise ``ActquizError`` for the name of another sort of file.
    """
    if path.suffix == SUFFIX and not path.is_dir():
        return path
    if path.is_file() or (path.suffix and not path.exists()):
        fix = f"name a folder, or a file that ends in {SUFFIX}"
        raise ActquizError(f"{path} is not the name of a progress file", fix=fix)
    return path / f"{_device(store)}{SUFFIX}"


def export(store: Store, path: Path) -> Export:
    """What the file at ``path`` is to hold: its lines as they are, and below them what is new.

    The same events give the same bytes in a new file, on any machine. Raise ``ActquizError`` if
    the file is not one of ours.
    """
    known, kept = Journal(), b""
    if path.exists():
        known, kept = read([path]), path.read_bytes()
    if known.cut:
        # It was written here, and not to its end: what is missing is in the store.
        kept = kept[: kept.rfind(b"\n") + 1]
    elif kept and not kept.endswith(b"\n"):
        kept += b"\n"
    if kept:
        # Below it stand lines that only this format knows: an older program is to say so.
        kept = encode(Head(FORMAT)) + kept[kept.index(b"\n") :]
    lines = [] if kept else [encode(Head(FORMAT))]
    used, events = _missing(store, known)
    lines += [scheduler_line(text) for name, text in sorted(used.items())]
    lines += events
    there = len(known.reviews) + len(known.undone) + len(known.marks) + len(known.lessons)
    return Export(kept + b"".join(line + b"\n" for line in lines), len(events), there + len(events))


def _missing(store: Store, known: Journal) -> tuple[dict[str, str], list[bytes]]:
    """Parameters (by fingerprint) and lines that the file lacks, in the events' order."""
    names, used = {}, {}
    with store.reading("SELECT id, parameters FROM scheduler") as rows:
        for number, text in rows:
            names[number] = (fingerprint(text), text)
    events: list[bytes] = []
    for id_, row, number, undone in _reviews(store, names):
        if id_ not in known.reviews:
            events.append(review_line(id_, row))
            name, text = names[number]
            if name not in known.schedulers:
                used[name] = text
        if undone is not None and undone < known.undone.get(id_, undone + 1):
            events.append(undo_line(id_, undone))
    with store.reading("SELECT id, card_id, moment, what, value FROM mark ORDER BY id") as rows:
        events += [mark_line(id_, MarkRow(*row)) for id_, *row in rows if id_ not in known.marks]
    sql = "SELECT id, lesson, moment, section, read FROM lesson ORDER BY id"
    with store.reading(sql) as rows:
        events += [
            lesson_line(id_, LessonRow(*row)) for id_, *row in rows if id_ not in known.lessons
        ]
    return used, events


def _reviews(
    store: Store, names: dict[int, tuple[str, str]]
) -> Iterator[tuple[str, ReviewRow, int, int | None]]:
    sql = (
        "SELECT id, card_id, moment, offset, grade, duration, kind, scheduler, undone FROM review "
        "ORDER BY id"
    )
    with store.reading(sql) as rows:
        for id_, *row, number, undone in rows:
            yield id_, ReviewRow(*[*row, names[number][0]]), number, undone


def _device(store: Store) -> str:
    """What this machine calls its file: drawn once, then kept with the progress."""
    with store.changing() as connection:
        found = connection.execute("SELECT name FROM device").fetchone()
        if found is None:
            host = re.sub(r"[^a-z0-9]+", "-", platform.node().lower()).strip("-")[:32]
            found = (f"{host or 'machine'}-{os.urandom(4).hex()}",)
            connection.execute("INSERT INTO device VALUES (?)", found)
    name: str = found[0]
    return name
