"""The learner's own files, one an exercise. A file that is there is never overwritten."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from actquiz import files, paths
from actquiz.practice.exercises.catalogue import Exercise
from actquiz.text.layout import render

_WIDTH = 76
"""Columns of the task in the file; two more begin its comments."""


def file_of(exercise: Exercise) -> Path:
    """Where the learner's file is, or will be."""
    return paths.home() / "exercises" / f"{exercise.id}.py"


def begin(exercise: Exercise) -> bool:
    """Write the starter, unless a file is there; whether it was written."""
    path = file_of(exercise)
    if path.exists():
        return False
    files.save(path, _beginning(exercise), force=False)
    return True


def set_aside(exercise: Exercise) -> Path | None:
    """Move the learner's file to NAME.1.py, or the next free number; None if there is none."""
    path = file_of(exercise)
    if not path.exists():
        return None
    number = 0
    while True:
        number += 1
        copy = path.with_name(f"{path.stem}.{number}.py")
        # Unlike a rename, a link never replaces a file that is there.
        with files.explained(path), suppress(FileExistsError):
            os.link(path, copy)
            path.unlink()
            return copy


def _beginning(exercise: Exercise) -> str:
    """The task as comments, to be read while writing, and the starter below it."""
    written = exercise.written
    lines = [written.title, "", *render(written.task, _WIDTH, flat=True), ""]
    lines.append(f"actquiz exercise {exercise.id} --check (or --watch, --hint)")
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + "\n" + exercise.starter()
