"""Whole ``actquiz plan`` commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOW = "2026-03-02T12:00:00+00:00"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a deck of its own beside those that ship."""
    return tmp_path / "home"


def run(
    *words: str, home: Path, now: str = NOW, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run actquiz at a given time."""
    return subprocess.run(
        [sys.executable, "-m", "actquiz", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "ACTQUIZ_HOME": str(home), "ACTQUIZ_NOW": now, **environment},
        check=False,
    )


def test_a_plan_is_kept_followed_and_forgotten(home: Path) -> None:
    """The date and minutes stay; due follows the plan, without an array library; --off ends it."""
    told = json.loads(
        run("plan", "--date", "2026-03-22", "--minutes", "10", "--json", home=home).stdout
    )
    assert (told["days"], told["minutes"], told["now"]) == (20, 10, 0)
    assert 0.1 < told["then"] < 1
    assert told["score"]["low"] < told["score"]["score"] < told["score"]["high"]
    assert told["more"]["20"] > told["then"]
    assert set(told["levels"]) == {"screen", "core", "deep"}
    assert sum(topic["cards"] for topic in told["topics"].values()) == told["cards"]
    due = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "actquiz", "due"],
        capture_output=True,
        text=True,
        env={**os.environ, "ACTQUIZ_HOME": str(home), "ACTQUIZ_NOW": NOW},
        check=False,
    )
    assert due.stdout == f"{told['today']['new']} new\n"
    assert told["today"]["new"] > 10
    assert "numpy" not in due.stderr
    shown = run("plan", "--plain", home=home)
    assert "Interview in 20 days, on Sun 22 Mar 2026; 10 min a day." in shown.stdout
    after = run("due", home=home, now="2026-03-22T12:00:00+00:00")
    assert after.stdout == "10 new\n"
    assert "off" in run("plan", "--off", home=home).stdout
    assert run("due", home=home).stdout == "10 new\n"
    assert "No interview" in run("plan", "--off", home=home).stdout


def test_the_day_may_be_typed_as_people_say_it(home: Path) -> None:
    """Two weeks from today is that day."""
    done = run("plan", "--date", "in 2 weeks", "--minutes", "10", "--json", home=home)
    assert json.loads(done.stdout)["date"] == "2026-03-16"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "no interview is planned for"),
        (["--minutes", "20"], "no interview is planned for"),
        (["--date", "2026-03-02"], "is today"),
        (["--date", "2026-03-01"], "is yesterday"),
        (["--date", "2026-01-01"], "60 days ago"),
        (["--date", "2036-03-02"], "3,653 days away"),
        (["--date", "soon"], "'soon' is no date"),
        (["--date", "2026-02-30"], "'2026-02-30' is no date"),
        (["--date", "2026-03-22", "--minutes", "0"], "0 minutes"),
        (["--date", "2026-03-22", "--minutes", "1000"], "1000 minutes"),
        (["--date", "2026-03-22", "--save", "plan.txt"], "plan.txt"),
        (["--off", "--date", "2026-03-22"], "--off"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_planned_is_said(words: list[str], says: str, home: Path) -> None:
    """One message with exit code 2, and nothing is kept."""
    done = run("plan", *words, home=home)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (home / "settings.json").exists()


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_the_page_fits_the_terminal(columns: int, home: Path) -> None:
    """No line is wider than the terminal, drawn or plain."""
    for words in (["--plain"], []):
        done = run(
            "plan", "--date", "2026-03-12", *words, home=home, COLUMNS=str(columns), LINES="12"
        )
        assert done.returncode == 0, done.stderr
        assert max(map(len, done.stdout.splitlines())) <= columns
        assert "known, %" in done.stdout


def test_the_figure_is_saved(home: Path, tmp_path: Path) -> None:
    """--save writes the curves as a picture."""
    file = tmp_path / "plan.png"
    done = run("plan", "--date", "2026-03-12", "--save", str(file), home=home)
    assert done.returncode == 0, done.stderr
    assert file.read_bytes().startswith(b"\x89PNG")
