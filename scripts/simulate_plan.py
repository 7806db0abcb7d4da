#!/usr/bin/env python3
"""Hold the plan against other ways to spend the same minutes, on simulated learners.

    .venv/bin/python scripts/simulate_plan.py                        the tables
    .venv/bin/python scripts/simulate_plan.py --write docs/plan.md   and put them into that page
    .venv/bin/python scripts/simulate_plan.py --learners 20 --days 14 --minutes 20 --worlds usual

Every learner has a memory, habits and a pace of their own, none of them known to the planner, which
learns of them as the program does: from the answers. All policies have the same minutes and luck.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from plan_simulation import planner, rivals
from plan_simulation.bank import SimulatedBank, shipped_bank
from plan_simulation.world import Habits, World, draw_people

from actquiz.arrays import Floats
from actquiz.planner.interview import everything_alike

WORLDS = {
    "usual": Habits(),
    "ACT-R": Habits(memory="actr"),
    "half-life regression": Habits(memory="hlr"),
    "DASH": Habits(memory="dash"),
    "a day in five skipped": Habits(skips=0.2),
    "graded too kindly": Habits(kind=0.35),
    "cards that help each other": Habits(helps=0.3),
}
"""What the learners are like; the first is what the tables of all days and minutes are for."""
MEASURES = ("score", "known")
"""What is aimed at, and compared."""
_CHUNK = 12
_ORACLES = 12
"""Learners of each row that the oracle plans for: it is as slow as the plan."""


class Cell(NamedTuple):
    """Some learners, days and minutes."""

    world: str
    days: int
    minutes: float
    learners: int
    seed: int
    oracle: bool


@cache
def bank() -> SimulatedBank:
    """Read once a process."""
    return shipped_bank()


def simulate(cell: Cell) -> dict[str, dict[str, Floats]]:
    """By measure and policy, what each learner comes to; the plan aims at the measure."""
    cards, habits = bank(), WORLDS[cell.world]
    people = draw_people(cards, cell.learners, cell.seed)

    def world() -> World:
        return World(cards, people, habits, cell.days, cell.seed)

    def measured(played: World, measure: str) -> Floats:
        recall = played.truth(cell.days)
        return np.asarray(
            cards.interview.score(recall) if measure == "score" else recall.mean(axis=1)
        )

    found: dict[str, dict[str, Floats]] = {measure: {} for measure in MEASURES}
    for policy in rivals.RIVALS:
        played = world()
        rivals.follow(policy, played, cell.minutes)
        for measure in MEASURES:
            found[measure][policy] = measured(played, measure)
    for measure in MEASURES:
        aimed_at = cards.interview if measure == "score" else everything_alike(len(cards.pace))
        played = world()
        planner.follow(played, cell.minutes, aimed_at)
        found[measure]["plan"] = measured(played, measure)
        if cell.oracle:
            played = world()
            planner.follow(played, cell.minutes, aimed_at, oracle=True)
            found[measure]["oracle"] = measured(played, measure)
    return found


def joined(parts: list[dict[str, dict[str, Floats]]], measure: str) -> dict[str, Floats]:
    """All learners of a row; the oracle's are the first of them."""
    policies = [policy for policy in parts[0][measure] if policy != "oracle"]
    found = {
        policy: np.concatenate([part[measure][policy] for part in parts]) for policy in policies
    }
    oracles = [part[measure]["oracle"] for part in parts if "oracle" in part[measure]]
    return found | ({"oracle": np.concatenate(oracles)} if oracles else {})


def row(head: str, found: dict[str, Floats]) -> str:
    """A line: what the plan comes to, and by how many points it is ahead of each rival."""
    plan = found["plan"]
    cells = [head, f"{plan.mean():.1%}"]
    for policy in rivals.RIVALS:
        ahead = plan - found[policy]
        half = 1.96 * ahead.std(ddof=1) / np.sqrt(len(ahead))
        mark = "" if ahead.mean() > half else " (no)"
        cells.append(f"{100 * ahead.mean():+.2f} ± {100 * half:.2f}{mark}")
    if "oracle" in found:
        cells.append(_way(found))
    return "| " + " | ".join(cells) + " |"


def _way(found: dict[str, Floats]) -> str:
    """The oracle's lead over the plan, and how far the plan goes from the best rival to it."""
    count = len(found["oracle"])
    best = max(float(found[policy][:count].mean()) for policy in rivals.RIVALS)
    plan, oracle = float(found["plan"][:count].mean()), float(found["oracle"].mean())
    way = (plan - best) / (oracle - best) if oracle > best else 1.0
    return f"{100 * (oracle - plan):+.2f}, {min(way, 1):.0%}"


def cells(options: argparse.Namespace) -> dict[tuple[str, str], list[Cell]]:
    """The cells of every row, by world and by the row's head."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for world in options.worlds:
        usual = world == "usual"
        grid = [(d, m) for d in options.days for m in options.minutes] if usual else [(14, 20.0)]
        for days, minutes in grid:
            head = f"{days} | {minutes:g}" if usual else world
            # Learners of other seeds than those the planner was tuned on (1 to 3).
            found[world, head] = [
                Cell(world, days, minutes, min(_CHUNK, options.learners - start),
                     1000 * options.seed + start, usual and start < _ORACLES)
                for start in range(0, options.learners, _CHUNK)
            ]  # fmt: skip
    return found


def tables(options: argparse.Namespace) -> dict[str, str]:
    """The tables by the names of their marks."""
    rows = cells(options)
    names = " | ".join(f"ahead of {name}" for name in rivals.RIVALS.values())
    lines: dict[str, list[str]] = {}
    with ProcessPoolExecutor(options.workers) as pool:
        flat = [cell for some in rows.values() for cell in some]
        results = pool.map(simulate, flat)
        for (world, head), some in rows.items():
            began = time.perf_counter()
            parts = [next(results) for _ in some]
            for measure in MEASURES:
                usual = world == "usual"
                mark = measure if usual else f"{measure} elsewhere"
                if mark not in lines:
                    first = "days | minutes" if usual else "learners"
                    last = " | the oracle is ahead by, the way to it" if usual else ""
                    count = 1 + first.count("|") + 1 + len(rivals.RIVALS) + usual
                    lines[mark] = [
                        f"| {first} | with the plan | {names}{last} |", "|---" * count + "|"
                    ]  # fmt: skip
                    print(f"\n{mark}\n" + "\n".join(lines[mark]))
                lines[mark].append(row(head, joined(parts, measure)))
                print(lines[mark][-1], f"  {measure}", flush=True)
            print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return {mark: "\n".join(some) for mark, some in lines.items()}


def write(page: Path, found: dict[str, str]) -> None:
    """Put each table between its marks."""
    text = page.read_text(encoding="utf-8")
    for name, table in found.items():
        start, end = f"<!-- table: {name} -->\n", "<!-- /table -->"
        before, rest = text.split(start)
        text = before + start + table + "\n" + end + rest.split(end, 1)[1]
    page.write_text(text, encoding="utf-8")


def main() -> None:
    """Print the tables; with --write, put them between their marks in a page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, nargs="+", default=[7, 14, 30, 60])
    parser.add_argument("--minutes", type=float, nargs="+", default=[10, 20, 40])
    parser.add_argument("--worlds", nargs="+", choices=WORLDS, default=list(WORLDS))
    parser.add_argument("--learners", type=int, default=45)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="a page with the tables' marks")
    options = parser.parse_args()
    found = tables(options)
    if options.write:
        write(options.write, found)


if __name__ == "__main__":
    main()
