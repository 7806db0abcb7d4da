"""``actquiz exercise``: whole sessions, as one would type them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from actquiz.cli.main import run
from actquiz.practice.exercises.catalogue import get, names

NAME = "stable-sigmoid"
NAIVE = "import numpy as np\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
SOLUTION = get(NAME).solution()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, on a day that repeats."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    go_to(monkeypatch, "2026-03-02")
    return tmp_path / "home"


def go_to(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Set the clock to noon of a day."""
    monkeypatch.setenv("ACTQUIZ_NOW", f"{day}T12:00:00+00:00")


@pytest.fixture
def file(home: Path) -> Path:
    """The learner's file, begun."""
    assert run(["exercise", NAME]) == 0
    return home / "exercises" / f"{NAME}.py"


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """What the list says of the exercise."""
    capsys.readouterr()
    assert run(["exercise", "--json"]) == 0
    return next(one for one in json.loads(capsys.readouterr().out) if one["id"] == NAME)


def test_the_list_has_every_exercise_with_its_state(capsys: pytest.CaptureFixture[str]) -> None:
    """A sign and a word, the name, the level and the title."""
    assert run(["exercise"]) == 0
    out = capsys.readouterr().out
    assert all(f" {name} " in out for name in names())
    assert f"· new      {NAME} " in out
    assert f"{len(names())} exercises" in out


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_the_list_fits_the_terminal(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("actquiz.cli.output.is_terminal", lambda: True)
    assert run(["exercise"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns


def test_the_list_needs_no_arrays(home: Path) -> None:
    """Neither numpy nor the scheduler is imported for it."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "actquiz", "exercise"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert imported.isdisjoint({"numpy", "fsrs", "textual", "matplotlib", "plotext"})


def test_beginning_shows_the_task_and_writes_the_starter(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    """A second time the file is left as it is, and the task is shown again."""
    path = home / "exercises" / f"{NAME}.py"
    assert run(["exercise", NAME]) == 0
    out = capsys.readouterr().out
    assert get(NAME).written.title in out
    assert f"Your file: {path}" in out
    begun = path.read_text(encoding="utf-8")
    assert begun.startswith(f"# {get(NAME).written.title}\n#\n")
    assert begun.endswith(get(NAME).starter())
    path.write_text(NAIVE, encoding="utf-8")
    assert run(["exercise", NAME]) == 0
    assert f"Your file, as you left it: {path}" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == NAIVE


def test_a_session_from_the_starter_to_the_day_it_comes_back(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not written, wrong, right, due again, and begun afresh."""
    assert run(["exercise", NAME, "--check"]) == 1
    out = capsys.readouterr().out
    assert "this is not written yet" in out
    assert "Not yet: 0 of" in out

    file.write_text(NAIVE, encoding="utf-8")
    assert run(["exercise", NAME, "--check"]) == 1
    out = capsys.readouterr().out
    assert "✓ " in out
    assert "NumPy warns: overflow encountered in exp" in out
    assert "line 3    return 1 / (1 + np.exp(-x))" in out
    assert "call      sigmoid(np.array([-1000.0]))" in out

    file.write_text(SOLUTION, encoding="utf-8")
    assert run(["exercise", NAME, "--check"]) == 0
    out = capsys.readouterr().out
    assert "Passed: all" in out
    assert "It comes back on" in out
    assert get(NAME).written.cards[0] in out
    assert listed(capsys)["state"] == "passed"

    day = str(listed(capsys)["due"])
    go_to(monkeypatch, day)
    assert run(["due"]) == 0
    assert "1 exercise" in capsys.readouterr().out
    assert run(["due", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exercises"] == [NAME]
    assert run(["exercise", NAME]) == 0
    assert "It is due again" in capsys.readouterr().out
    assert listed(capsys)["state"] == "due"

    assert run(["exercise", NAME, "--reset", "--yes"]) == 0
    assert f"{NAME}.1.py" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8").endswith(get(NAME).starter())
    file.write_text(SOLUTION, encoding="utf-8")
    assert run(["exercise", NAME, "--check"]) == 0
    assert str(listed(capsys)["due"]) > day
    assert run(["progress", "doctor"]) == 0


def test_the_report_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every property with what became of it, and the first trouble."""
    file.write_text(NAIVE, encoding="utf-8")
    capsys.readouterr()
    assert run(["exercise", NAME, "--check", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["passed"] is False
    assert report["trouble"]["line"] == 3
    assert {one["held"] for one in report["results"]} == {True, False}
    assert report["due"] is None


def test_a_file_that_cannot_be_run_is_one_message(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line and what is wrong; no property is called wrong that nobody looked at."""
    file.write_text("print('hello')\ndef sigmoid(x)\n    return x\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["exercise", NAME, "--check"]) == 1
    out = capsys.readouterr().out
    assert f"✗ {NAME}.py: this is not Python: expected ':'" in out
    assert "line 2    def sigmoid(x)" in out
    assert out.count("✗") == 1
    assert "not looked at" in out


def test_what_the_file_printed_is_shown_and_made_safe(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No escape sequence of the learner's reaches the terminal."""
    file.write_text("print('\\x1b[2J' + 'a\\n' * 20)\n" + SOLUTION, encoding="utf-8")
    capsys.readouterr()
    assert run(["exercise", NAME, "--check"]) == 0
    out = capsys.readouterr().out
    assert "Your file printed:\n    a\n" in out
    assert "    …\n" in out
    assert "\x1b" not in out


def test_hints_come_one_at_a_time(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All that are taken are shown; after the last, a note says what is left."""
    total = len(get(NAME).written.hints)
    for taken in range(1, total + 1):
        capsys.readouterr()
        assert run(["exercise", NAME, "--hint"]) == 0
        printed = capsys.readouterr()
        assert printed.out.count("Hint ") == taken
        assert printed.err == ""
    assert run(["exercise", NAME, "--hint"]) == 0
    assert "--solution" in capsys.readouterr().err


def test_the_solution_is_shown_on_request_and_is_a_program(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before passing it must be meant; the lesson follows as comments."""
    capsys.readouterr()
    assert run(["exercise", NAME, "--solution"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert run(["exercise", NAME, "--solution", "--yes"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(SOLUTION.rstrip())
    file.write_text(out, encoding="utf-8")
    assert run(["exercise", NAME, "--check"]) == 0
    assert listed(capsys)["due"] == "2026-03-03"
    assert run(["exercise", NAME, "--solution"]) == 0


def test_the_editor_opens_and_what_was_saved_is_checked(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a terminal; an editor that changes nothing leads to no check."""
    monkeypatch.setattr("actquiz.cli.exercise._has_terminal", lambda: True)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    assert run(["exercise", NAME]) == 0
    assert "properties hold" not in capsys.readouterr().out
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\ncp {tmp_path / "text"} "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    (tmp_path / "text").write_text(SOLUTION, encoding="utf-8")
    monkeypatch.setenv("EDITOR", str(editor))
    assert run(["exercise", NAME]) == 0
    assert "Passed" in capsys.readouterr().out
    assert run(["exercise", NAME, "--no-editor"]) == 0
    assert "properties hold" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nosuch"], "'actquiz exercise' lists them"),
        (["stable-sigmiod"], f"did you mean '{NAME}'?"),
        (["--check"], "--check needs an exercise"),
        ([NAME, "--check", "--watch"], "cannot go together"),
        ([NAME, "--json"], "--json goes with"),
        ([NAME, "--check"], f"'actquiz exercise {NAME}' writes it"),
        (["../decks"], "there is no exercise"),
        ([NAME, "--nonsense"], "--nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_words_are_one_line_and_exit_code_2(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong and what to do."""
    assert run(["exercise", *words]) == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert len(printed.err.strip().splitlines()) == 1
    assert printed.out == ""


def test_a_reset_must_be_meant(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal to ask on, --yes is needed; nothing is changed without it."""
    file.write_text(NAIVE, encoding="utf-8")
    assert run(["exercise", NAME, "--reset"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == NAIVE


class Watching:
    """``actquiz exercise NAME --watch`` in a process of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "actquiz", "exercise", NAME, "--watch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def until(self, words: str) -> str:
        """What it prints, up to the line with these words."""
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if words in line:
                return "".join(lines)
        raise AssertionError("".join(lines))


def save(file: Path, text: str) -> None:
    """Save as many editors do: a new file in the old one's place."""
    new = file.with_suffix(".tmp")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def test_watching_checks_at_each_save_until_it_passes(file: Path) -> None:
    """Three saves, three reports; the last ends it with exit code 0."""
    watching = Watching()
    assert "not written yet" in watching.until("Waiting for the next save")
    save(file, NAIVE)
    assert "NumPy warns" in watching.until("Waiting for the next save")
    save(file, SOLUTION)
    assert "Passed" in watching.until("Compare")
    assert watching.process.wait(20) == 0
    assert watching.process.communicate()[1].strip() == ""


def test_a_save_stops_a_check_that_is_still_running(file: Path) -> None:
    """Nobody waits ten seconds for the end of a loop that is already mended."""
    watching = Watching()
    watching.until("Waiting for the next save")
    save(file, "import numpy as np\ndef sigmoid(x):\n    while True:\n        pass\n")
    time.sleep(1.5)
    save(file, SOLUTION)
    shown = watching.until("Compare")
    assert "Passed" in shown
    assert "still running" not in shown
    assert watching.process.wait(20) == 0


def test_ctrl_c_ends_watching_without_noise(file: Path) -> None:
    """Exit code 130, nothing on stderr, and no process left behind."""
    watching = Watching()
    watching.until("Waiting for the next save")
    time.sleep(0.2)
    os.kill(watching.process.pid, signal.SIGINT)
    assert watching.process.wait(20) == 130
    assert watching.process.communicate()[1].strip() == ""
