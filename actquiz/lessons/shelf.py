"""All lessons there are, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from actquiz import paths
from actquiz.bank.deck_files import Stamp, text_files
from actquiz.errors import unknown
from actquiz.lessons.lesson import Lesson
from actquiz.lessons.loader import LoadedLesson, is_lesson, load_lesson

SUFFIXES = (".md",)
_HEAD = 4_000
"""Bytes in which the front matter of a lesson ends."""


def roots() -> list[Path]:
    """Where lessons are: the shipped ones, then beside the decks of others."""
    own = [root for root in paths.deck_roots() if root.suffix not in (".yaml", ".yml")]
    return [paths.shipped_content() / "lessons", *own]


def lesson_files(places: Sequence[Path] | None = None) -> list[Stamp]:
    """The files under ``places`` that begin as a lesson does, in reading order."""
    found = text_files(roots() if places is None else places, SUFFIXES)
    return [stamp for stamp in found if _begins_as_lesson(stamp)]


@lru_cache(maxsize=50_000)
def _begins_as_lesson(stamp: Stamp) -> bool:
    """Of each file as it is, looked at once: a folder of decks may hold a thousand notes."""
    try:
        with open(stamp.path, "rb") as file:
            return is_lesson(file.read(_HEAD).decode("utf-8-sig", errors="replace"))
    except OSError:
        return False


_loaded: dict[Stamp, LoadedLesson] = {}
"""What was read, by the file as it was then: a lesson is read again when it has changed."""


def load(stamp: Stamp) -> LoadedLesson:
    """One file, read once for as long as it stays the same."""
    if stamp not in _loaded:
        _loaded[stamp] = load_lesson(Path(stamp.path))
    return _loaded[stamp]


def lessons() -> list[Lesson]:
    """All that can be read, in order; the second file with an id already taken is left out."""
    found: dict[str, Lesson] = {}
    for stamp in lesson_files():
        lesson = load(stamp).lesson
        if lesson and lesson.id not in found:
            found[lesson.id] = lesson
    return list(_in_order(found))


def unreadable() -> list[Path]:
    """Files that begin as a lesson and are none."""
    return [Path(stamp.path) for stamp in lesson_files() if load(stamp).lesson is None]


def _in_order(found: dict[str, Lesson]) -> Iterator[Lesson]:
    """As the files come, but each after those it needs."""
    done: set[str] = set()

    def visit(lesson: Lesson, waiting: tuple[str, ...]) -> Iterator[Lesson]:
        if lesson.id in done or lesson.id in waiting:
            return
        for need in lesson.head.needs:
            if need in found:
                yield from visit(found[need], (*waiting, lesson.id))
        if lesson.id not in done:
            done.add(lesson.id)
            yield lesson

    for lesson in found.values():
        yield from visit(lesson, ())


def get(name: str) -> Lesson:
    """The lesson with that id, or of that number (from 1) in the order.

    Raises ActquizError with the nearest id where there is none.
    """
    every = lessons()
    if name.isdigit() and 1 <= int(name) <= len(every):
        return every[int(name) - 1]
    by_id = {lesson.id: lesson for lesson in every}
    if name not in by_id:
        raise unknown("lesson", name, by_id, "'actquiz learn' lists them")
    return by_id[name]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The text that explains a card: a block of a section of a lesson."""

    lesson: Lesson
    section: int
    block: int


def explanation(card: str, among: Iterable[Lesson] | None = None) -> Explanation | None:
    """Where ``card`` is explained; None if no lesson does."""
    for lesson in lessons() if among is None else among:
        if place := lesson.explanation(card):
            return Explanation(lesson, *place)
    return None
