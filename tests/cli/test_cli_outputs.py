"""What is written goes where the name leads, and a refusal of the machine is one clear message."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from actquiz import files
from actquiz.cli.main import run
from actquiz.errors import ActquizError
from actquiz.memory.settings import Settings, load_settings, save_settings

EXPORT = ("export", "csv", "relu-family")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ACTQUIZ_HOME", str(folder))
    return folder


def actquiz(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
    """A whole command in a process of its own."""
    command = [sys.executable, "-m", "actquiz", *words]
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **more}
    return subprocess.run(command, check=False, **settings)  # type: ignore[call-overload, no-any-return]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What is written through a link is in the file behind it."""
    behind, link = tmp_path / "deep" / "decks.csv", tmp_path / "link.csv"
    behind.parent.mkdir()
    behind.write_text("old")
    link.symlink_to(behind)
    assert run([*EXPORT, "-o", str(link), "--force"]) == 0
    assert link.is_symlink()
    assert behind.read_text().startswith("deck,")


def test_settings_behind_a_link_stay_there(home: Path, tmp_path: Path) -> None:
    """Whoever keeps the settings among other dotfiles finds them there afterwards."""
    behind = tmp_path / "dotfiles.json"
    home.mkdir()
    (home / "settings.json").symlink_to(behind)
    save_settings(Settings(new_per_day=3))
    assert (home / "settings.json").is_symlink()
    assert behind.exists()
    assert load_settings().new_per_day == 3


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    """A named pipe hands on what is written; it is not replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    reader.start()
    assert run([*EXPORT, "-o", str(pipe)]) == 0
    reader.join(10)
    assert heard[0].startswith("deck,")
    assert pipe.is_fifo()


def test_a_device_is_written_into(tmp_path: Path) -> None:
    """/dev/null takes everything, and is a device afterwards."""
    before = os.stat(os.devnull)
    assert run([*EXPORT, "-o", os.devnull]) == 0
    assert os.stat(os.devnull).st_rdev == before.st_rdev


def test_a_dash_is_standard_output() -> None:
    """The decks alone are on stdout; what was done is said on stderr."""
    done = actquiz(*EXPORT, "-o", "-")
    assert done.returncode == 0
    assert done.stdout.startswith("deck,")
    assert "1 deck" in done.stderr
    assert not Path("-").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "words", [("decks",), ("export", "json", "-o", "-"), ("search", "relu", "--json")]
)
def test_a_full_disk_behind_standard_output_is_said(words: tuple[str, ...]) -> None:
    """One message names it; nothing went wrong inside."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = actquiz(*words, stdout=full)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("actquiz: standard output: this cannot be")
    assert "No space left" in done.stderr
    assert "inside" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_behind_a_file_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the file."""
    assert run([*EXPORT, "-o", "/dev/full"]) == 2
    assert "/dev/full: this cannot be written: No space left" in capsys.readouterr().err


def test_a_name_without_an_ending_is_a_folder(tmp_path: Path) -> None:
    """``-o notes`` makes a folder with a file a deck, not one file without an ending."""
    notes = tmp_path / "notes"
    assert run(["export", "markdown", "relu-family", "-o", str(notes)]) == 0
    assert [file.name for file in notes.iterdir()] == ["relu-family.md"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
def test_a_refused_step_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: str
) -> None:
    """Whichever system call fails, the old file is whole, alone, and the message names it."""
    path = tmp_path / "decks.csv"
    path.write_text("old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    where = {"mkstemp": (tempfile, step), "fsync": (os, step), "replace": (Path, step)}[step]
    monkeypatch.setattr(*where, refuse)
    with pytest.raises(ActquizError) as caught:
        files.save(path, "new")
    assert caught.value.where is not None
    assert caught.value.where.path == path
    assert os.strerror(code) in caught.value.what
    assert caught.value.fix
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert list(tmp_path.glob(".decks*")) == []


def test_what_cannot_be_cleaned_up_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Removing a temporary file may fail: what was asked for is there."""
    monkeypatch.setattr(Path, "unlink", _refusing(errno.EIO))
    files.save(tmp_path / "decks.csv", "new")
    assert (tmp_path / "decks.csv").read_text() == "new"


def _refusing(code: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EIO, "Input/output error", "/somewhere/index.db"),
        OSError(errno.EDQUOT, "Disk quota exceeded", "/somewhere/cache"),
        sqlite3.OperationalError("disk I/O error"),
        sqlite3.OperationalError("database or disk is full"),
    ],
    ids=str,
)
def test_a_failure_nobody_foresaw_names_the_place(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever the disk fails, the message says where things lie and what to do."""
    if isinstance(error, sqlite3.Error):
        error.sqlite_errorname = "SQLITE_FULL" if "full" in str(error) else "SQLITE_IOERR_WRITE"

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("actquiz.bank.index.Index.decks", fail)
    assert run(["decks"]) == 2
    said = capsys.readouterr().err
    assert "inside actquiz" not in said
    assert "/somewhere" in said or "home" in said
    assert " — " in said


def test_study_goes_on_without_an_index_that_can_be_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where the cache cannot be written, a temporary index serves, and it is said."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("actquiz.paths.index_file", lambda: blocked / "cache" / "index.db")
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: SIM115
    assert run(["study", "--plain", "--new", "1"]) == 0
    captured = capsys.readouterr()
    assert "using a temporary one" in captured.err
    assert "1 of" in captured.out or "?" in captured.out
