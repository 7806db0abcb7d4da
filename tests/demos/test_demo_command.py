"""``actquiz demo`` as people and scripts call it."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from actquiz.cli import picture
from actquiz.cli.demo_report import DemoCall, show
from actquiz.cli.main import run
from actquiz.demos import registry
from actquiz.demos.demo import Demo, Frame, Param, Result
from actquiz.demos.observation import Observation
from actquiz.plots.figure import Figure, Line, Panel

SMALL = ["--set", "depth=5", "--set", "width=16", "--seeds", "4"]
FIGURE = Figure([Panel([Line("f", [0, 1], [0, 1])])])


def _command(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "actquiz", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "COLUMNS": "80", **environment},
    )


def _trained(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    yield Frame(1, 3, FIGURE, f"trained by {params['backend']}")
    if params["stop"]:
        signal.raise_signal(signal.SIGINT)
    yield Frame(3, 3, FIGURE, "", Result({"accuracy": 0.9}, "Trained.", diverged=2))


def _pretend(monkeypatch: pytest.MonkeyPatch, stop: bool) -> None:
    sample = Demo(
        name="sample",
        title="A sample",
        question="Does it train?",
        run=_trained,
        params=(
            Param("backend", "choice", "numpy", "What trains.", options=("numpy", "torch")),
            Param("stop", "bool", stop, "Whether Ctrl-C is pressed."),
        ),
        observations=(Observation("One."),),
        seeds=4,
    )
    monkeypatch.setattr(registry, "get", lambda name: sample)


def test_a_whole_run_prints_everything() -> None:
    """The picture, the summary, theory with its distance, what to notice and how to repeat it."""
    done = _command("demo", "vanishing")
    assert done.returncode == 0, done.stderr
    assert "\033" not in done.stdout
    for part in ("● sigmoid", "Through 20 layers", "standard errors", "What to notice", "seed 0"):
        assert part in done.stdout
    assert max(map(len, done.stdout.split("\n"))) <= 80


def test_a_narrow_terminal_gets_narrow_lines() -> None:
    """At forty columns nothing is wider than forty columns."""
    done = _command("demo", "vanishing", *SMALL, COLUMNS="40")
    assert max(map(len, done.stdout.split("\n"))) <= 40


def test_json_holds_figures_and_theory() -> None:
    """JSON carries the parameters, the seed, the figures and the theory, and repeats."""
    first, second = (_command("demo", "vanishing", *SMALL, "--json") for _ in range(2))
    told = json.loads(first.stdout)
    assert told["params"]["depth"] == 5
    assert told["figures"]["relu.decades"] < 0.5
    assert {row["name"] for row in told["theory"]} >= {"relu.decades"}
    assert first.stdout == second.stdout


def test_plain_has_numbers_instead_of_a_picture() -> None:
    """Plain output is words and numbers only."""
    done = _command("demo", "vanishing", *SMALL, "--plain")
    assert "sigmoid theory" in done.stdout
    assert not re.search(r"[⠀-⣿┤▀█]", done.stdout)


def test_a_prediction_is_asked_and_scored() -> None:
    """The answer comes from one line of stdin, and is scored when the run is over."""
    right = _command("demo", "vanishing", "--predict", stdin="3\n")
    assert right.returncode == 0
    assert "Right. You said about 10¹² times" in right.stdout
    assert "by what factor" in right.stderr
    told = json.loads(_command("demo", "vanishing", "--predict", "--json", stdin="1\n").stdout)
    assert told["prediction"]["right"] is False


@pytest.mark.parametrize(
    ("arguments", "stdin", "complaint"),
    [
        (["vanish"], "", "there is no demo 'vanish' — did you mean 'vanishing'?"),
        (["vanishing", "--set", "depth=4"], "", "a whole number from 5 to 100"),
        (["vanishing", "--set", "depth"], "", "write --set key=value"),
        (["vanishing", "--seeds", "0"], "", "seeds is 0"),
        (["vanishing", "--save", "x.gif"], "", "end the name in .png or .svg"),
        (["vanishing", "--backend", "torch"], "", "has no backend to choose"),
        (["vanishing", "--predict"], "", "no prediction was given"),
        (["vanishing", "--predict"], "9\n", "type a digit from 1 to 4"),
        (["vanishing", "--predict", "--set", "depth=9"], "1\n", "without --set"),
        (["stability", "--seeds", "3"], "", "nothing is random in demo 'stability'"),
        (["stability", "--predict"], "1\n", "asks for no prediction"),
    ],
)
def test_mistakes_are_answered(
    arguments: list[str],
    stdin: str,
    complaint: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bad input ends with code 2 and one line that says what to do instead."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    assert run(["demo", *arguments]) == 2
    assert complaint in capsys.readouterr().err


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """The list gives every demo with its question; as JSON with its parameters as well."""
    assert run(["demo"]) == 0
    assert all(name in capsys.readouterr().out for name in ["vanishing"])
    assert run(["demo", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [demo["name"] for demo in told] == list(registry.DEMOS)


def test_ctrl_c_keeps_what_is_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An interrupted run prints and saves its last frame, and exits with 130."""
    _pretend(monkeypatch, stop=True)
    picture_file = tmp_path / "frame.svg"
    assert run(["demo", "sample", "--save", str(picture_file)]) == 130
    told = capsys.readouterr()
    assert "trained by numpy" in told.out
    assert "└" in told.out
    assert "stopped after step 1 of 3" in told.err
    assert picture_file.exists()


def test_the_backend_is_a_parameter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--backend`` reaches a demo that trains, and diverged networks are counted apart."""
    _pretend(monkeypatch, stop=False)
    assert run(["demo", "sample", "--backend", "torch", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["params"]["backend"] == "torch"
    assert run(["demo", "sample"]) == 0
    assert "2 runs diverged" in capsys.readouterr().out


def test_frames_move_only_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal a frame is drawn in place and erased at the end; NO_COLOR stops all that."""
    monkeypatch.setattr(picture.output, "is_terminal", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    with picture.Live(wanted=True) as live:
        live.frame(FIGURE, "reading")
    moved = capsys.readouterr().out
    assert "reading" in moved
    assert moved.endswith("\033[J\033[?25h")
    monkeypatch.setenv("NO_COLOR", "1")
    with picture.Live(wanted=True) as live:
        live.frame(FIGURE, "reading")
    assert capsys.readouterr().out == ""


def test_theory_without_an_error_is_told_by_distance() -> None:
    """A deterministic match has no standard errors to count."""
    from actquiz.demos.demo import Theory
    from actquiz.demos.wording import theory_row

    assert theory_row(Theory("x", 1.0, 1.0, 0.0))[-1] == "0"


def test_nothing_heavy_is_imported() -> None:
    """The vanishing demo imports neither torch nor matplotlib nor the app."""
    code = (
        "import sys; from actquiz.cli.main import run; run(['demo', 'vanishing', '--seeds', '2']);"
        "print(sorted({'torch', 'matplotlib', 'textual', 'fsrs'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.rstrip().endswith("[]")


def test_help_lists_the_experiments_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    """``demo NAME --help`` says what there is to set, what it takes and what it is otherwise."""
    assert run(["demo", "dying-relu", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Parameters of dying-relu, for --set" in told
    assert "bias Every hidden bias before training. Takes a number from -5 to 5" in told
    assert run(["demo", "--help"]) == 0
    assert "Parameters of" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("setting", "hint"),
    [
        ("settings=sgd-3", "the nearest are sgd-2 and sgd-5"),
        ("settings=sgd-7", "did you mean"),
        ("steps=5", "the nearest is 20"),
        ("inputs=5000", "the nearest is 1000"),
    ],
)
def test_a_wrong_value_names_the_nearest_right_one(
    setting: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between two settings both are named; beyond an end, the end."""
    assert run(["demo", "dying-relu", "--set", setting]) == 2
    assert hint in capsys.readouterr().err


def test_a_picture_that_cannot_be_saved_is_refused_before_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where no file can be made nothing is run for nothing."""
    assert run(["demo", "softmax", "--save", "/proc/x.png"]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert "actquiz: " in told.err


def test_a_terminal_without_the_characters_gets_ascii() -> None:
    """Picture, table and sentences are drawn with ASCII, columns where they were."""
    told = _command("demo", "gelu-approximations", PYTHONIOENCODING="ascii")
    assert told.returncode == 0
    assert told.stdout.isascii()
    assert "o GELU" in told.stdout
    assert "?" not in told.stdout.replace("where?", "")


def test_a_long_run_says_how_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once a first step has shown that it will take more than five seconds."""
    _pretend(monkeypatch, stop=False)
    times = iter([0.0, 40.0])
    monkeypatch.setattr("actquiz.clock.stopwatch", lambda: next(times, 40.0))
    assert run(["demo", "sample", "--json"]) == 0
    assert "this takes about 80 s here" in capsys.readouterr().err


def test_progress_tells_the_time_left_from_the_steps_it_saw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the first step needed for loading does not count once there is a second."""
    times = iter([0.0, 10.0, 12.0])
    monkeypatch.setattr("actquiz.clock.stopwatch", lambda: next(times))
    progress = picture.ProgressLine()
    assert progress.left(1, 5) == 40.0
    assert progress.left(2, 5) == 6.0
    assert progress.bar(2, 5, 6.0).endswith("about 6 s left")
    assert picture.about(200.0) == "about 3 min"


@pytest.mark.parametrize("name", registry.DEMOS)
def test_titles_fit_a_narrow_terminal(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At 40 columns a title takes two lines instead of running out of the screen."""
    monkeypatch.setenv("COLUMNS", "40")
    demo = registry.get(name)
    asked = DemoCall(demo, {}, 1, 0, plain=True, as_json=False, save=None)
    show(asked, Frame(1, 1, FIGURE, ""), Result({}, "Done."), None)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 40
