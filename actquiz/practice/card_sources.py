"""The works a card rests on, as a reader wants them named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actquiz.bank.sources import Source
    from actquiz.bank.studied_card import Entry


@dataclass(frozen=True, slots=True)
class Work:
    """One source."""

    title: str
    """Its id where no list of sources knows it."""
    by: str = ""
    """The first author and the year."""
    address: str = ""
    """On the web; empty for a book."""


def works(entry: Entry) -> Sequence[Work]:
    """The card's sources, in its order."""
    if not entry.card.sources:
        return ()
    from actquiz.bank.sources import sources_files

    lists = [_read(path, path.stat().st_mtime_ns) for path in sources_files(Path(entry.path))]
    found = []
    for name in entry.card.sources:
        source = next((listed[name] for listed in lists if name in listed), None)
        found.append(Work(name) if source is None else _work(source))
    return found


def _work(source: Source) -> Work:
    first, *others = source.authors.split(", ")
    by = f"{first}{' et al.' if others else ''}, {source.year}"
    return Work(source.title, by, source.address)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> Mapping[str, Source]:
    """A list of sources, read once for each time it was ``changed``."""
    from actquiz.bank.sources import load_sources

    return load_sources(path).sources
