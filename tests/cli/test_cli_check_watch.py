"""``actquiz check --watch``: what is saved is checked again, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from actquiz.bank.deck_files import deck_files
from actquiz.cli.check_watch import Files, watch
from actquiz.cli.main import run
from actquiz.errors import Problem

DECK = (
    "format: 1\ndeck: {name}\ntitle: T\ncards:\n  - id: {name}-a\n    front: b\n    back: {back}\n"
)


def wrote(folder: Path, name: str, back: str = "c") -> Path:
    """A deck, saved."""
    path = folder / f"{name}.yaml"
    path.write_text(DECK.format(name=name, back=back))
    stamp = path.stat()
    wrote.later = getattr(wrote, "later", 0) + 1_000_000  # type: ignore[attr-defined]
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + wrote.later))  # type: ignore[attr-defined]
    return path


def steps(*several: Callable[[], object]) -> Callable[[float], None]:
    """A sleep in which something happens each time, and Ctrl-C at the end."""
    left = list(several)

    def sleep(_: float) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    return sleep


def nothing() -> None:
    """A quarter of a second in which nobody saves."""


def test_only_what_was_saved_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once it stands still; a file that went is named."""
    one, two = wrote(tmp_path, "one"), wrote(tmp_path, "two")
    looked: list[tuple[Path, ...]] = []

    def look(paths: tuple[Path, ...]) -> list[Problem]:
        looked.append(paths)
        return [Problem("odd", "mend it")] if len(looked) == 2 else []

    sleep = steps(nothing, lambda: wrote(tmp_path, "one"), nothing, nothing, two.unlink, nothing,
                  nothing, lambda: wrote(tmp_path, "three"), nothing)  # fmt: skip
    files = Files(lambda: deck_files([tmp_path]))
    assert watch((tmp_path,), files, look, sleep) == 0
    assert looked == [(tmp_path,), (one,), (tmp_path / "three.yaml",)]
    out, err = capsys.readouterr()
    lines = [re.sub(r"\d\d:\d\d:\d\d", "TIME", line) for line in out.splitlines()]
    assert lines == [
        "TIME at the start: nothing is wrong",
        "odd — mend it",
        "TIME one.yaml: 1 error, 0 warnings",
        "TIME two.yaml is gone",
        "TIME three.yaml: nothing is wrong",
    ]
    assert "watching 2 files; Ctrl-C ends" in err
    assert err.rstrip().endswith("stopped")
    assert "\x1b" not in out


def test_a_file_put_in_its_own_place_is_not_gone(tmp_path: Path) -> None:
    """Editors do that: for a moment there is none."""
    one = wrote(tmp_path, "one")
    files = Files(lambda: deck_files([tmp_path]))
    one.unlink()
    assert files.changes() == ([], [])
    wrote(tmp_path, "one")
    assert files.changes() == ([], [])
    assert files.changes() == ([one], [])
    assert files.changes() == ([], [])


def test_the_command_checks_and_checks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake that is saved is named with its line; Ctrl-C is no failure."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    path = wrote(tmp_path, "one")
    sleep = steps(lambda: wrote(tmp_path, "one", "''"), nothing, nothing)
    monkeypatch.setattr("actquiz.cli.check_watch.time.sleep", sleep)
    monkeypatch.setattr(watch, "__defaults__", (sleep,))
    assert run(["check", "--watch", str(path)]) == 0
    out = capsys.readouterr().out
    assert f"{path}:7:11:" in out
    assert "one.yaml: 1 error" in out


def test_lines_and_json_do_not_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    """The message says so."""
    assert run(["check", "--watch", "--json"]) == 2
    assert "--watch" in capsys.readouterr().err
