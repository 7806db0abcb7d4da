"""The plan in words and columns, for every face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from actquiz.practice.lesson_plan import ReadingPlan
from actquiz.practice.plan import KnownShare, Plan
from actquiz.words import counted

_NAMED = 6
"""Topics that are named when there is no time to meet all their cards."""


def summary(plan: Plan) -> Iterator[str]:
    """When, how much will be known, and what more time would bring: a paragraph each."""
    days = f"in {counted(plan.days, 'day')}" if plan.days > 1 else "tomorrow"
    goal = plan.agenda.goal
    yield f"Interview {days}, on {goal:%a} {goal}; {plan.agenda.minutes} min a day."
    yield (
        f"You know {plan.now:.0%} of {counted(plan.cards, 'card')} today. On the day you can "
        f"expect to know "
        f"{plan.then:.0%}; without studying, {plan.resting:.0%}."
    )
    if plan.reading.lessons:
        yield _reading(plan.reading)
    more = [f"{one.then:.0%} with {one.minutes} min" for one in plan.outlooks[1:]]
    yield f"With more time: {', '.join(more)}."


def _reading(reading: ReadingPlan) -> str:
    """The lessons that are left, and today's."""
    count, minutes = counted(len(reading.lessons), "lesson"), max(round(reading.minutes), 1)
    said = f"{count} left to read, {minutes} min, each before its cards."
    today = [stop.lesson.title for stop, day in reading.lessons if day == 0]
    said += f" Today: {'; '.join(today)}." if today else ""
    if reading.left_out:
        said += f" There is no time for {counted(reading.left_out, 'other')}."
    return said


def levels(plan: Plan, width: int) -> list[str]:
    """What is known now and then, by level."""
    return _table("level", [(share.name, share) for share in plan.levels], width)


def topics(plan: Plan, titles: Mapping[str, str], width: int) -> list[str]:
    """What is known now and then, by deck; ``titles``: by its id."""
    return _table(
        "topic", [(titles.get(share.name, share.name), share) for share in plan.decks], width
    )


def unmet(plan: Plan, titles: Mapping[str, str]) -> str:
    """What there is no time for: the first to drop."""
    if not plan.unmet:
        return "There is time to meet every card."
    most = sorted(plan.decks, key=lambda deck: -deck.unmet / deck.cards)[:_NAMED]
    names = "; ".join(
        f"{titles.get(deck.name, deck.name)} ({deck.unmet} of {deck.cards})"
        for deck in most
        if deck.unmet
    )
    return (
        f"There is no time to meet {counted(plan.unmet, 'card')}: first those that take long "
        f"for what they "
        f"bring. Most are in {names}."
    )


def _table(head: str, rows: Sequence[tuple[str, KnownShare]], width: int) -> list[str]:
    """Names, cards, known now and on the day; names are cut where the line is narrow."""
    column = max(8, min(width - 21, max(len(name) for name, _ in rows)))
    lines = [f"{head:{column}}{'cards':>7}{'now':>7}{'then':>7}"]
    for name, share in rows:
        shown = name if len(name) <= column else name[: column - 1] + "…"
        lines.append(f"{shown:{column}}{share.cards:7,}{share.now:7.0%}{share.then:7.0%}")
    return lines
