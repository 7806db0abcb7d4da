#!/usr/bin/env python3
"""Count how often right solutions of exercises fail a property by bad luck with their draws.

    .venv/bin/python scripts/measure_luck.py                  all exercises, 20 rounds a file
    .venv/bin/python scripts/measure_luck.py NAME… --rounds 500

Each round takes seeds that no check uses. Where a property trains with several seeds, every one
training counts. None of n failures means less than 3/n, to 95 %.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "practice")]

from exercise_luck import Luck, measure, random_properties  # noqa: E402

from actquiz.practice.exercises.catalogue import exercises, get  # noqa: E402

parser = argparse.ArgumentParser(description="Count false alarms of randomised properties.")
parser.add_argument("names", metavar="NAME", nargs="*")
parser.add_argument("--rounds", type=int, default=20)
given = parser.parse_args()

for exercise in map(get, given.names) if given.names else exercises():
    if not random_properties(exercise):
        continue
    total: dict[str, Luck] = {}
    for path in (exercise.folder / "solution.py", *exercise.folder.glob("right/*.py")):
        for sentence, luck in measure(exercise, path, given.rounds).items():
            sums = total.setdefault(sentence, Luck())
            sums.draws += luck.draws
            sums.failed += luck.failed
    for sentence, luck in total.items():
        print(f"{exercise.id}: {luck.failed} of {luck.draws}: {sentence}", flush=True)
