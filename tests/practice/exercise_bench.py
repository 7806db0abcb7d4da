"""Exercises made for a test, judged in a thread of the test's own process: quick, and no limits."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

from actquiz.practice.exercises.catalogue import Exercise, ExerciseFile
from actquiz.practice.exercises.child import Server
from actquiz.practice.exercises.judging import FileChecker
from actquiz.practice.exercises.process import Limits, Process
from actquiz.practice.exercises.report import CheckReport

IMPORTS = """
import numpy as np
from actquiz.practice.exercises.checks import *
"""


class InThread(Process):
    """Answers like the learner's process, from a thread; nothing in it is limited or refused."""

    def __init__(self) -> None:
        self.cancelled = False
        self._nonce = "test"
        asked, ask = os.pipe()
        answer, answered = os.pipe()
        self._process: Any = SimpleNamespace(
            stdin=os.fdopen(ask, "wb"), stdout=os.fdopen(answer, "rb")
        )
        self._ends = (os.fdopen(asked, "rb"), os.fdopen(answered, "wb"))
        self._thread = threading.Thread(target=lambda: Server(*self._ends).serve(lambda _: None))
        self._thread.start()

    def load(self, source: str, path: Path, limits: Limits) -> dict[str, Any]:
        self.send({"nonce": self._nonce, "label": path.name, "path": str(path), "source": source})
        return self.receive()

    def printed(self) -> str:
        return ""

    def kill(self) -> None:
        self.cancelled = True

    def close(self) -> None:
        self._process.stdin.close()
        self._thread.join()
        for end in (self._process.stdout, *self._ends):
            end.close()


def make(folder: Path, checks: str, functions: tuple[str, ...] = ("f",)) -> Exercise:
    """An exercise with these checks; their imports are added."""
    written = ExerciseFile(
        format=1, id="made", title="Made", level="core", position=1, tags=("made",),
        sources=("none",), functions=functions, task="Do it.", hints=("One.", "Two."),
        lesson="Done.",
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "checks.py").write_text(IMPORTS + dedent(checks), encoding="utf-8")
    return Exercise(written, folder)


def judge(
    folder: Path, source: str, checks: str, functions: tuple[str, ...] = ("f",)
) -> CheckReport:
    """What a check of ``source`` reports, without a process of its own."""
    exercise = make(folder / "exercise", checks, functions)
    path = folder / "made.py"
    path.write_text(dedent(source), encoding="utf-8")
    with FileChecker(start=InThread) as bench:
        return bench.report(exercise, path)
