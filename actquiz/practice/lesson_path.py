"""The way through the lessons: which was read, which comes next, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actquiz.memory.lessons_read import LessonPlace, places
from actquiz.memory.store import Store
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.lessons.lesson import Lesson


@dataclass(frozen=True, slots=True)
class LessonStop:
    """One lesson on the way."""

    lesson: Lesson
    number: int
    """From 1, in the order in which they are read."""
    place: LessonPlace | None
    """None: never opened."""

    @property
    def read(self) -> bool:
        """Whether it was read to its end, or its test was passed."""
        return self.place is not None and self.place.read

    @property
    def begun(self) -> bool:
        """Whether it was opened and not read to its end."""
        return self.place is not None and not self.place.read

    @property
    def section(self) -> int:
        """The section it goes on at, from 1."""
        return self.lesson.section(self.place.section) + 1 if self.place else 1

    @property
    def standing(self) -> str:
        """In words: read, section 3 of 6, or nothing."""
        if self.read:
            return "read"
        return f"section {self.section} of {len(self.lesson.sections)}" if self.begun else ""

    @property
    def minutes(self) -> float:
        """What is left of its reading time."""
        if self.read:
            return 0.0
        left = 1 - (self.section - 1) / len(self.lesson.sections)
        return self.lesson.head.minutes * left

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        head = self.lesson.head
        return {
            "lesson": head.id,
            "number": self.number,
            "title": head.title,
            "minutes": head.minutes,
            "deck": head.deck,
            "cards": self.lesson.cards(),
            "sections": len(self.lesson.sections),
            "section": self.section,
            "begun": self.begun,
            "read": self.read,
        }


def path(store: Store) -> list[LessonStop]:
    """All lessons in reading order, as the reader stands with each."""
    # Home asks for it: what reads lessons is imported only where there is time.
    from actquiz.lessons.shelf import lessons

    known = places(store)
    return [
        LessonStop(lesson, number, known.get(lesson.id))
        for number, lesson in enumerate(lessons(), start=1)
    ]


def next_lesson(stops: Iterable[LessonStop]) -> LessonStop | None:
    """The lesson to go on with: one that was begun, else the first that was not read."""
    left = [stop for stop in stops if not stop.read]
    begun = [stop for stop in left if stop.begun]
    return next(iter(begun or left), None)


def way(stops: Sequence[LessonStop], new: Mapping[str, int]) -> str:
    """The way on in a line: the lesson read last, its new cards, the lesson that comes next.

    ``new``: cards never seen, by deck. Empty when all is read and nothing is new in their decks.
    """
    coming = next_lesson(stops)
    parts = []
    read = [stop for stop in stops if stop.read and (not coming or stop.number < coming.number)]
    if read:
        left = sum(new.get(deck, 0) for deck in read[-1].lesson.decks)
        if left:
            parts += [f"Lesson {read[-1].number} is read", f"its {counted(left, 'new card')}"]
    if coming is not None:
        minutes = max(round(coming.minutes), 1)
        begun = f", {coming.standing}" if coming.begun else ""
        parts.append(f"Lesson {coming.number}: {coming.lesson.title}{begun}, {minutes} min")
    return " → ".join(parts)
