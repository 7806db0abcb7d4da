"""Reading in the plan to an interview: lessons come before their cards, and take their time."""

from __future__ import annotations

from dataclasses import dataclass

from actquiz.memory.store import Store
from actquiz.practice.lesson_path import LessonStop, path

_SHARE = 0.5
"""Of a day's minutes that reading may take: what was read must be asked as well."""


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """Which lesson to read on which day."""

    lessons: tuple[tuple[LessonStop, int], ...] = ()
    """Each with its day, from 0 for today."""
    days: int = 1
    left_out: int = 0
    """Lessons that there is no time to read."""

    @property
    def minutes(self) -> float:
        """Of reading, in all."""
        return sum(stop.minutes for stop, _ in self.lessons)

    @property
    def daily(self) -> int:
        """Minutes of reading on a day, on average."""
        return round(self.minutes / self.days)

    def on(self, ahead: int) -> float:
        """Minutes of reading on the day that is ``ahead`` days from today."""
        return sum(stop.minutes for stop, day in self.lessons if day == ahead)

    def waiting(self, ahead: int) -> set[str]:
        """Decks whose lesson is read only after that day: their new cards wait for it."""
        later = {
            deck for stop, day in self.lessons if day > ahead for deck in stop.lesson.decks[:1]
        }
        sooner = {deck for stop, day in self.lessons if day <= ahead for deck in stop.lesson.decks}
        return later - sooner


def reading_plan(store: Store, minutes: int, days: int) -> ReadingPlan:
    """Spread the lessons that are left over the days, in order, from today on.

    Nothing is planned for a reader who has never opened a lesson: who knows it all and wants only
    cards. ``minutes``: all there are on a day.
    """
    stops = path(store)
    if not any(stop.place for stop in stops):
        return ReadingPlan(days=days)
    lessons: list[tuple[LessonStop, int]] = []
    left = [stop for stop in stops if not stop.read]
    day, spent = 0, 0.0
    for stop in left:
        if spent and spent + stop.minutes > _SHARE * minutes:
            day, spent = day + 1, 0.0
        if day >= days:
            break
        lessons.append((stop, day))
        spent += stop.minutes
    return ReadingPlan(tuple(lessons), days, len(left) - len(lessons))
