"""What a list of reviews leads to: the proof that the derived state is right.

One card is replayed by the scheduler itself. For many, all but each card's last review are
replayed side by side by ``fsrs_batch``, which the tests hold to the scheduler; the last one, which
alone decides when the card is due, is the scheduler's again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from actquiz.clock import DAY_STARTS
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Memory, Parameters, Phase, from_milliseconds
from actquiz.memory.rows import Review
from actquiz.memory.scheduler import global_random_kept, scheduler_for

if TYPE_CHECKING:
    from actquiz.arrays import Integers
    from actquiz.memory.fsrs_batch import MemoryBatch

_SECONDS_A_DAY = 86_400
_EPOCH_DAY = date(1970, 1, 1).toordinal()


class Pasts(NamedTuple):
    """The reviews of many cards, one card after another, each card's oldest first."""

    card_ids: Sequence[str]
    counts: Integers
    """Of shape (cards,): how many reviews each card has, at least one."""
    columns: Integers
    """Of shape (4, reviews): moment (ms since 1970, UTC), offset (s), grade, parameters' id."""


def replay(reviews: Sequence[Review], parameters: Mapping[int, Parameters]) -> Memory | None:
    """The memory of one card after ``reviews``, each scheduled as it was then.

    ``reviews``: those of one card that still count, the oldest first.
    """
    memory: Memory | None = None
    for place, review in enumerate(reviews, 1):
        scheduler = scheduler_for(parameters[review.scheduler])
        memory = scheduler.review(
            memory,
            review.grade,
            review.moment,
            review.offset,
            review.card_id,
            fuzz=place == len(reviews),
        ).memory
    return memory


def replay_many(pasts: Pasts, parameters: Mapping[int, Parameters]) -> list[Memory]:
    """What ``replay`` gives for the reviews of each card, to rounding."""
    batch = _before_the_last(pasts, parameters)
    last = pasts.counts.cumsum() - 1
    moments, offsets, grades, used = (column[last].tolist() for column in pasts.columns)
    with global_random_kept():
        return [
            scheduler_for(parameters[used[place]])
            .review(
                before,
                Grade(grades[place]),
                from_milliseconds(moments[place]),
                timedelta(seconds=offsets[place]),
                pasts.card_ids[place],
            )
            .memory
            for place, before in enumerate(_memories(batch, pasts, last))
        ]


def _before_the_last(pasts: Pasts, parameters: Mapping[int, Parameters]) -> MemoryBatch:
    """What was remembered of each card before its last review."""
    import numpy as np

    from actquiz.memory.fsrs_batch import MemoryBatch

    ids = sorted(parameters)
    place_of = np.zeros(max(ids, default=0) + 1, np.int64)
    place_of[ids] = np.arange(len(ids))
    moments, offsets, grades, used = pasts.columns
    seconds = moments // 1000 + offsets - int(DAY_STARTS.total_seconds())
    days = seconds // _SECONDS_A_DAY + _EPOCH_DAY
    starts = np.cumsum(pasts.counts) - pasts.counts
    # The cards with most reviews first: at each step those that go on are the first so many.
    order = np.argsort(-pasts.counts, kind="stable")
    going_on = np.searchsorted(-pasts.counts[order], -np.arange(2, pasts.counts.max() + 1), "right")
    batch = MemoryBatch(len(order), [parameters[one] for one in ids])
    for step, many in enumerate(going_on.tolist()):
        reviews = starts[order[:many]] + step
        batch.review(many, grades[reviews], days[reviews], place_of[used[reviews]])
    return batch.reordered(np.argsort(order, kind="stable"))


def _memories(batch: MemoryBatch, pasts: Pasts, last: Integers) -> Iterator[Memory | None]:
    """The batch as the scheduler takes it; when a card was due does not matter to it."""
    before_last = pasts.columns[0][(last - 1).clip(0)].tolist()
    rows = zip(
        pasts.counts.tolist(), before_last, *(column.tolist() for column in batch), strict=True
    )
    for count, moment, phase, step, stability, difficulty, day, lapses in rows:
        if count == 1:
            yield None
            continue
        phase_now, then, on = Phase(phase), from_milliseconds(moment), date.fromordinal(day)
        yield Memory(
            phase_now,
            None if phase_now is Phase.REVIEW else step,
            stability,
            difficulty,
            then,
            on,
            then,
            on,
            count - 1,
            lapses,
        )
