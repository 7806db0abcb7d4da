"""A process killed in the middle of anything loses no review that it had reported."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from actquiz.memory import doctor
from actquiz.memory.store import Store

CHILD = Path(__file__).with_name("grade_until_killed.py")
KILLS = 9


def test_kill_minus_nine_loses_no_graded_review(tmp_path: Path) -> None:
    """Each review reported before the kill is there after it, the undone ones undone."""
    rng = random.Random(7)
    path = tmp_path / "progress.db"
    reported: set[str] = set()
    undone: set[str] = set()
    for number in range(KILLS):
        # Every third is killed while it starts: before, in or after making the tables.
        wait = number % 3 > 0
        for line in grade_and_kill(path, rng.uniform(0.02, 0.25), wait=wait):
            (undone if line.startswith("undone ") else reported).add(line.removeprefix("undone "))
        with Store.open(path) as store:
            with store.reading("SELECT id, undone IS NOT NULL FROM review") as rows:
                kept = dict(rows.fetchall())
            assert reported <= kept.keys()
            assert all(kept[review_id] for review_id in undone)
            assert doctor.examine(store).healthy
    assert len(reported) > KILLS


def grade_and_kill(path: Path, seconds: float, *, wait: bool) -> list[str]:
    """Let a child work for ``seconds`` from its start, or its first review; return what it said."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    lines = [child.stdout.readline()] if wait else []
    time.sleep(seconds)
    child.kill()
    lines += child.stdout.readlines()
    child.wait()
    child.stdout.close()
    # The last line may have been cut in the middle.
    return [line.strip() for line in lines if line.endswith("\n")]
