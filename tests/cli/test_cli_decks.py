"""``actquiz decks`` in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def _run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ACTQUIZ_HOME": str(home), "COLUMNS": "80"}
    command = [sys.executable, "-m", "actquiz", "decks", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_one_deck_shows_the_way_through_it(tmp_path: Path) -> None:
    """What it builds on, the next step, and a line a card."""
    told = _run(tmp_path, "sigmoid-tanh").stdout.splitlines()
    assert told[0] == "Sigmoid and tanh"
    assert any(line.startswith("Builds on: Why non-linearity at all") for line in told)
    assert "Next: Begin with Why non-linearity at all" in told
    data = json.loads(_run(tmp_path, "sigmoid-tanh", "--json").stdout)
    assert data["next"] == {"step": "before", "deck": "why-nonlinear"}
    assert sum(line.startswith("new ") for line in told) == len(data["cards"]) == data["total"]


def test_an_unknown_deck_is_a_message(tmp_path: Path) -> None:
    """The exit code is 2 and the message says where the decks are listed."""
    ran = _run(tmp_path, "sigmoid-tahn")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "sigmoid-tahn" in ran.stderr
    assert "actquiz decks" in ran.stderr
