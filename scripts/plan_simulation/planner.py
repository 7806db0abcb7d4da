"""The plan as the program makes it: anew each day, from what is known of one learner by then."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from actquiz.arrays import Floats
from actquiz.memory.fsrs_batch import MemoryModel
from actquiz.planner.aim import Aim, aim, renewed
from actquiz.planner.belief import Belief
from actquiz.planner.interview import AskedShares
from actquiz.planner.policy import CardColumns, Scene
from actquiz.planner.review_value import LearnerModel, Transitions
from actquiz.practice.answer_times import SECONDS, pace_of
from plan_simulation.memories import Fsrs, after
from plan_simulation.world import BELIEVED, Asked, World

_NAMES = sorted(SECONDS)
_GRADES = 40
"""How many first reviews the usual grades count for, as in the program."""


@dataclass
class Learner:
    """What the program knows of one learner."""

    belief: Belief
    states: Floats
    """Stability and difficulty by each memory that is thought of: (2, memories, cards)."""
    times: list[tuple[str, int, int, float]]
    firsts: Floats
    aim: Aim | None = None

    @classmethod
    def unknown(cls, cards: int) -> Learner:
        belief = Belief()
        return cls(belief, np.ones((2, len(belief.log), cards)), [], np.zeros(4))


def follow(world: World, minutes: float, interview: AskedShares, *, oracle: bool = False) -> None:
    """Study by the plan until the eve; an ``oracle`` knows each learner's memory and pace."""
    count, cards = world.last.shape
    learners = [Learner.unknown(cards) for _ in range(count)]
    for day in range(world.days):
        priority = np.full((count, cards), -np.inf)
        for row, learner in enumerate(learners):
            if world.present[day, row]:
                priority[row] = _today(world, row, learner, day, minutes, interview, oracle)
        asked = world.study(day, priority, minutes)
        starts = np.searchsorted(asked.learner, np.arange(count + 1))
        for row, learner in enumerate(learners):
            mine = slice(starts[row], starts[row + 1])
            _hear(world, learner, Asked(*(part[mine] for part in asked)))


def _today(
    world: World,
    row: int,
    learner: Learner,
    day: int,
    minutes: float,
    interview: AskedShares,
    oracle: bool,
) -> Floats:
    """Priorities of all cards; what is better left for later has none."""
    known, pace, memory = (_truly if oracle else _thought)(world, row, learner)
    seen, last = world.seen[row], world.last[row]
    cards = CardColumns(
        np.where(seen, memory[0], 1.0),
        np.where(seen, memory[1], 5.0),
        np.where(seen, day - last, -1.0),
        pace,
        np.ones(len(pace)),
    )
    scene = Scene.of(Transitions(known, world.days - day), cards, minutes)
    if learner.aim is None:
        learner.aim = aim(scene, interview)
    else:
        learner.aim = renewed(scene, interview, learner.aim)
    priority = learner.aim.pricing.priorities(learner.aim.scene)[-1]
    return np.where(priority > 0, priority, -np.inf)


def _thought(world: World, row: int, learner: Learner) -> tuple[LearnerModel, Floats, Floats]:
    times = pace_of(learner.times[-3000:])
    given = learner.firsts + _GRADES * np.array(BELIEVED.first_grades)
    known = LearnerModel(
        MemoryModel(learner.belief.mean()), times.new, times.review, times.lapse,
        tuple((given / given.sum()).tolist()),
    )  # fmt: skip
    pace = np.array([times.kinds[name] for name in _NAMES])[world.bank.kind]
    return known, pace, np.array(learner.belief.of(learner.states))


def _truly(world: World, row: int, learner: Learner) -> tuple[LearnerModel, Floats, Floats]:
    people, memory = world.people, world.memory
    assert isinstance(memory, Fsrs)
    # The noise of single reviews has a mean above 1.
    review = float(people.review[row].mean()) * float(np.exp(0.4**2 / 2))
    known = replace(
        BELIEVED, model=MemoryModel(memory.weights[:, row]), review=review, lapse=review,
        new=review * float(people.new[row, 0]), first_grades=tuple(people.first[row].tolist()),
    )  # fmt: skip
    return known, people.review[row] / people.review[row].mean(), memory.state[:, row]


def _hear(world: World, learner: Learner, asked: Asked) -> None:
    """Take in a day's reviews."""
    cards, grade = asked.card, asked.grade
    model = learner.belief.model()
    old = ~asked.new
    recall = model.recall(learner.states[0][:, cards[old]], asked.gap[old])
    learner.belief.hear(recall, grade[old])
    learner.states[:, :, cards] = after(
        model, learner.states[:, :, cards], asked.gap, grade, asked.new
    )
    learner.firsts += np.bincount(grade[asked.new], minlength=5)[1:]
    for card, one, new, seconds in zip(cards, grade, asked.new, asked.seconds, strict=True):
        name = _NAMES[world.bank.kind[card]]
        if new:
            learner.times.append((name, 0, int(one), float(seconds)))
        elif one == 1:
            learner.times += [(name, 2, 1, seconds / 2), (name, 3, 3, seconds / 2)]
        else:
            learner.times.append((name, 2, int(one), float(seconds)))
