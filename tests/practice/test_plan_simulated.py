"""The plan against other ways to spend the same minutes, in small: the script has it in full."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import simulate_plan


@pytest.mark.parametrize(("days", "minutes"), [(7, 20.0), (10, 30.0)])
def test_the_plan_is_ahead_of_every_other_policy(days: int, minutes: float) -> None:
    """Learners unlike those the planner believes in recall more on the day with the plan."""
    found = simulate_plan.simulate(days, minutes, 16, 3)
    for policy in ("fsrs", "cram", "random"):
        ahead = found["plan"] - found[policy]
        assert ahead.mean() > 2 * ahead.std() / 4, policy


def test_a_row_says_where_the_plan_is_not_ahead() -> None:
    """A difference that cannot be told from zero is marked."""
    found = simulate_plan.simulate(4, 10.0, 6, 1)
    found["cram"] = found["plan"].copy()
    cells = simulate_plan.row(4, 10.0, found).split("|")
    assert "(no)" not in cells[4]
    assert "(no)" in cells[5]
