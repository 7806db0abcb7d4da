"""Whole ``actquiz settings`` commands, and the table in the documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actquiz.cli import main
from actquiz.memory.settings import SETTINGS, load_settings

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, on a day that does not change."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path))
    monkeypatch.setenv("ACTQUIZ_NOW", "2026-11-23T20:00:00+01:00")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    code = main.run(["settings", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_all_settings_are_listed_with_what_was_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """Every name has a line; a value that is not standard has the standard beside it."""
    assert told(capsys, "new_per_day", "15")[0] == 0
    _, out, _ = told(capsys)
    assert [line.split()[0] for line in out.splitlines()] == [one.name for one in SETTINGS]
    assert "15  (standard: 10)" in out
    assert json.loads(told(capsys, "--json")[1])["new_per_day"] == 15


def test_a_setting_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Its value, meaning, what it may be, and its standard."""
    _, out, _ = told(capsys, "session_limit")
    assert "session_limit: no limit" in out
    assert "After so many reviews a session ends." in out
    assert "a whole number from 0 to 99999" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["new_per_dya"], "did you mean 'new_per_day'"),
        (["new_per_day", "many"], "type a whole number from 0 to 9999"),
        (["new_per_day", "2.5"], "type a whole number"),
        (["new_per_day", "nan"], "will not do"),
        (["retention", "1.5"], "type a number from 0.7 to 0.97"),
        (["learning_steps", "1, x"], "type a list of numbers"),
        (["weights", "1 2 3"], "21 numbers"),
        (["theme", "papre"], "did you mean 'paper'"),
        (["plan_days", "mon=lots"], "says no minutes"),
        (["plan_role", "reserch"], "did you mean 'research'"),
        (["plan_levels", "deap"], "did you mean 'deep'"),
        (["plan_topics", "relo"], "topic"),
        (["interview_date", "yesterday"], "is no date"),
        (["interview_date", "2026-11-01"], "22 days ago"),
        (["--reset", "new_per_day", "3"], "--reset"),
    ],
    ids=" ".join,
)
def test_what_is_not_valid_is_refused(
    capsys: pytest.CaptureFixture[str], home: Path, words: list[str], says: str
) -> None:
    """One message, exit code 2, and nothing is written."""
    code, _, err = told(capsys, *words)
    assert code == 2
    assert says in err
    assert not (home / "settings.json").exists()


def test_values_are_typed_as_people_do(capsys: pytest.CaptureFixture[str]) -> None:
    """Lists by commas or spaces, days in words, nothing for none; --reset goes back."""
    for name, value in [
        ("learning_steps", "1 5, 20"),
        ("relearning_steps", ""),
        ("interview_date", "in 2 weeks"),
        ("theme", "paper"),
        ("retention", "0.85"),
    ]:
        assert told(capsys, name, value)[0] == 0
    settings = load_settings()
    assert settings.learning_steps == (1, 5, 20)
    assert settings.relearning_steps == ()
    assert settings.interview_date == "2026-12-07"
    assert (settings.theme, settings.retention) == ("paper", 0.85)
    assert told(capsys, "theme", "--reset")[0] == 0
    assert load_settings().theme == ""
    assert load_settings().retention == 0.85
    assert told(capsys, "--reset")[0] == 0
    assert load_settings().retention == 0.9


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.name)
def test_the_documents_say_what_is_declared(one: object) -> None:
    """Each setting has its row: meaning, what it may be, standard."""
    from actquiz.memory.setting import Setting

    assert isinstance(one, Setting)
    row = f"| `{one.name}` | {one.meaning} | {one.valid} | {one.shown(one.standard)} |"
    assert row in REFERENCE.read_text(encoding="utf-8")
