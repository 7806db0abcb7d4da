"""Functions with names of their own: from functions.yaml, decks and packages, to the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from actquiz.bank.functions import FoundFunction, FoundFunctions, found_functions, functions_in
from actquiz.bank.named_functions import NamedFunction
from actquiz.errors import ActquizError, Location, Problem

GROUP = "actquiz.functions"
"""The entry point by which a package adds functions: a mapping from name to formula."""

_known: dict[str, NamedFunction] = {}
"""What the engine was told, to take back what has changed since."""


def load() -> list[Problem]:
    """Make known what is there now; what is wrong with one is told and keeps no other away."""
    return load_from(())


def load_from(roots: Sequence[Path]) -> list[Problem]:
    """What is in these decks and folders, and all that ``load`` finds."""
    found = found_functions()
    if roots:
        own = functions_in(roots)
        others = [one for one in found.functions if one not in own.functions]
        found = FoundFunctions([*own.functions, *others], [*own.problems, *found.problems])
    return [*register(found), *_from_packages()]


def register(found: FoundFunctions) -> list[Problem]:
    """Give the engine these functions by name; the problems, each at its place."""
    from actquiz.engine import activations

    problems = list(found.problems)
    now = {one.name: one.function for one in found.functions}
    # Another may be made of one that has changed.
    if any(now.get(name) != function for name, function in _known.items()):
        for name in _known:
            activations.forget(name)
        _known.clear()
    waiting = list(found.functions)
    # One may be made of another that stands below it.
    while waiting:
        failed = [(one, problem) for one in waiting if (problem := _kept(one)) is not None]
        if len(failed) == len(waiting):
            return [*problems, *(problem for _, problem in failed)]
        waiting = [one for one, _ in failed]
    return problems


def _kept(one: FoundFunction) -> Problem | None:
    from actquiz.engine import activations

    try:
        activations.keep(
            one.name, one.function.formula, one.function.parameters, title=one.function.note
        )
    except ActquizError as error:
        return Problem(f"function {one.name}: {error.what}", error.fix, one.where)
    _known[one.name] = one.function
    return None


@cache
def _from_packages() -> tuple[Problem, ...]:
    """What installed packages add; problems there are no reason to look again."""
    return tuple(_added())


def _added() -> Iterator[Problem]:
    from importlib.metadata import entry_points

    from actquiz.engine import activations

    for point in entry_points(group=GROUP):
        try:
            for name, formula in dict(point.load()).items():
                activations.keep(name, str(formula), {}, title=f"{name}, from {point.value}")
        except ActquizError as error:
            yield Problem(f"{point.value}: {error.what}", error.fix, Location(Path(point.name)))
        except Exception as error:
            # Whatever a package does wrong, the program goes on without it.
            what = f"{point.value} cannot be loaded: {type(error).__name__}: {error}"
            yield Problem(what, "ask its author, or uninstall it", Location(Path(point.name)))
