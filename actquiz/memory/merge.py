"""Progress from other machines: a union by id, after which everything is derived anew.

The order of files, merging twice, and who merges make no difference to what comes out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from actquiz import clock
from actquiz.errors import ActquizError, Location
from actquiz.memory import card_marks
from actquiz.memory.event_files import Journal, changed
from actquiz.memory.event_lines import LessonRow, MarkRow, ReviewRow, fingerprint
from actquiz.memory.memory import from_milliseconds
from actquiz.memory.replay import replay
from actquiz.memory.store import Store, forget_days

_KEPT = 7
"""Backups made before merges."""
_MANY = 1000
"""Reviews from which on it is quicker to count everything anew."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought."""

    reviews: int = 0
    undone: int = 0
    marks: int = 0
    lessons: int = 0
    """Steps in reading lessons."""
    backup: Path | None = None
    """None: there was nothing new, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class _News:
    """What a journal holds and the store does not."""

    reviews: dict[str, ReviewRow]
    undone: dict[str, int]
    marks: dict[str, MarkRow]
    lessons: dict[str, LessonRow]

    def __bool__(self) -> bool:
        return bool(self.reviews or self.undone or self.marks or self.lessons)


def merge(
    store: Store,
    journal: Journal,
    where: Path,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Merged:
    """Put the journal's events among the store's, after a backup; all of them or none.

    Raise ``ActquizError``, naming ``where``, if an event contradicts one that is known.
    ``progress`` is told (cards derived, cards in all).
    """
    news = _news(store, journal, where)
    if not news:
        return Merged()
    copy = store.back_up(f"before-merge-{now:%Y-%m-%dT%H%M%S}")
    with store.changing() as connection:
        # Another window may have been busy since.
        news = _news(store, journal, where)
        cards = _insert(connection, journal, news)
        parameters = store.parameters()
        for done, card_id in enumerate(sorted(cards), 1):
            past = [review for review in store.history(card_id) if review.undone is None]
            store.put_memory(card_id, replay(past, parameters))
            if progress:
                progress(done, len(cards))
        for card_id in sorted({row.card_id for row in news.marks.values()}):
            card_marks.derive(connection, card_id)
    for old in sorted(copy.parent.glob(f"{store.path.stem}-before-merge-*.db"))[:-_KEPT]:
        old.unlink()
    reviews, undone = len(news.reviews), len(news.undone)
    return Merged(reviews, undone, len(news.marks), len(news.lessons), copy)


def _news(store: Store, journal: Journal, where: Path) -> _News:
    known: dict[str, int | None] = {}
    reviews = dict(journal.reviews)
    names = {}
    with store.reading("SELECT id, parameters FROM scheduler") as rows:
        for number, text in rows:
            names[number] = fingerprint(text)
    sql = "SELECT id, card_id, moment, offset, grade, duration, kind, scheduler, undone FROM review"
    with store.reading(sql) as rows:
        for id_, *row, number, undone in rows:
            known[id_] = undone
            given = reviews.pop(id_, None)
            if given is not None and given != (*row, names[number]):
                raise changed(id_, Location(where))
    decided = dict(journal.marks)
    with store.reading("SELECT id, card_id, moment, what, value FROM mark") as rows:
        for id_, *row in rows:
            mark = decided.pop(id_, None)
            if mark is not None and mark != tuple(row):
                raise changed(id_, Location(where))
    places = dict(journal.lessons)
    with store.reading("SELECT id, lesson, moment, section, read FROM lesson") as rows:
        for id_, *row in rows:
            place = places.pop(id_, None)
            if place is not None and place != tuple(row):
                raise changed(id_, Location(where))
    return _News(reviews, _taken_back(journal, known, where), decided, places)


def _taken_back(journal: Journal, known: dict[str, int | None], where: Path) -> dict[str, int]:
    """Undoings that are new or earlier than the known one."""
    news = {}
    for id_, moment in journal.undone.items():
        if id_ not in known and id_ not in journal.reviews:
            raise ActquizError(
                f"the review {id_} was taken back, but it is in none of the files; "
                "nothing was merged",
                fix="merge all files of the folder at once, or export them again",
                where=Location(where),
            )
        before = known.get(id_)
        if before is None or moment < before:
            news[id_] = moment
    return news


def _insert(connection: sqlite3.Connection, journal: Journal, news: _News) -> set[str]:
    """Write the new events; return the cards whose memory they touch."""
    for name in sorted({row.scheduler for row in news.reviews.values()}):
        connection.execute(
            "INSERT OR IGNORE INTO scheduler (parameters) VALUES (?)", (journal.schedulers[name],)
        )
    numbers = {
        fingerprint(text): number
        for number, text in connection.execute("SELECT id, parameters FROM scheduler")
    }
    connection.executemany(
        "INSERT INTO review (id, card_id, moment, offset, grade, duration, kind, scheduler, "
        "day, merged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            (id_, *row[:-1], numbers[row.scheduler], _day(row))
            for id_, row in sorted(news.reviews.items(), key=lambda item: (item[1].moment, item[0]))
        ),
    )
    connection.executemany(
        "UPDATE review SET undone = ? WHERE id = ?",
        ((moment, id_) for id_, moment in sorted(news.undone.items())),
    )
    connection.executemany(
        "INSERT INTO mark (id, card_id, moment, what, value) VALUES (?, ?, ?, ?, ?)",
        ((id_, *row) for id_, row in sorted(news.marks.items())),
    )
    connection.executemany(
        "INSERT INTO lesson (id, lesson, moment, section, read) VALUES (?, ?, ?, ?, ?)",
        ((id_, *row) for id_, row in sorted(news.lessons.items())),
    )
    touched = {row.card_id for row in news.reviews.values()}
    for id_ in news.undone:
        found = connection.execute("SELECT card_id FROM review WHERE id = ?", (id_,)).fetchone()
        touched.add(found[0])
    forget_days(connection, touched)
    return touched


def _day(row: ReviewRow) -> int:
    moment = from_milliseconds(row.moment)
    return clock.study_day(moment, timedelta(seconds=row.offset)).toordinal()
