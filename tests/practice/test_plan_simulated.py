"""The plan against other ways to spend the same minutes, in small: the script has it in full."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import simulate_plan
from plan_simulation import memories
from simulate_plan import Cell


@pytest.mark.slow
@pytest.mark.parametrize("measure", simulate_plan.MEASURES)
def test_the_plan_is_ahead_of_every_simple_policy(measure: str) -> None:
    """Learners unlike those the planner believes in are better off with the plan."""
    found = simulate_plan.simulate(Cell("usual", 7, 20.0, 8, 3, False))[measure]
    for policy in ("fsrs", "cram", "random"):
        ahead = found["plan"] - found[policy]
        assert ahead.mean() > 2 * ahead.std() / np.sqrt(8), policy


def test_a_row_says_where_the_plan_is_not_ahead() -> None:
    """A difference that cannot be told from zero is marked."""
    found = {policy: np.linspace(0.1, 0.3, 9) for policy in simulate_plan.rivals.RIVALS}
    found["plan"] = found["fsrs"] + 0.1 + 0.01 * np.sin(np.arange(9))
    found["cram"] = found["plan"].copy()
    cells = simulate_plan.row("7 | 10", found).split("|")
    assert "(no)" not in cells[4]
    assert "(no)" in cells[5]


@pytest.mark.parametrize("name", memories.NAMES)
def test_every_memory_forgets_and_learns(name: str) -> None:
    """Recall falls with the days; who reviewed a card recalls it better later; unseen is 0."""
    memory = memories.make(name, 40, 3, 1)
    rows = np.repeat(np.arange(40), 2)
    cards = np.tile([0, 1], 40)
    memory.study(rows, cards, 0, np.full(80, 3))
    soon, late = memory.recall(1), memory.recall(9)
    assert np.all(soon[:, 2] == 0)
    assert np.all((soon >= 0) & (soon <= 1))
    assert soon[:, :2].mean() > late[:, :2].mean() + 0.05
    memory.study(np.arange(40), np.zeros(40, int), 4, np.full(40, 3))
    again = memory.recall(12)
    assert again[:, 0].mean() > again[:, 1].mean() + 0.03
