"""How the learner does on an exercise: attempts, hints, and when it comes back.

A round begins with the starter and ends when the file passes. That is one review of the card
``exercise:NAME``: FSRS says when the exercise is due again, and a new round begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Literal, NamedTuple

from actquiz import clock, paths
from actquiz.memory.exercise_rounds import Round, due_exercises, read_rounds, write_round
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Memory, next_moment
from actquiz.memory.rows import DeckPlace
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.memory.settings import Settings, load_settings
from actquiz.memory.store import Stale, Store

RoundState = Literal["new", "started", "passed", "due"]
_EASILY = 3
"""Checks within which a file that passes without a hint was easy."""


class ExerciseState(NamedTuple):
    """Where the learner stands with one exercise."""

    round: Round
    memory: Memory | None
    """None: never passed."""
    state: RoundState
    """due: it was passed, and its day has come; also while that new round is under way."""


def standings(store: Store, names: Iterable[str]) -> dict[str, ExerciseState]:
    """Every exercise's standing."""
    rounds = read_rounds(store)
    day = clock.study_day(clock.now())
    found = {}
    for name in names:
        memory = store.memory(EXERCISE_PREFIX + name)
        one = rounds.get(name, Round())
        found[name] = ExerciseState(one, memory, _state(one, memory, day))
    return found


def standing(store: Store, name: str) -> ExerciseState:
    """One exercise's standing."""
    return standings(store, [name])[name]


def begin(store: Store, name: str) -> None:
    """A new round, from the starter."""
    write_round(store, name, Round(begun=clock.now()))


def take_hint(store: Store, name: str, hints: int) -> int:
    """Take one hint more of the ``hints`` there are; how many are taken now."""
    one = read_rounds(store).get(name, Round(begun=clock.now()))
    taken = min(one.hints + 1, hints)
    write_round(store, name, one._replace(hints=taken))
    return taken


def see_solution(store: Store, name: str) -> None:
    """The learner has looked at the solution."""
    one = read_rounds(store).get(name, Round(begun=clock.now()))
    write_round(store, name, one._replace(solution=True))


def checked(store: Store, name: str, passed: bool, settings: Settings | None = None) -> bool:
    """Count a check; whether it ended the round, which is then a review.

    A file that passes again in the same round is no new review.
    """
    one = read_rounds(store).get(name, Round(begun=clock.now()))
    ends = passed and one.passed is None
    one = one._replace(attempts=one.attempts + 1, passed=clock.now() if ends else one.passed)
    if ends:
        _record(store, name, grade_of(one), settings or load_settings())
    write_round(store, name, one)
    return ends


def grade_of(one: Round) -> Grade:
    """Again if the solution was looked at; else by hints, then by attempts."""
    if one.solution:
        return Grade.AGAIN
    if one.hints > 1:
        return Grade.HARD
    return Grade.EASY if not one.hints and one.attempts <= _EASILY else Grade.GOOD


def due(store: Store) -> list[str]:
    """The exercises whose day has come; those that are no longer shipped are left out."""
    known = paths.shipped_content() / "exercises"
    found = due_exercises(store, clock.study_day(clock.now()))
    return sorted(name for name in found if (known / name).is_dir())


def _record(store: Store, name: str, grade: Grade, settings: Settings) -> None:
    from actquiz.memory.scheduler import scheduler_for

    # Steps of minutes are for cards: nobody writes the same function again in ten minutes.
    parameters = settings.parameters()._replace(learning_steps=(), relearning_steps=())
    seen = store.memory(EXERCISE_PREFIX + name)
    now = clock.now()
    # Passed in another window at this very moment: one review is enough.
    with suppress(Stale):
        store.record(
            EXERCISE_PREFIX + name,
            grade,
            scheduler=scheduler_for(parameters),
            moment=next_moment(seen, now),
            offset=clock.local_offset(now),
            seen=seen,
            place=DeckPlace(""),
        )


def _state(one: Round, memory: Memory | None, day: date) -> RoundState:
    if memory is not None and memory.due_day <= day:
        return "due"
    if one.begun is not None and one.passed is None:
        return "started"
    return "passed" if memory is not None else "new"
