"""Which files are decks, and in which order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SOURCES = "sources.yaml"
_SUFFIXES = (".yaml", ".yml")


class Stamp(NamedTuple):
    """A deck file as the folder shows it; both numbers are 0 if it cannot be looked at."""

    path: str
    mtime_ns: int
    size: int


def deck_files(roots: Sequence[Path]) -> list[Stamp]:
    """The YAML files under ``roots``; sources.yaml is no deck."""
    return [one for one in text_files(roots, _SUFFIXES) if not one.path.endswith(os.sep + SOURCES)]


def text_files(roots: Sequence[Path], suffixes: tuple[str, ...]) -> list[Stamp]:
    """The files under ``roots`` that end so: roots in their order, files by path, each file once.

    A root may be a single file, whatever it ends in. Roots that do not exist are passed over, and
    so are hidden files and folders; links are followed, but never twice to one place.
    """
    found: dict[_Identity, Stamp] = {}
    for root in roots:
        start = os.path.abspath(root)
        if os.path.isdir(start):
            for identity, stamp in _walk(start, suffixes, set()):
                found.setdefault(identity, stamp)
        elif os.path.lexists(start):
            found.setdefault(*_stamp(start))
    return list(found.values())


_Identity = tuple[int, int] | str
"""Device and inode: what stays the same however a file is reached; its path if it has none."""


def _walk(
    folder: str, suffixes: tuple[str, ...], seen: set[str]
) -> Iterator[tuple[_Identity, Stamp]]:
    """Files first, then folders, both by name; ``seen`` stops links that lead back."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as listing:
            items = sorted(listing, key=lambda item: item.name)
    except OSError:
        # Not a deck, but something the person should hear about: reading it says what is wrong.
        yield folder, Stamp(folder, 0, 0)
        return
    folders = []
    for item in items:
        if item.name.startswith("."):
            continue
        if item.name.endswith(suffixes):
            yield _stamp(item.path)
        elif _is_folder(item):
            folders.append(item.path)
    for inner in folders:
        yield from _walk(inner, suffixes, seen)


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False


def _stamp(path: str) -> tuple[_Identity, Stamp]:
    try:
        found = os.stat(path)
    except OSError:
        return path, Stamp(path, 0, 0)
    return (found.st_dev, found.st_ino), Stamp(path, found.st_mtime_ns, found.st_size)
