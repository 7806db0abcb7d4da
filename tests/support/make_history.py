"""Build decks and a store of any size in seconds, the store as if all of it had been studied.

A few hundred histories are really scheduled; each card gets one of them, moved in time. The fuzz is
off, so a replay of any card gives exactly what is in ``state``.
"""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from actquiz.memory.activity import read_activity
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Memory, Parameters, Phase, day_begins, to_milliseconds
from actquiz.memory.rows import DeckPlace, new_id
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Store

_TEMPLATES = 300


@dataclass(frozen=True)
class _Past:
    """One history: (moment, grade, phase before) of each review, and what it led to."""

    reviews: list[tuple[datetime, Grade, Phase]]
    memory: Memory


def make_decks(folder: Path, cards: int, decks: int = 200) -> None:
    """Write ``cards`` flashcards into ``decks`` deck files; formulas would be slower to read."""
    folder.mkdir(parents=True, exist_ok=True)
    size = -(-cards // decks)
    for deck in range(decks):
        numbers = range(deck * size, min((deck + 1) * size, cards))
        lines = [f"format: 1\ndeck: deck-{deck:03d}\ntitle: Deck {deck}\ncards:\n"]
        lines += [
            f"  - id: card-{n:06d}\n    front: What is the value of item {n}?\n"
            f"    back: It is {n}.\n    tags: [{'even' if n % 2 == 0 else 'odd'}]\n"
            for n in numbers
        ]
        (folder / f"{deck:03d}.yaml").write_text("".join(lines))


def make_history(
    store: Path, index: Path, cards: int, reviews: int, *, today: date, seed: int = 1
) -> None:
    """Write a store in which the first ``cards`` cards of the index had about ``reviews`` reviews.

    About one card in ten is due on the study day ``today``; nothing was reviewed on it yet.
    """
    rng = random.Random(seed)
    scheduler = Scheduler(Parameters(fuzz=False))
    mean = reviews // cards
    pasts = [_past(scheduler, rng, max(2, mean - 2 + place % 5)) for place in range(_TEMPLATES)]
    with sqlite3.connect(index) as bank:
        places = bank.execute(
            "SELECT id, deck, grp FROM card ORDER BY position LIMIT ?", (cards,)
        ).fetchall()
    with Store.open(store) as opened, opened.changing() as connection:
        connection.execute("INSERT INTO scheduler VALUES (1, ?)", (scheduler.parameters.to_json(),))
        for card_id, deck, group in places:
            past = _moved(rng.choice(pasts), today, rng)
            _put_reviews(connection, card_id, past)
            group = "" if group == card_id else group
            opened.put_memory(card_id, past.memory, DeckPlace(deck, group))
    with Store.open(store) as opened:
        # A learner with so many reviews has looked at the statistics before.
        read_activity(opened)


def _put_reviews(connection: sqlite3.Connection, card_id: str, past: _Past) -> None:
    connection.executemany(
        "INSERT INTO review (id, card_id, moment, offset, day, grade, duration, kind, scheduler) "
        "VALUES (?, ?, ?, 0, ?, ?, 4000, ?, 1)",
        [
            (
                new_id(moment),
                card_id,
                to_milliseconds(moment),
                moment.date().toordinal(),
                grade,
                phase,
            )
            for moment, grade, phase in past.reviews
        ],
    )


def _past(scheduler: Scheduler, rng: random.Random, length: int) -> _Past:
    moment = datetime(2020, 1, 1, 12, tzinfo=UTC)
    memory: Memory | None = None
    reviews: list[tuple[datetime, Grade, Phase]] = []
    while len(reviews) < length or (memory and memory.waiting):
        weights = [8, 8, 76, 8] if len(reviews) < length else [0, 0, 50, 50]
        grade = Grade(rng.choices(range(1, 5), weights)[0])
        reviews.append((moment, grade, memory.phase if memory else Phase.NEW))
        memory = scheduler.review(memory, grade, moment, timedelta(), "template").memory
        # Noon: far from the day's edge, whatever the step.
        moment = memory.due + timedelta(seconds=1)
        if not memory.waiting:
            moment = moment.replace(hour=12)
    assert memory is not None
    return _Past(reviews, memory)


def _moved(past: _Past, today: date, rng: random.Random) -> _Past:
    """The same history, moved by whole days so that its card is due around ``today``."""
    span = (past.memory.due_day - past.memory.last_day).days
    since = rng.randint(1, max(1, span))
    if rng.random() < 0.02:
        since = span + rng.randint(0, 3)
    by = (today - past.memory.last_day) - timedelta(days=since)
    memory = past.memory._replace(
        due=day_begins(past.memory.due_day + by, timedelta()),
        due_day=past.memory.due_day + by,
        last_review=past.memory.last_review + by,
        last_day=past.memory.last_day + by,
    )
    return _Past([(moment + by, grade, phase) for moment, grade, phase in past.reviews], memory)
