"""A learner who remembers as given weights say, and a store full of their reviews."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from actquiz.memory.fsrs_batch import MemoryModel, standard_weights
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Parameters, Phase, to_milliseconds
from actquiz.memory.replay import replay
from actquiz.memory.rows import Review, new_id
from actquiz.memory.scheduler import scheduler_for
from actquiz.memory.store import Store
from actquiz.planner.calibration import Reviews

FORGETFUL = (
    *(0.1, 0.4, 0.9, 3.5, 7.2, 0.7, 2.6, 0.01, 1.1, 0.2, 0.6),
    *(1.2, 0.08, 0.25, 1.7, 0.55, 1.7, 0.5, 0.1, 0.08, 0.35),
)
"""Weights of somebody who forgets two or three times as fast as most."""


def draw_reviews(
    cards: int,
    days: int,
    *,
    weights: tuple[float, ...] = FORGETFUL,
    believed: tuple[float, ...] = (),
    today: date = date(2026, 3, 2),
    seed: int = 1,
) -> Reviews:
    """Reviews up to the day before ``today`` as a scheduler with ``believed`` weights orders them.

    One review a day, met on the first days; the outcome is drawn from ``weights``.
    """
    rng = np.random.default_rng(seed)
    truth, belief = MemoryModel(weights), MemoryModel(believed or standard_weights())
    grade = rng.choice([1, 2, 3, 4], cards, p=[0.2, 0.1, 0.55, 0.15])
    first = rng.integers(0, max(days // 2, 1), cards)
    true, held = truth.first(grade), belief.first(grade)
    last, due = first.copy(), first + belief.days_until(held[0], 0.9)
    rows = [np.stack([np.arange(cards), first, grade])]
    for day in range(days):
        now = np.flatnonzero((due <= day) & (last < day))
        gap = day - last[now]
        recalled = rng.random(len(now)) < truth.recall(true[0][now], gap)
        grade = np.where(recalled, rng.choice([2, 3, 4], len(now), p=[0.1, 0.75, 0.15]), 1)
        for model, (s, d) in ((truth, true), (belief, held)):
            s[now], d[now] = model.after(s[now], d[now], gap, grade)
        last[now] = day
        due[now] = day + belief.days_until(held[0][now], 0.9)
        rows.append(np.stack([now, np.full(len(now), day), grade]))
    card, day, grade = np.concatenate(rows, axis=1)
    order = np.lexsort((day, card))
    begin = today.toordinal() - days
    return Reviews.of(card[order], day[order] + begin, grade[order])


def put_reviews(path: Path, reviews: Reviews, names: list[str]) -> None:
    """Write them into a store as if they had been made at noon, with the state they lead to."""
    parameters = scheduler_for(Parameters(learning_steps=(), relearning_steps=())).parameters
    by_card: dict[str, list[Review]] = {}
    for card, day, grade in zip(*(part.tolist() for part in reviews), strict=True):
        moment = datetime.fromordinal(day).replace(hour=12, tzinfo=UTC)
        past = by_card.setdefault(names[card], [])
        past.append(
            Review(
                0,
                new_id(moment),
                names[card],
                moment,
                timedelta(),
                moment.date(),
                Grade(grade),
                timedelta(seconds=8),
                Phase.REVIEW if past else Phase.NEW,
                1,
                None,
            )
        )
    with Store.open(path) as store, store.changing() as connection:
        connection.execute("INSERT INTO scheduler VALUES (1, ?)", (parameters.to_json(),))
        for name, past in by_card.items():
            connection.executemany(
                "INSERT INTO review (id, card_id, moment, offset, day, grade, duration, kind, "
                "scheduler) VALUES (?, ?, ?, 0, ?, ?, 8000, ?, 1)",
                [
                    (
                        one.id,
                        name,
                        to_milliseconds(one.moment),
                        one.day.toordinal(),
                        one.grade,
                        one.kind,
                    )
                    for one in past
                ],
            )
            store.put_memory(name, replay(past, {1: parameters}))
