"""Cutting a deck file that does not parse into its header and its cards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from actquiz.errors import Location

_CARDS = re.compile(r"^cards:[ \t]*(?:#.*)?\n", re.MULTILINE)
MAX_PIECES = 20_000
"""A file with more cards is not worth cutting: the first mistake must do."""
_CARDS_LINE = "cards:\n"


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a file that can be read alone; card pieces have a ``cards:`` line put before."""

    text: str
    offset: int = 0
    """What to add to a line of ``text`` to get the file's."""
    is_header: bool = True
    """Whether the fields of the deck itself are in it."""

    def location(self, path: Path, line: int, column: int) -> Location:
        """The place in the file of ``line`` and ``column`` (from 0) of this piece."""
        return Location(path, max(line + self.offset, 0) + 1, column + 1)


def cut(text: str) -> list[FilePart]:
    """The header and each card of ``text``; empty where no block list of cards is found.

    A line that begins a list item at the first card's indentation begins a card: in YAML, nothing
    that belongs to an earlier card may stand that far left.
    """
    found = _CARDS.search(text)
    if not found:
        return []
    body = text[found.end() :]
    first = re.search(r"^( *)- ", body, re.MULTILINE)
    if not first:
        return []
    header = text.count("\n", 0, found.end())
    pieces = [FilePart(text[: found.end()])]
    if after := re.compile(r"^[^\s#-]", re.MULTILINE).search(body):
        # Fields of the deck that stand below its cards.
        pieces.append(FilePart(body[after.start() :], header + body.count("\n", 0, after.start())))
        body = body[: after.start()]
    items = re.finditer(rf"^{first[1]}- ", body, re.MULTILINE)
    starts = [item.start() for item in islice(items, MAX_PIECES + 1)]
    if not 0 < len(starts) <= MAX_PIECES:
        return []
    line = header + body.count("\n", 0, starts[0])
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        pieces.append(FilePart(_CARDS_LINE + body[start:end], line - 1, is_header=False))
        line += body.count("\n", start, end)
    return pieces
