"""Settings: what is chosen stays chosen, and a bad file says what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from actquiz.errors import ActquizError
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.settings import Settings, load_settings, save_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings are."""
    return tmp_path / "home" / "settings.json"


def test_without_a_file_the_standard_settings_hold(path: Path) -> None:
    """Nobody has to write settings, and reading makes no file."""
    assert load_settings(path) == Settings()
    assert not path.parent.exists()


def test_saved_settings_are_read_back(path: Path) -> None:
    """Every kind of setting survives the file."""
    chosen = replace(
        Settings(), theme="paper", new_per_day=3, retention=0.85, learning_steps=(0.5, 5, 30)
    )
    save_settings(chosen, path)
    assert load_settings(path) == chosen
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_settings_not_in_the_file_are_the_standard_ones(path: Path) -> None:
    """A short file is enough."""
    path.parent.mkdir()
    path.write_text('{"new_per_day": 5}')
    assert load_settings(path) == replace(Settings(), new_per_day=5)


def test_steps_are_minutes_and_reach_the_scheduler_in_seconds() -> None:
    """The scheduler accepts what the standard settings say."""
    settings = replace(Settings(), learning_steps=(0.5, 15))
    assert Scheduler(settings.parameters()).parameters.learning_steps == (30, 900)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", ":1:2: this is not JSON"),
        ('{"new_per_day": 5,\n}', ":2:1: this is not JSON"),
        ("[]", "not a mapping"),
        ('{"new_per_dya": 5}', "did you mean 'new_per_day'?"),
        ('{"new_per_day": -1}', "'new_per_day' must be a whole number from 0 to 9999"),
        ('{"new_per_day": 1.5}', "must be a whole number"),
        ('{"new_per_day": true}', "must be a whole number"),
        ('{"retention": 1.0}', "'retention' must be a number from 0.7 to 0.97"),
        ('{"retention": NaN}', "'retention' must be a number"),
        ('{"retention": "0.9"}', "'retention' must be a number"),
        ('{"learning_steps": 5}', "'learning_steps' must be a list of numbers"),
        ('{"learning_steps": [5, "x"]}', "'learning_steps' must be a list of numbers"),
        ('{"theme": 5}', "'theme' must be text"),
    ],
)
def test_a_bad_file_says_what_is_wrong_and_where(path: Path, text: str, complaint: str) -> None:
    """Each mistake has its message, with the file's name, and the file stays as it is."""
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(ActquizError) as caught:
        load_settings(path)
    assert complaint in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_text() == text


def test_a_file_that_is_not_text_is_named(path: Path) -> None:
    """Bytes that are no text give a message, not a traceback."""
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00rubbish")
    with pytest.raises(ActquizError, match="settings"):
        load_settings(path)


def test_settings_that_cannot_be_written_leave_the_old_ones(path: Path) -> None:
    """When the new file cannot be put in place, the old one is as it was."""
    save_settings(Settings(), path)
    before = path.read_text()
    blocked = path / "settings.json"
    with pytest.raises(ActquizError, match="cannot be written"):
        save_settings(Settings(), blocked)
    assert path.read_text() == before
    assert json.loads(before)["new_per_day"] == 10
