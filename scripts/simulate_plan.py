#!/usr/bin/env python3
"""Hold the plan against other ways to spend the same minutes, on simulated learners.

    .venv/bin/python scripts/simulate_plan.py                     the table (minutes)
    .venv/bin/python scripts/simulate_plan.py --write docs/plan.md   and put it into that page
    .venv/bin/python scripts/simulate_plan.py --learners 20 --days 14 --minutes 20

Every learner has a memory, habits and a pace of their own, none of them known to the planner: it
believes in the standard weights and the standard seconds. All policies see the same belief and are
given the same luck: the n-th card on a day has the same random number, whoever asks it.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from actquiz.arrays import Floats
from actquiz.memory.fsrs_batch import MemoryModel, standard_weights
from actquiz.planner.policy import CardColumns, Pricing, Scene, find_prices
from actquiz.planner.review_value import LearnerModel, Transitions, met
from actquiz.practice.answer_times import SECONDS

KINDS = {
    "choice": 142, "flashcard": 98, "numeric": 79, "truth": 58, "open": 53, "predict": 41,
    "curve": 34, "cloze": 20, "order": 17, "multiple": 8,
}  # fmt: skip
"""A bank of 550 cards, mixed like the one that ships."""
POLICIES = ("plan", "fsrs", "cram", "random", "thrifty")
PACES = np.array([0.4, 0.6, 0.8, 1, 1.3, 1.8])
"""How quick learners may be against what is believed."""
START, END = "<!-- table -->\n", "<!-- /table -->\n"


@dataclass(frozen=True)
class People:
    """The truth about some learners; arrays with one row a learner."""

    weights: Floats
    """(21, learners)"""
    first: Floats
    """(learners, 4): how often a new card gets each grade."""
    passing: Floats
    """(learners, 3): how often a recalled card is Hard, Good, Easy."""
    review: Floats
    """(learners, cards): seconds a review."""
    new: Floats
    """(learners, 1): a new card's time against a review's."""


def draw_people(count: int, pace: Floats, rng: np.random.Generator) -> People:
    """Learners around the standard one: memories, grades and seconds all vary."""
    from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

    spread = np.full(21, 0.15)
    spread[:4] = 0.5
    spread[20] = 0.3
    weights = np.array(standard_weights())[:, None] * np.exp(
        spread[:, None] * rng.standard_normal((21, count))
    )
    weights[:4] = np.sort(weights[:4], axis=0)
    weights = np.clip(
        weights,
        np.array(LOWER_BOUNDS_PARAMETERS)[:, None],
        np.array(UPPER_BOUNDS_PARAMETERS)[:, None],
    )
    usual = LearnerModel(MemoryModel())
    kinds = np.unique(pace)
    own = np.exp(0.25 * rng.standard_normal((count, len(kinds))))[:, np.searchsorted(kinds, pace)]
    return People(
        weights,
        rng.dirichlet(20 * np.array(usual.first_grades), count),
        rng.dirichlet([4, 40, 6], count),
        usual.review * pace * own * np.exp(0.35 * rng.standard_normal((count, 1))),
        usual.new / usual.review * np.exp(0.2 * rng.standard_normal((count, 1))),
    )


class Asked(NamedTuple):
    """Cards that were asked on a day."""

    learner: np.ndarray
    card: np.ndarray
    seconds: Floats


class World:
    """Some learners with one policy, day by day; all arrays are (learners, cards)."""

    def __init__(self, people: People, believed: LearnerModel, days: int) -> None:
        shape = people.review.shape
        self.people, self.believed = people, believed
        self.seen = np.zeros(shape, bool)
        self.last = np.full(shape, -1.0)
        self.true = np.ones((2, *shape))
        self.held = np.ones((2, *shape))
        self.days = days

    def recall(self, day: float) -> Floats:
        """What the planner believes would be recalled on ``day``; unseen cards 0."""
        gap = np.maximum(day - self.last, 0)
        return np.where(self.seen, self.believed.model.recall(self.held[0], gap), 0.0)

    def truth(self) -> Floats:
        """The share of the bank that each learner really recalls on the last day."""
        model = MemoryModel(self.people.weights[:, :, None])
        found = np.where(self.seen, model.recall(self.true[0], self.days - self.last), 0.0)
        return np.asarray(found.mean(axis=1))

    def expected(self, day: int) -> Floats:
        """Seconds that each card would take, at the usual pace, as the planner believes."""
        seconds = self.believed.seconds(self.recall(day))
        return np.where(self.seen, seconds, self.believed.new)

    def study(self, day: int, priority: Floats, minutes: float, rng: np.random.Generator) -> Asked:
        """Ask cards by priority until the minutes are over; the one begun is finished.

        Cards with a priority of -inf are left out.
        """
        people, shape = self.people, self.seen.shape
        luck, second, noise = rng.random(shape), rng.random(shape), rng.standard_normal(shape)
        true = MemoryModel(people.weights[:, :, None])
        chance = true.recall(self.true[0], np.maximum(day - self.last, 0))
        recalled = luck < chance
        seconds = (
            people.review
            * np.exp(0.4 * noise)
            * np.where(self.seen, np.where(recalled, 1.0, 2.0), people.new)
        )
        order = np.argsort(-priority, axis=1, kind="stable")
        spent = np.cumsum(np.take_along_axis(seconds, order, axis=1), axis=1)
        begun = np.concatenate([np.zeros((len(spent), 1)), spent[:, :-1]], axis=1)
        asked = (begun < 60 * minutes) & (np.take_along_axis(priority, order, axis=1) > -np.inf)
        rows, places = np.nonzero(asked)
        columns = order[rows, places]
        at = rows, columns
        passed = 2 + (second[at][:, None] > people.passing.cumsum(axis=1)[rows, :2]).sum(axis=1)
        first = 1 + (second[at][:, None] > people.first.cumsum(axis=1)[rows, :3]).sum(axis=1)
        new = ~self.seen[at]
        grade = np.where(new, first, np.where(recalled[at], passed, 1))
        gap = np.where(new, 1, day - self.last[at])
        for model, memory in (
            (MemoryModel(people.weights[:, rows]), self.true),
            (self.believed.model, self.held),
        ):
            s, d = model.after(memory[0][at], memory[1][at], gap, grade)
            again = model.after(s, d, 0, 3)
            s, d = (
                np.where(grade == 1, twice, once) for twice, once in zip(again, (s, d), strict=True)
            )
            fresh = met(model, grade)
            memory[0][at], memory[1][at] = (
                np.where(new, one, other) for one, other in zip(fresh, (s, d), strict=True)
            )
        self.seen[at], self.last[at] = True, day
        return Asked(rows, columns, seconds[at])


class Planner:
    """Plans as they are made on the first day, for learners who are faster or slower than thought.

    The program makes its plan anew every day; here the prices stay those of the first day, and
    only the learner's pace is taken from what the days before took.
    """

    def __init__(self, believed: LearnerModel, pace: Floats, days: int, minutes: float) -> None:
        transitions = Transitions(believed, days, daily=days)
        scene = Scene.of(transitions, unseen(pace), minutes)
        self.transitions, self.pace = transitions, pace
        self.prices = [find_prices(scene.with_minutes(minutes * factor)) for factor in PACES]

    def follow(self, world: World, minutes: float, seed: int) -> Floats:
        """Ask by priority; nothing at all where every card is better left for later."""
        count, cards = world.seen.shape
        spent, expected = np.full(count, 600.0), np.full(count, 600.0)
        for day in range(world.days):
            place = world.days - day - 1
            quick = expected / spent
            level = np.abs(np.log(quick[:, None] / PACES)).argmin(axis=1)
            priority = np.empty((count, cards))
            for one in np.unique(level):
                mine = level == one
                tiled = np.tile(self.pace, mine.sum())
                pricing = Pricing(self.transitions, self.prices[one], tiled)
                last = np.where(world.seen[mine], world.days - world.last[mine] - 1, -1)
                found = pricing.on(
                    place, last.astype(int).ravel(), *(part[mine].ravel() for part in world.held)
                )
                priority[mine] = found.reshape(-1, cards)
            believed = world.expected(day) * self.pace
            asked = world.study(
                day,
                np.where(priority > 0, priority, -np.inf),
                minutes,
                np.random.default_rng([seed, day]),
            )
            np.add.at(spent, asked.learner, asked.seconds)
            np.add.at(expected, asked.learner, believed[asked.learner, asked.card])
        return world.truth()


def follow(policy: str, world: World, pace: Floats, minutes: float, seed: int) -> Floats:
    """One of the other policies."""
    believed = world.believed
    own = np.random.default_rng([seed, 1_000_000])
    due = np.zeros(world.seen.shape)
    learning_order = np.arange(world.seen.shape[1]) / 1e6
    for day in range(world.days):
        if policy == "cram":
            priority = -world.recall(day) - learning_order
        elif policy == "thrifty":
            priority = (1 - world.recall(day)) / (world.expected(day) * pace)
        elif policy == "random":
            priority = own.random(world.seen.shape)
        else:
            # Due cards, the longest overdue first; new ones in the time that is left; and if there
            # is still some, what would be due next.
            seen = np.where(due <= day, 1e6 - due, -1e6 - due)
            priority = np.where(world.seen, seen, -learning_order)
        asked = world.study(day, priority, minutes, np.random.default_rng([seed, day]))
        held = world.held[0, asked.learner, asked.card]
        due[asked.learner, asked.card] = day + believed.model.days_until(held, 0.9)
    return world.truth()


def unseen(pace: Floats) -> CardColumns:
    """A bank nothing of which has been met."""
    ones = np.ones(len(pace))
    return CardColumns(ones, 5 * ones, -ones, pace)


def simulate(days: int, minutes: float, learners: int, seed: int) -> dict[str, Floats]:
    """True expected recall on the day under each policy, for each learner."""
    believed = LearnerModel(MemoryModel())
    seconds = [SECONDS[kind] for kind, count in KINDS.items() for _ in range(count)]
    pace = np.array(seconds) / believed.review
    np.random.default_rng(seed).shuffle(pace)
    people = draw_people(learners, pace, np.random.default_rng([seed, learners]))
    planner = Planner(believed, pace, days, minutes)
    found = {"plan": planner.follow(World(people, believed, days), minutes, seed)}
    for policy in POLICIES[1:]:
        found[policy] = follow(policy, World(people, believed, days), pace, minutes, seed)
    return found


def row(days: int, minutes: float, found: dict[str, Floats]) -> str:
    """One line of the table: the plan's recall, and by how much it is ahead of each other."""
    plan = found["plan"]
    cells = [f"{days}", f"{minutes:g}", f"{plan.mean():.1%}"]
    for policy in POLICIES[1:]:
        ahead = plan - found[policy]
        half = 1.96 * ahead.std(ddof=1) / np.sqrt(len(ahead))
        mark = "" if ahead.mean() > half else " (no)"
        cells.append(f"{100 * ahead.mean():+.2f} ± {100 * half:.2f}{mark}")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Print the table; with --write, put it between its marks in a page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, nargs="+", default=[7, 14, 30, 60])
    parser.add_argument("--minutes", type=float, nargs="+", default=[10, 20, 40])
    parser.add_argument("--learners", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="a page with the table's marks")
    options = parser.parse_args()
    table = [
        "| days | minutes | with the plan | ahead of FSRS at 0.9 | of cramming | of random "
        "| of thrifty cramming |",
        "|---|---|---|---|---|---|---|",
    ]
    print("\n".join(table))
    for days in options.days:
        for minutes in options.minutes:
            began = time.process_time()
            found = simulate(days, minutes, options.learners, options.seed)
            table.append(row(days, minutes, found))
            print(table[-1], f"  {time.process_time() - began:.0f} s", flush=True)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, rest = page.split(START)
        after = rest.split(END)[1]
        text = START + "\n".join(table) + "\n" + END
        options.write.write_text(before + text + after, encoding="utf-8")


if __name__ == "__main__":
    main()
