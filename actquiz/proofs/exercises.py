"""The checks of the exercises, checked with what is known to be right and wrong.

A wrong solution that passes, or a right one that does not, is a mistake of the exercise's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from actquiz.errors import ActquizError, Problem
from actquiz.practice.exercises.catalogue import get, names, root
from actquiz.practice.exercises.samples import Sample, samples, try_sample
from actquiz.proofs.ledger import Ledger

ROOMS = ("engine", "practice/exercises")
"""What a verdict rests on, for the ledger."""
_AT_ONCE = 2
"""Files that are tried at the same time, each in a process of its own."""


@dataclass(slots=True)
class Tried:
    """What came of trying the files."""

    problems: list[Problem] = field(default_factory=list)
    exercises: int = 0
    remembered: int = 0
    """Files that were as they should be before, and are unchanged since."""
    tried: int = 0
    """Files that are as they should be, tried now."""


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
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Tried:
    """Try the files of the exercises of those names; ``whole_bank``: those are all there are."""
    report = Tried()
    todo: list[tuple[Sample, str]] = []
    for name in wanted:
        report.exercises += 1
        for sample in _known(name, report.problems):
            key = ledger.key_of(sample.content())
            if ledger.holds(key):
                report.remembered += 1
            else:
                todo.append((sample, key))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(try_sample, [sample for sample, _ in todo])
        for done, ((_, key), problem) in enumerate(zip(todo, found, strict=True), start=1):
            if problem:
                report.problems.append(problem)
            else:
                report.tried += 1
                ledger.add(key)
            progress(done, len(todo))
    ledger.save(keep_others=not whole_bank)
    return report


def _known(name: str, problems: list[Problem]) -> list[Sample]:
    try:
        return list(samples(get(name)))
    except ActquizError as error:
        problems.append(error.problem)
        return []
