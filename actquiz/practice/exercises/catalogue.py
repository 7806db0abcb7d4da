"""The exercises that ship with the program, by name.

Only those: an exercise carries code that is run, and a stranger's deck must never run any.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from actquiz import paths
from actquiz.bank.cards import Id, Level, Text
from actquiz.bank.deck_reading import read_text
from actquiz.bank.type_errors import explain
from actquiz.bank.yaml_positions import find_places
from actquiz.bank.yaml_source import UnusableYaml, build
from actquiz.errors import ActquizError, Location, unknown

FILE = "exercise.yaml"
Name = Annotated[str, Meta(pattern=r"^[A-Za-z_]\w*$")]


class ExerciseFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``exercise.yaml`` says."""

    format: Literal[1]
    id: Id
    title: Text
    kind: Literal["write", "debug"] = "write"
    """debug: the starter is a whole program that is to be mended."""
    level: Level
    position: int
    """Its place in the list."""
    tags: Annotated[tuple[Id, ...], Meta(min_length=1)]
    sources: Annotated[tuple[Id, ...], Meta(min_length=1)]
    cards: tuple[Id, ...] = ()
    """Cards on the same matter."""
    functions: Annotated[tuple[Name, ...], Meta(min_length=1)]
    """What the learner's file must define: functions or classes."""
    task: Text
    hints: Annotated[tuple[Text, ...], Meta(min_length=2, max_length=5)]
    """Each a step further than the one before."""
    lesson: Text
    """What it was about; shown after passing."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: what is said of it, and where its files are."""

    written: ExerciseFile
    folder: Path

    @property
    def id(self) -> str:
        """Its name."""
        return self.written.id

    @property
    def functions(self) -> tuple[str, ...]:
        """What the learner's file must define."""
        return self.written.functions

    def starter(self) -> str:
        """What the learner begins with."""
        return read_text(self.folder / "starter.py")

    def solution(self) -> str:
        """A file that passes."""
        return read_text(self.folder / "solution.py")


def root() -> Path:
    """The folder of all exercises."""
    return paths.shipped_content() / "exercises"


def names() -> list[str]:
    """Every exercise's name, by the alphabet; nothing is read."""
    folder = root()
    if not folder.is_dir():
        return []
    return sorted(found.parent.name for found in folder.glob(f"*/{FILE}"))


def exercises() -> list[Exercise]:
    """All exercises, in the order in which they teach. Raises ActquizError for a bad file."""
    return sorted(map(_load, names()), key=lambda one: (one.written.position, one.id))


def get(name: str) -> Exercise:
    """The exercise of that name; raises ActquizError with the nearest name if there is none."""
    known = names()
    if name in known:
        return _load(name)
    raise unknown("exercise", name, known, "'actquiz exercise' lists them")


def _load(name: str) -> Exercise:
    path = root() / name / FILE
    try:
        text = read_text(path)
        value = build(text).value
        written = msgspec.convert(value, ExerciseFile)
    except UnusableYaml as error:
        raise ActquizError(error.problem.in_file(path)) from None
    except msgspec.ValidationError as error:
        problem = explain(error, value, ExerciseFile, find_places(text, ()), ())
        raise ActquizError(problem.in_file(path)) from None
    if written.id != name:
        what = f"the id is '{written.id}', and the folder is '{name}'"
        raise ActquizError(what, fix="make them the same", where=Location(path))
    return Exercise(written, path.parent)
