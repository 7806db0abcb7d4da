"""The checks of the exercises, checked with what is known to be right and wrong.

A wrong solution that passes, or a right one that does not, is a mistake of the exercise's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from actquiz.bank.refresh import Progress
from actquiz.errors import ActquizError, Problem
from actquiz.practice.exercises.catalogue import get, names, root
from actquiz.practice.exercises.samples import Sample, samples, try_sample
from actquiz.proofs.ledger import Ledger, Proofs

ROOMS = ("engine", "practice/exercises")
"""What a verdict rests on, for the ledger."""
_AT_ONCE = 2
"""Files that are tried at the same time, each in a process of its own."""


@dataclass(slots=True)
class ExerciseProofs(Proofs):
    """What came of trying the files; proved are those that are as they should be."""

    exercises: int = 0


def split(paths: Iterable[Path]) -> tuple[list[str], list[Path]]:
    """The exercises that files and folders among ``paths`` belong to, and all other paths."""
    folder = root().resolve()
    found: dict[str, None] = {}
    others = []
    for path in paths:
        place = path.resolve()
        if place == folder:
            found.update(dict.fromkeys(names()))
        elif folder in place.parents:
            found[place.relative_to(folder).parts[0]] = None
        else:
            others.append(path)
    return list(found), others


def try_exercises(
    wanted: Iterable[str],
    ledger: Ledger,
    *,
    whole_bank: bool,
    progress: Progress = lambda done, total: None,
) -> ExerciseProofs:
    """Try the files of the exercises of those names; ``whole_bank``: those are all there are."""
    report = ExerciseProofs()
    every: list[Sample] = []
    for name in wanted:
        report.exercises += 1
        every += _known(name, report.problems)
    items = ((sample, sample.content()) for sample in every)
    ledger.prove(items, _try_all, report, whole_bank=whole_bank, progress=progress)
    return report


def _try_all(tried: list[Sample]) -> Iterator[list[Problem]]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for problem in pool.map(try_sample, tried):
            yield [problem] if problem else []


def _known(name: str, problems: list[Problem]) -> list[Sample]:
    try:
        return list(samples(get(name)))
    except ActquizError as error:
        problems.append(error.problem)
        return []
