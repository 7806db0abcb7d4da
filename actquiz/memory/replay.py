"""What a list of reviews leads to: the proof that the derived state is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actquiz.memory.memory import Memory, Parameters
from actquiz.memory.rows import Review
from actquiz.memory.scheduler import scheduler_for


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
