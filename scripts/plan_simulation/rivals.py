"""Other ways to spend the same minutes; each sees what the scheduler believes."""

from __future__ import annotations

import numpy as np

from actquiz.arrays import Floats
from plan_simulation.world import BELIEVED, World

RIVALS = {
    "fsrs": "FSRS at 0.9",
    "cram": "cramming",
    "random": "random",
    "thrifty": "thrifty cramming",
}


def follow(policy: str, world: World, minutes: float) -> None:
    """Study by ``policy`` until the eve."""
    rng = np.random.default_rng([world.seed, 5])
    shape = world.last.shape
    due = np.zeros(shape)
    in_order = np.arange(shape[1]) / 1e6
    worth = world.bank.interview.worth(np.full(shape[1], 0.5))
    for day in range(world.days):
        if policy == "cram":
            priority = -world.known(day) - in_order
        elif policy in ("thrifty", "weighing"):
            priority = (1 - world.known(day)) / (_seconds(world, day) * world.bank.pace)
            priority *= worth if policy == "weighing" else 1.0
        elif policy == "random":
            priority = rng.random(shape)
        else:
            # Due cards, the longest overdue first; new ones in the time that is left; and if there
            # is still some, what would be due next.
            seen = np.where(due <= day, 1e6 - due, -1e6 - due)
            priority = np.where(world.seen, seen, -in_order)
        asked = world.study(day, priority, minutes)
        held = world.held[0, asked.learner, asked.card]
        due[asked.learner, asked.card] = day + BELIEVED.model.days_until(held, 0.9)


def _seconds(world: World, day: int) -> Floats:
    """What each card would take at the usual pace of a usual card."""
    return np.where(world.seen, BELIEVED.seconds(world.known(day)), BELIEVED.new)
