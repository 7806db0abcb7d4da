"""One question, one chart: what it shows, and in a sentence what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

from actquiz.errors import unknown
from actquiz.plots.figure import Axis, Bars, Figure, Panel, Tiles
from actquiz.practice.statistics import memory_charts
from actquiz.practice.statistics.gathering import WEEKS, Statistics
from actquiz.practice.statistics.memory_charts import Drawn
from actquiz.words import counted, short_day

_FEWEST_WEEKS = 4
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Chart:
    """One of the figures."""

    name: str
    question: str
    figure: Figure | None
    """None where there is nothing to draw; ``said`` says why."""
    said: str
    """A sentence or two."""
    ordered: bool = False
    """Whether the bars follow one another, as days do: upright ones show it best."""


def names() -> tuple[str, ...]:
    """Every chart's name, in the order they are shown in."""
    return tuple(_CHARTS)


def chart(name: str, statistics: Statistics) -> Chart:
    """Make one chart. Raise ``ActquizError`` for a name that none has."""
    question, draw = _CHARTS[checked(name)]
    figure, said = draw(statistics)
    return Chart(name, question, figure, said, ordered=name in _ORDERED)


def checked(name: str) -> str:
    """The name, if there is such a chart."""
    if name in _CHARTS:
        return name
    raise unknown("chart", name, _CHARTS, f"there are {', '.join(_CHARTS)}, or all")


def _ahead(statistics: Statistics) -> Drawn:
    days = statistics.today.ahead[: statistics.near + 1]
    total = sum(count for _, count in days)
    if not total:
        return None, f"Nothing comes up in the next {counted(statistics.near, 'day')}."
    said = (
        f"{days[0][1]:,} due today, {total:,} within {counted(statistics.near, 'day')}; "
        "what will be learned until then is not counted."
    )
    return _by_day(days, statistics.day, "cards due", "Due ahead"), said


def _reviews(statistics: Statistics) -> Drawn:
    days = _last(statistics, [(day.day, day.reviews) for day in statistics.efforts.days])
    if not any(count for _, count in days):
        return None, f"No reviews in the last {counted(statistics.near, 'day')}."
    studied = sum(count > 0 for _, count in days)
    total = sum(count for _, count in days)
    said = (
        f"{counted(round(total), 'review')} on {studied} of {counted(len(days), 'day')}; "
        f"{total / studied:.0f} on a day with any."
    )
    return _by_day(days, statistics.day, "reviews", "Reviews by day"), said


def _time(statistics: Statistics) -> Drawn:
    days = _last(
        statistics, [(day.day, day.milliseconds / 60_000) for day in statistics.efforts.days]
    )
    if not any(count for _, count in days):
        return None, f"No time spent in the last {counted(statistics.near, 'day')}."
    spent = [count for _, count in days if count]
    said = (
        f"{clock_time(60 * sum(spent))} in the last {counted(len(days), 'day')}; "
        f"{clock_time(60 * sum(spent) / len(spent))} on a day with any."
    )
    return _by_day(days, statistics.day, "minutes from question to grade", "Time by day"), said


def _calendar(statistics: Statistics) -> Drawn:
    counts = {day.day: day.reviews for day in statistics.efforts.days}
    weeks = max(WEEKS, -(-statistics.near // 7))
    first = statistics.efforts.first or statistics.day
    tiles = calendar_tiles(counts, first, statistics.day, weeks)
    if not any(value for row in tiles.values for value in row):
        return None, f"No reviews in the last {counted(weeks, 'week')}."
    streak, longest = statistics.today.streak, statistics.efforts.longest
    said = f"Streak: {counted(streak, 'day')} in a row; the longest was {counted(longest, 'day')}."
    return Figure([Panel([tiles], y=Axis("reviews"))], title="Calendar"), said


def calendar_tiles(counts: Mapping[date, int], first: date, day: date, weeks: int) -> Tiles:
    """A row a weekday, a column a week: this one and those before it, at most ``weeks``.

    It begins with the learner's ``first`` week, but is never so short that it is no calendar; days
    before ``first`` and after ``day`` are holes.
    """
    this_week = day - timedelta(days=day.weekday())
    begun = (this_week - first + timedelta(days=first.weekday())).days // 7 + 1
    weeks = min(weeks, max(begun, _FEWEST_WEEKS))
    mondays = [this_week - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    values = [
        [
            float(counts.get(one, 0)) if first <= one <= day else None
            for one in (monday + timedelta(days=weekday) for monday in mondays)
        ]
        for weekday in range(7)
    ]
    return Tiles("week of", WEEKDAYS, [short_day(monday) for monday in mondays], values)


def _by_day(days: Sequence[tuple[date, float]], today: date, label: str, title: str) -> Figure:
    """A bar a day; a bar a week, or a month, where that would be too many."""
    if len(days) <= 31:
        bars = [("today" if day == today else f"{day:%a} {short_day(day)}", n) for day, n in days]
    elif len(days) <= 220:
        bars = _summed(days, lambda day: short_day(day - timedelta(days=day.weekday())))
        label += ", by week (its Monday)"
    else:
        bars = _summed(days, lambda day: f"{day:%b %Y}")
        label += ", by month"
    marks = [Bars(title.lower(), [name for name, _ in bars], [value for _, value in bars])]
    return Figure([Panel(marks, y=Axis(label))], title=title)


def _summed(
    days: Sequence[tuple[date, float]], name: Callable[[date], str]
) -> list[tuple[str, float]]:
    sums: dict[str, float] = {}
    for day, count in days:
        sums[name(day)] = sums.get(name(day), 0.0) + count
    return list(sums.items())


def _last(statistics: Statistics, found: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """The last days, from the first with something to today, with 0 where nothing was done."""
    known = dict(found)
    days = (statistics.day - timedelta(days=back) for back in range(statistics.near - 1, -1, -1))
    return list(dropwhile(lambda one: not one[1], ((day, known.get(day, 0)) for day in days)))


def clock_time(seconds: float) -> str:
    """``40 s``, ``12 min``, ``3 h 20 min``."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60:,} h {minutes % 60} min"


_ORDERED = ("ahead", "reviews", "time", "hours")
_CHARTS: dict[str, tuple[str, Callable[[Statistics], Drawn]]] = {
    "ahead": ("What is coming?", _ahead),
    "reviews": ("How much do I do?", _reviews),
    "calendar": ("How regularly do I study?", _calendar),
    "retention": ("Do I recall what comes back?", memory_charts.retention),
    "calibration": ("Does the schedule foresee it?", memory_charts.calibration),
    "topics": ("What do I know, by topic?", memory_charts.topics),
    "levels": ("What do I know, by level?", memory_charts.levels),
    "stability": ("How long do the cards last?", memory_charts.stability),
    "difficulty": ("How hard are the cards for me?", memory_charts.difficulty),
    "leeches": ("Which cards do I keep forgetting?", memory_charts.leeches),
    "time": ("How long does it take?", _time),
    "hours": ("When do I study, and recall best?", memory_charts.hours),
}
"""What one wants to know first stands first: a dashboard has room for six."""
