"""How far each lesson was read. Every step is kept, and the last one says where to go on.

Steps made on several machines can so be put together in any order.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from actquiz import clock
from actquiz.memory.memory import from_milliseconds, to_milliseconds
from actquiz.memory.rows import new_id
from actquiz.memory.store import Store


class LessonPlace(NamedTuple):
    """Where the learner is in a lesson."""

    section: str
    """The anchor of the section that was open last."""
    read: bool
    """Whether it was read to its end once, or its test was passed."""
    begun: datetime
    """When it was opened first, in UTC."""


def places(store: Store) -> dict[str, LessonPlace]:
    """Every lesson that was begun, by its id."""
    found: dict[str, LessonPlace] = {}
    sql = "SELECT lesson, section, moment, read FROM lesson ORDER BY moment, id"
    with store.reading(sql) as rows:
        for lesson, section, moment, read in rows:
            known = found.get(lesson)
            found[lesson] = LessonPlace(
                section,
                bool(read) or (known is not None and known.read),
                known.begun if known else from_milliseconds(moment),
            )
    return found


def reach(store: Store, lesson: str, section: str, *, read: bool = False) -> None:
    """Write down that the learner is at ``section``; ``read``: and is through with the lesson."""
    with store.changing() as connection:
        last = connection.execute(
            "SELECT moment, section, read FROM lesson WHERE lesson = ? ORDER BY moment DESC, id "
            "DESC LIMIT 1",
            (lesson,),
        ).fetchone()
        if last and last[1] == section and (last[2] or not read):
            return
        moment = max(to_milliseconds(clock.now()), last[0] + 1 if last else 0)
        connection.execute(
            "INSERT INTO lesson (id, lesson, moment, section, read) VALUES (?, ?, ?, ?, ?)",
            (new_id(from_milliseconds(moment)), lesson, moment, section, int(read)),
        )
