"""A save is noticed, however the editor writes, and only once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actquiz.practice.exercises.watch import Watch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is there."""
    path = tmp_path / "f.py"
    path.write_text("one\n", encoding="utf-8")
    return path


def looks(watch: Watch, times: int = 4) -> int:
    """How many of a few looks said that it was saved."""
    return sum(watch.saved() for _ in range(times))


def touch(path: Path, moment: int) -> None:
    """Another time of change, whatever the file system's clock can tell apart."""
    os.utime(path, ns=(moment, moment))


def test_nothing_is_noticed_without_a_save(file: Path) -> None:
    """Reading is no change."""
    watch = Watch(file)
    file.read_text(encoding="utf-8")
    assert looks(watch) == 0


def test_a_save_is_noticed_once(file: Path) -> None:
    """And a second one again, although it is the same text."""
    watch = Watch(file)
    for moment in (10**18, 10**18 + 1):
        file.write_text("two\n", encoding="utf-8")
        touch(file, moment)
        assert looks(watch) == 1


def test_an_editor_that_replaces_the_file_is_noticed(file: Path) -> None:
    """Same size and same time: it is another file."""
    watch = Watch(file)
    stamp = file.stat().st_mtime_ns
    new = file.with_suffix(".new")
    new.write_text("two\n", encoding="utf-8")
    touch(new, stamp)
    new.replace(file)
    assert looks(watch) == 1


def test_a_file_that_is_gone_for_a_moment_is_waited_for(file: Path) -> None:
    """Some editors move the old file away first."""
    watch = Watch(file)
    file.rename(file.with_suffix(".bak"))
    assert looks(watch) == 0
    file.write_text("two\n", encoding="utf-8")
    touch(file, 10**18)
    assert looks(watch) == 1


def test_a_file_that_still_changes_is_waited_for(file: Path) -> None:
    """Half a file is not checked."""
    watch = Watch(file)
    for size in range(1, 5):
        file.write_text("x" * size, encoding="utf-8")
        touch(file, 10**18 + size)
        assert watch.saved() is False
    assert looks(watch) == 1
