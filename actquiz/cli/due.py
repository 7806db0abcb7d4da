"""``actquiz due``: how much there is to do, quickly enough for a shell prompt."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from actquiz import clock
from actquiz.cli import output
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.memory.store import Store
    from actquiz.practice.queue import Queue
    from actquiz.practice.today import Today


@click.command()
@click.option("--count", is_flag=True, help="Print one number: cards to review, new ones not.")
@click.option("--short", is_flag=True,
              help="The same number, and nothing at all where there is none.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(count: bool, short: bool, as_json: bool) -> None:
    """Say how much is due."""
    from actquiz.bank.index import Index
    from actquiz.memory.settings import load_settings
    from actquiz.memory.store import Store
    from actquiz.practice.agenda import load_agenda
    from actquiz.practice.queue import Queue

    settings = load_settings()
    with closing(Index.open()) as index, Store.open() as store:
        if as_json:
            from actquiz.practice.today import today

            counts = today(store, index.path, settings, days=7)
            output.as_json({**_counts(counts), "exercises": _exercises(store)})
            return
        agenda = load_agenda(settings, clock.study_day(clock.now()))
        new = settings.new_per_day
        with closing(Queue(store, index.path, new_per_day=new, agenda=agenda)) as queue:
            if short or count:
                _number(queue, always=not short)
            else:
                output.text(_sentence(queue, len(_exercises(store))))


def _number(queue: Queue, *, always: bool) -> None:
    """Cards to review; a prompt wants no zero, and no empty line for it."""
    left = queue.counts(*_now())
    if always or left.due + left.learning:
        output.text(str(left.due + left.learning))


def _exercises(store: Store) -> list[str]:
    """Names of the exercises that were passed and are due again."""
    from actquiz.practice.exercises.rounds import due

    return due(store)


def _sentence(queue: Queue, exercises: int) -> str:
    """``12 due, 3 learning, 10 new``, or when there is something again."""
    left = queue.counts(*_now())
    parts = [
        *((left.due, "due"), (left.learning, "learning"), (left.new, "new")),
    ]
    said = [f"{count} {name}" for count, name in parts if count]
    if exercises:
        said.append(counted(exercises, "exercise"))
    if said:
        return ", ".join(said)
    next_due = queue.next_due(*_now())
    return f"nothing due until {_local(next_due)}" if next_due else "nothing due"


def _now() -> tuple[datetime, timedelta]:
    now = clock.now()
    return now, clock.local_offset(now)


def _local(moment: datetime) -> str:
    offset = clock.local_offset(moment)
    return f"{moment + offset:%a %d %b %H:%M}"


def _counts(now: Today) -> dict[str, object]:
    from actquiz.practice.readiness import told

    return {
        "due": now.due,
        "learning": now.learning,
        "new": now.new,
        "next_due": now.next_due and now.next_due.isoformat(),
        "streak": now.streak,
        "decks": {
            deck.id: {
                "due": deck.due,
                "new": deck.new,
                "learned": deck.learned,
                "total": deck.total,
            }
            for deck in now.decks
        },
        "ahead": {str(day): cards for day, cards in now.ahead},
        "interview": now.agenda and told(now.agenda, now.day, now.planned_minutes),
    }
