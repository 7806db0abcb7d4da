"""The table ``exercise``: the round that the learner is in with each exercise.

When an exercise is passed that is a review of the card ``exercise:NAME``, which is in no deck; when
it is due follows from there, like any card's day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from actquiz.memory.memory import from_milliseconds, to_milliseconds
from actquiz.memory.schema import EXERCISE_PREFIX

if TYPE_CHECKING:
    from actquiz.memory.store import Store

_DUE = """
SELECT card_id FROM state WHERE card_id >= 'exercise:' AND card_id < 'exercise;'
AND reviews > 0 AND suspended = 0 AND due_day <= ?
"""


class Round(NamedTuple):
    """What happened since the learner began an exercise, the last time."""

    begun: datetime | None = None
    """None: never begun."""
    attempts: int = 0
    """Checks."""
    hints: int = 0
    """How many were taken."""
    solution: bool = False
    """Whether the learner looked at it."""
    passed: datetime | None = None


def read_rounds(store: Store) -> dict[str, Round]:
    """The round of every exercise that was ever begun, by name."""
    sql = "SELECT name, begun, attempts, hints, solution, passed FROM exercise"
    with store.reading(sql) as rows:
        return {
            name: Round(_moment(begun), attempts, hints, bool(solution), _moment(passed))
            for name, begun, attempts, hints, solution, passed in rows
        }


def write_round(store: Store, name: str, one: Round) -> None:
    """Keep a round; it is on disk afterwards."""
    with store.changing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO exercise VALUES (?, ?, ?, ?, ?, ?)",
            (name, _stamp(one.begun), one.attempts, one.hints, one.solution, _stamp(one.passed)),
        )


def due_exercises(store: Store, day: date) -> set[str]:
    """Names of exercises, of this program or a former one, whose day is ``day`` or before."""
    with store.reading(_DUE, (day.toordinal(),)) as rows:
        return {card_id.removeprefix(EXERCISE_PREFIX) for (card_id,) in rows}


def _moment(stamp: int | None) -> datetime | None:
    return None if stamp is None else from_milliseconds(stamp)


def _stamp(moment: datetime | None) -> int | None:
    return None if moment is None else to_milliseconds(moment)
