"""Titles that begin alike, cut so that one can tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from actquiz.text.safe import cells, cut

T = TypeVar("T")
_AT_ONCE = 100
"""Items that are held against each other: more than are ever in sight."""
_LEFT_OUT = " … "
_LEAST = 16
"""Columns in which a beginning and what differs both have room."""


def told_apart(titles: Sequence[str], width: int) -> list[str]:
    """Each title in at most ``width`` cells, its end cut off.

    Where that leaves several the same, what they have in common is left out of their middle:
    ``What is … the sigmoid?``.
    """
    cuts = [_cut(title, width) for title in titles]
    groups: dict[str, list[int]] = defaultdict(list)
    for place, short in enumerate(cuts):
        groups[short if short == titles[place] else short[:-1].rstrip()].append(place)
    for places in groups.values():
        alike = [titles[place] for place in places]
        if len(set(alike)) > 1 and width >= _LEAST:
            room = width * 2 // 3
            common = _beginning(alike)
            rests = [title[len(common) :] for title in alike]
            while (word := common.rstrip().rpartition(" ")[2]) != common.strip():
                if max(map(cells, rests)) + cells(word) + 1 > room:
                    break
                common = common.rstrip()[: -len(word)]
                rests = [title[len(common) :] for title in alike]
            room = min(max(map(cells, rests)), room)
            head = _words(common, width - room - len(_LEFT_OUT)) + _LEFT_OUT
            for place, rest in zip(places, told_apart(rests, width - cells(head)), strict=True):
                if cells(titles[place]) > width:
                    cuts[place] = head + rest
    return cuts


def _beginning(titles: Sequence[str]) -> str:
    """What all of them begin with, in whole words."""
    first, last = min(titles), max(titles)
    same = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first)
    )
    return first[: first.rfind(" ", 0, same) + 1] or first[:same]


def _cut(title: str, width: int) -> str:
    return title if cells(title) <= width else cut(title, width - 1) + "…"


def _words(title: str, width: int) -> str:
    """Its first words: one at least."""
    first, *more = title.split()
    for word in more:
        if cells(first) + 1 + cells(word) > width:
            break
        first += f" {word}"
    return cut(first, width)


class ToldApart(Generic[T]):
    """The same for a list of any length, of which only what is in sight is looked at."""

    def __init__(self, items: Sequence[T], title: Callable[[T], str]) -> None:
        self._items, self._title = items, title
        self._known: dict[tuple[int, int], list[str]] = {}

    def at(self, place: int, width: int) -> str:
        """The title of one item in at most ``width`` cells."""
        page = place // _AT_ONCE
        if (page, width) not in self._known:
            end = min((page + 1) * _AT_ONCE, len(self._items))
            titles = [self._title(self._items[each]) for each in range(page * _AT_ONCE, end)]
            self._known[page, width] = told_apart(titles, width)
        return self._known[page, width][place % _AT_ONCE]
