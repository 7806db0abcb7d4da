"""What starting costs and what a wrong word gives: whole commands in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "numpy",
    "textual",
    "rich",
    "plotext",
    "matplotlib",
    "torch",
    "yaml",
    "msgspec",
    "fsrs",
    "simpleeval",
)


def run(*words: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run actquiz with a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "actquiz", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "ACTQUIZ_HOME": str(home), **environment},
        check=False,
    )


def imported(*words: str, home: Path) -> set[str]:
    """The top-level modules that a command imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "actquiz", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "ACTQUIZ_HOME": str(home)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["due"]], ids=" ".join)
def test_quick_commands_import_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    """A shell prompt can afford these: no array, screen, YAML or scheduler library is loaded."""
    if words == ["due"]:
        assert run("due", home=tmp_path).returncode == 0  # the first call builds the index
    assert imported(*words, home=tmp_path).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["stduy"], "did you mean 'study'?"),
        (["xyzzy"], "actquiz --help"),
        (["study", "--nonsense"], "--nonsense"),
        (["show"], "CARD"),
        (["show", "no-such-card"], "no-such-card"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_words_give_one_line_and_exit_code_2(
    words: list[str], says: str, tmp_path: Path
) -> None:
    """The message says what is wrong and what to do; there is no traceback."""
    done = run(*words, home=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    """``actquiz decks | head -0`` ends quietly."""
    command = f"{sys.executable} -m actquiz decks | head -c 0"
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        env={**os.environ, "ACTQUIZ_HOME": str(tmp_path)},
        check=False,
    )
    assert done.stderr == ""


def test_a_home_that_is_a_file_is_a_message(tmp_path: Path) -> None:
    """Data that cannot be written is said in one line with a way out."""
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    done = run("due", home=file)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert str(file) in done.stderr
