"""A process of its own for fsrs-rs's optimiser, which can panic and print.

Reads reviews from stdin and writes the 21 weights as one line of JSON to what was stdout. Runs as a
plain script and imports nothing of this program, so it starts at once.
"""

from __future__ import annotations

import json
import os
import sys
from array import array

import fsrs_rs_python
from fsrs_rs_python import FSRSItem, FSRSReview


def main() -> None:
    """Fit to what comes in: relearning steps, seed, then card, day and grade of each review."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Whatever the optimiser prints must not end up in the answer.
    os.dup2(2, 1)
    numbers = array("i")
    numbers.frombytes(sys.stdin.buffer.read())
    relearning_steps, seed = numbers[:2]
    count = (len(numbers) - 2) // 3
    card, day, grade = (
        numbers[2 + part * count : 2 + (part + 1) * count].tolist() for part in range(3)
    )
    items, owners = _items(card, day, grade)
    weights = fsrs_rs_python.FSRS(list(fsrs_rs_python.DEFAULT_PARAMETERS)).compute_parameters(
        items,
        card_ids=owners,
        num_relearning_steps=relearning_steps,
        training_config=fsrs_rs_python.TrainingConfig(seed=seed),
    )
    json.dump(weights, answer)
    answer.close()


def _items(card: list[int], day: list[int], grade: list[int]) -> tuple[list[FSRSItem], list[int]]:
    """For each review a day or more after the one before: the history that ends with it."""
    made: dict[tuple[int, int], FSRSReview] = {}
    items: list[FSRSItem] = []
    owners: list[int] = []
    past: list[FSRSReview] = []
    owner, last = -1, 0
    for one, today, given in zip(card, day, grade, strict=True):
        if one != owner:
            owner, last, past = one, today, []
        gap = max(today - last, 0)
        last += gap
        key = given, gap
        if key not in made:
            made[key] = FSRSReview(given, gap)
        past.append(made[key])
        if gap:
            items.append(FSRSItem(past))
            owners.append(one)
    return items, owners


if __name__ == "__main__":
    main()
