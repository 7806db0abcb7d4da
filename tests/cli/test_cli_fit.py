"""Whole ``actquiz fit`` commands: adopt, dry run, reset, refusals; progress stays whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "memory"))
from make_learner import draw_reviews, put_reviews

from actquiz.cli.main import run as run_here
from actquiz.planner import fitting

NOW = "2026-03-02T12:00:00+00:00"


def run(*words: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run actquiz at noon with a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "actquiz", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "ACTQUIZ_HOME": str(home), "ACTQUIZ_NOW": NOW, **environment},
        check=False,
    )


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a forgetful learner has made some 2,000 reviews."""
    home = tmp_path_factory.mktemp("studied")
    reviews = draw_reviews(200, 150, today=date(2026, 3, 2))
    put_reviews(home / "progress.db", reviews, [f"card-{number:03}" for number in range(200)])
    return home


def weights(home: Path) -> list[float]:
    """The weights in the settings."""
    file = home / "settings.json"
    return json.loads(file.read_text())["weights"] if file.exists() else []


def test_a_better_fit_is_adopted_and_can_be_taken_back(studied: Path) -> None:
    """A dry run changes nothing, a fit its weights, --reset goes back; doctor agrees throughout."""
    dry = run("fit", "--dry-run", "--plain", home=studied, COLUMNS="40")
    assert dry.returncode == 0, dry.stderr
    assert "nothing was changed" in " ".join(dry.stdout.split())
    assert dry.stdout.count(" to ") >= 20
    assert max(map(len, dry.stdout.splitlines())) <= 40
    assert weights(studied) == []
    told = json.loads(run("fit", "--json", home=studied).stdout)
    assert told["adopted"]
    assert told["after"]["log_loss"] < told["before"]["log_loss"]
    assert weights(studied) == told["weights"]
    assert len(told["before"]["predicted"]) == 10
    assert run("progress", "doctor", home=studied).returncode == 0
    again = run("fit", "--plain", home=studied)
    assert "Not better" in again.stdout
    assert weights(studied) == told["weights"]
    reset = run("fit", "--reset", home=studied)
    assert "standard weights" in reset.stdout
    assert weights(studied) == []
    assert "already" in run("fit", "--reset", home=studied).stdout


def test_cards_reviewed_after_a_fit_still_replay(studied: Path) -> None:
    """Each review keeps the weights it was scheduled with, so doctor stays content."""
    assert json.loads(run("fit", "--json", home=studied).stdout)["adopted"]
    asked = subprocess.run(
        [sys.executable, "-m", "actquiz", "study", "--plain", "--new", "3"],
        input="\n3\n" * 3 + "q\n",
        capture_output=True,
        text=True,
        env={**os.environ, "ACTQUIZ_HOME": str(studied), "ACTQUIZ_NOW": NOW},
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    doctor = run("progress", "doctor", "--json", home=studied)
    assert doctor.returncode == 0, doctor.stdout
    assert json.loads(doctor.stdout)["healthy"]
    run("fit", "--reset", home=studied)


def test_the_figure_is_drawn_and_saved(studied: Path, tmp_path: Path) -> None:
    """In a pipe it is drawn without colour; --save writes a picture."""
    done = run("fit", "--dry-run", "--save", str(tmp_path / "fit.svg"), home=studied)
    assert done.returncode == 0, done.stderr
    assert "as predicted" in done.stdout
    assert "\033" not in done.stdout
    assert (tmp_path / "fit.svg").read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "says", "code"),
    [
        (["fit"], "there is no progress yet", 2),
        (["fit", "--reset", "--dry-run"], "--reset goes with", 2),
        (["fit", "--save", "fit.gif"], "fit.gif", 2),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], says: str, code: int, tmp_path: Path
) -> None:
    """One message without a traceback, and nothing is made."""
    done = run(*words, home=tmp_path / "home")
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "home" / "progress.db").exists()


def test_unusable_weights_in_the_settings_are_said(studied: Path) -> None:
    """Hand-edited weights give the scheduler's message, and --reset takes them away."""
    (studied / "settings.json").write_text('{"weights": [1, 2, 3]}')
    done = run("fit", home=studied)
    assert done.returncode == 2
    assert "weights are not usable" in done.stderr
    assert run("fit", "--reset", home=studied).returncode == 0
    assert weights(studied) == []


def test_too_few_reviews_are_said_with_exit_code_1(tmp_path: Path) -> None:
    """A learner of a week is told how many reviews are missing."""
    reviews = draw_reviews(20, 30, today=date(2026, 3, 2))
    put_reviews(tmp_path / "progress.db", reviews, [f"card-{number:03}" for number in range(20)])
    done = run("fit", home=tmp_path)
    assert done.returncode == 1
    assert "1,000 reviews" in done.stderr


def test_a_crash_of_the_optimiser_changes_nothing(
    studied: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The command says that it failed, in one line, and the weights stay."""
    (tmp_path / "child.py").write_text("import os; print('panicked'); os.abort()")
    monkeypatch.setattr(fitting, "_CHILD", tmp_path / "child.py")
    monkeypatch.setenv("ACTQUIZ_HOME", str(studied))
    before = weights(studied)
    assert run_here(["fit", "--plain"]) == 1
    told = capfd.readouterr()
    assert "the optimiser failed" in told.err
    assert len(told.err.splitlines()) == 1
    assert told.out == ""
    assert weights(studied) == before
