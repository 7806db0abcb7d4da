"""The works that cards rest on: ``sources.yaml``, a mapping from source id to the work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from actquiz import paths
from actquiz.bank.cards import ID_PATTERN, Text
from actquiz.bank.deck_files import SOURCES
from actquiz.bank.deck_reading import read_text
from actquiz.bank.type_errors import explain
from actquiz.bank.yaml_positions import find_places
from actquiz.bank.yaml_source import build
from actquiz.bank.yaml_syntax import in_text
from actquiz.bank.yaml_traps import mistakes
from actquiz.errors import ActquizError, Location, Problem


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One work."""

    authors: Text
    year: Annotated[int, Meta(ge=1600, le=2100)]
    title: Text
    venue: Text = "unpublished"
    """Where it appeared."""
    id: Text
    """arXiv:…, doi:…, ISBN:… or a web address."""

    @property
    def address(self) -> str:
        """Where it is on the web; empty for a book."""
        scheme, _, rest = self.id.partition(":")
        known = {"arXiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}
        if scheme in known:
            address = known[scheme] + rest
        else:
            address = self.id if scheme in ("http", "https") else ""
        return "" if any(sign in address for sign in '<> \n"') else address


_ID = re.compile(ID_PATTERN)
_WORK = re.compile(
    r"arXiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
    r"|doi:10\.\S+|ISBN:[\dX-]+|https?://\S+"
)


@dataclass(slots=True)
class LoadedSources:
    """What could be read of one sources.yaml."""

    path: Path
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_sources(path: Path) -> LoadedSources:
    """Read one sources.yaml; never raises for bad content."""
    loaded = LoadedSources(path)
    try:
        text = read_text(path)
        built = build(text)
    except ActquizError as error:
        loaded.problems.append(error.problem.in_file(path))
    else:
        _take(loaded, text, built.value if built.value is not None else {})
    return loaded


def _take(loaded: LoadedSources, text: str, value: Any) -> None:
    if not isinstance(value, dict):
        fix = "write each source as an id with its fields under it"
        loaded.problems.append(
            Problem("this is not a mapping", fix, where=Location(loaded.path, 1))
        )
        return
    places = find_places(text, ())
    problems = [found for _, found in mistakes(places)]
    for name, item in value.items():
        place = places.key((name,))
        if not _ID.search(name):
            what = f"`{name}` is not an id"
            fix = "use lower-case letters, digits and single dashes, such as glorot-2010"
            problems.append(in_text(what, fix, place.line, place.column))
            continue
        try:
            source = loaded.sources[name] = msgspec.convert(item, Source)
        except msgspec.ValidationError as error:
            problems.append(explain(error, item, Source, places, (name,)))
            continue
        if not _WORK.fullmatch(source.id):
            place = places.value((name, "id"))
            fix = "write arXiv:1502.01852, doi:10.…, ISBN:… or a web address"
            problems.append(in_text(f"`{source.id}` names no work", fix, place.line, place.column))
    loaded.problems += [problem.in_file(loaded.path) for problem in problems]


def sources_files(deck: Path) -> list[Path]:
    """The sources.yaml files that a deck may cite: beside it, one folder up, and the shipped."""
    near = [deck.parent / SOURCES, deck.parent.parent / SOURCES]
    places = [*near, paths.shipped_content() / SOURCES]
    return [path for path in dict.fromkeys(places) if path.is_file()]


def sources_of(decks: Iterable[Path]) -> dict[Path, LoadedSources]:
    """Every sources.yaml the decks may cite, each read once."""
    return {path: _as_it_is(path) for deck in decks for path in sources_files(deck)}


def _as_it_is(path: Path) -> LoadedSources:
    """Read anew only if the file has changed: while a card is written it is asked for each word."""
    try:
        found = path.stat()
    except OSError:
        return load_sources(path)
    return _read_once(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=16)
def _read_once(path: Path, mtime_ns: int, size: int) -> LoadedSources:
    return load_sources(path)
