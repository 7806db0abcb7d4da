"""Every exercise that ships: solved by its solution, not by its starter, and well written."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from exercise_bench import InThread

from actquiz import paths
from actquiz.bank.cards import Flashcard
from actquiz.bank.deck_files import deck_files
from actquiz.bank.lint_text import text_complaints
from actquiz.bank.loader import load_deck
from actquiz.bank.sources import load_sources
from actquiz.practice.exercises.catalogue import Exercise, exercises, get
from actquiz.practice.exercises.judging import FileChecker
from actquiz.practice.exercises.process import Limits
from actquiz.practice.exercises.report import CheckReport

ALL = exercises()
FILES = {"exercise.yaml", "starter.py", "solution.py", "checks.py"}


def judged(exercise: Exercise, file: str) -> CheckReport:
    """The report on one of the exercise's own files."""
    with FileChecker(start=InThread) as bench:
        return bench.report(exercise, exercise.folder / file)


@pytest.fixture(scope="module")
def cards() -> set[str]:
    """Ids of all shipped cards, and of the formulas that several of them come from."""
    shipped = paths.shipped_content()
    stamps = deck_files([shipped / "formulas", shipped / "decks"])
    entries = [entry for stamp in stamps for entry in load_deck(Path(stamp.path)).entries]
    return {entry.id for entry in entries} | {entry.group for entry in entries}


def test_there_are_enough() -> None:
    """From single functions to broken training loops."""
    assert len(ALL) >= 49
    assert sum(one.written.kind == "debug" for one in ALL) >= 11
    positions = [one.written.position for one in ALL]
    assert len(set(positions)) == len(positions)


@pytest.mark.parametrize("exercise", ALL, ids=lambda one: one.id)
def test_the_solution_passes_and_the_starter_does_not(exercise: Exercise) -> None:
    """Every property holds of the solution; what the starter lacks is said in one sentence."""
    solved = judged(exercise, "solution.py")
    assert solved.passed, solved.trouble
    assert len(solved.results) >= 3
    begun = judged(exercise, "starter.py")
    assert begun.trouble is not None
    assert begun.trouble.kind in ("failed", "unwritten"), begun.trouble
    assert "Traceback" not in begun.trouble.what + begun.trouble.got
    assert "cannot deal with" not in begun.trouble.what


@pytest.mark.parametrize("name", ["stable-sigmoid", "learn-xor"])
def test_it_is_the_same_under_limits(name: str) -> None:
    """A process of its own, with all limits, comes to the same verdicts."""
    exercise = get(name)
    with FileChecker(limits=Limits(), spare=True) as bench:
        assert bench.report(exercise, exercise.folder / "solution.py").passed
        assert not bench.report(exercise, exercise.folder / "starter.py").passed


@pytest.mark.parametrize("exercise", ALL, ids=lambda one: one.id)
def test_it_is_well_written(exercise: Exercise, cards: set[str]) -> None:
    """Texts render, sources and cards exist, and hints differ."""
    written = exercise.written
    for text in (written.task, written.lesson, *written.hints):
        assert list(text_complaints(Flashcard(id="text", front=text, back="none"))) == []
    assert set(written.sources) <= set(
        load_sources(paths.shipped_content() / "sources.yaml").sources
    )
    assert set(written.cards) <= cards
    assert len(set(written.hints)) == len(written.hints)


@pytest.mark.parametrize("exercise", ALL, ids=lambda one: one.id)
def test_its_files_are_whole(exercise: Exercise) -> None:
    """Four files; the programs define what is asked for and import what is allowed."""
    assert {file.name for file in exercise.folder.iterdir() if file.is_file()} == FILES
    for text in (exercise.starter(), exercise.solution()):
        tree = ast.parse(text)
        defined = {
            node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        assert set(exercise.functions) <= defined
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            tops = {name.partition(".")[0] for name in names}
            assert tops <= {"numpy", *sys.stdlib_module_names}
