"""Functions that decks and learners name: ``functions:`` in a deck's head, or functions.yaml.

What a formula means is not looked at here: the bank knows no mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from actquiz import paths
from actquiz.bank.deck_files import Stamp, deck_files
from actquiz.bank.deck_reading import read_text
from actquiz.bank.named_functions import FunctionName, NamedFunction
from actquiz.bank.type_errors import explain
from actquiz.bank.yaml_positions import find_places
from actquiz.bank.yaml_source import build
from actquiz.errors import ActquizError, Location, Problem

FILE = "functions.yaml"
_HEAD = 200_000
"""Characters in which a deck's head ends."""
_CARDS = re.compile(r"^cards:", re.MULTILINE)
_FUNCTIONS = re.compile(r"^functions:", re.MULTILINE)


class FunctionsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The learner's functions.yaml."""

    format: Annotated[int, Meta(ge=1, le=1)]
    functions: dict[FunctionName, NamedFunction] = {}


@dataclass(frozen=True, slots=True)
class FoundFunction:
    """A named function and where it stands."""

    name: str
    function: NamedFunction
    where: Location


@dataclass(slots=True)
class FoundFunctions:
    """All that could be read, and what could not."""

    functions: list[FoundFunction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def found_functions() -> FoundFunctions:
    """The learner's own functions, then those of the decks there are."""
    return functions_in([paths.home() / FILE, *paths.deck_roots()])


def functions_in(roots: Sequence[Path]) -> FoundFunctions:
    """Those of these files and folders; what else is wrong with a deck is not told."""
    found = FoundFunctions()
    for stamp in deck_files(roots):
        read = _read(stamp)
        found.functions += read.functions
        found.problems += read.problems
    return found


@lru_cache(maxsize=4096)
def _read(stamp: Stamp) -> FoundFunctions:
    """Read anew only if the file has changed."""
    path, found = Path(stamp.path), FoundFunctions()
    is_own = path.name == FILE
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.read(_HEAD)
        cards = _CARDS.search(head)
        text = head[: cards.start()] if cards else head
        if not is_own and not _FUNCTIONS.search(text):
            return found
        if is_own:
            text = read_text(path)
        value = build(text).value
    except OSError as error:
        found.problems.append(Problem(f"it cannot be read: {error.strerror}", where=Location(path)))
        return found
    except ActquizError as error:
        # A deck says itself what is wrong with its head.
        found.problems += [error.problem.in_file(path)] if is_own else []
        return found
    _convert(path, text, value, found, is_own=is_own)
    return found


def _convert(path: Path, text: str, value: Any, found: FoundFunctions, *, is_own: bool) -> None:
    places = find_places(text, ())
    named = value.get("functions") if isinstance(value, dict) else None
    wanted: Any = value if is_own else {"format": 1, "functions": named}
    try:
        file = msgspec.convert(wanted, FunctionsFile)
    except msgspec.ValidationError as error:
        if is_own:
            problem = explain(error, wanted, FunctionsFile, places, ())
            found.problems.append(problem.in_file(path))
        return
    for name, function in file.functions.items():
        place = places.value(("functions", name, "formula"))
        where = Location(path, place.line + 1, place.column + 1)
        found.functions.append(FoundFunction(name, function, where))
