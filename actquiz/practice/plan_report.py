"""The plan in words and columns, for every face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from actquiz.practice.lesson_plan import ReadingPlan
from actquiz.practice.plan import Forecast, KnownShare, Plan
from actquiz.words import counted, from_now, full_day

_NAMED = 6
"""Topics that are named when there is no time to meet all their cards."""


def summary(plan: Plan) -> Iterator[str]:
    """When, how much will be known, and what more time would bring: a paragraph each."""
    days = from_now(plan.days)
    goal = plan.agenda.goal
    role = f", for the role '{plan.role}'" if plan.role else ""
    yield f"Interview {days}, on {full_day(goal)}{role}; {plan.agenda.minutes} min a day."
    if plan.missed:
        yield missed(plan.missed)
    yield (
        f"Expected interview score on the day: {scored(plan.forecast)}. Today it would be "
        f"{plan.score_now:.0%}; on the day, without studying, {plan.score_resting:.0%}."
    )
    yield (
        f"You know {plan.now:.0%} of {counted(plan.cards, 'card')} today. On the day you can "
        f"expect to know "
        f"{plan.then:.0%}; without studying, {plan.resting:.0%}."
    )
    if plan.reading.lessons:
        yield _reading(plan.reading)
    more = [
        f"{one.minutes} min: score {scored(one.forecast)}, {one.then:.0%} known"
        for one in plan.outlooks[1:]
    ]
    as_planned = f"score {scored(plan.forecast)}, {plan.then:.0%} known"
    if more and all(one.endswith(as_planned) for one in more):
        yield "More time a day adds nothing."
    elif more:
        yield f"With more time a day: {'; '.join(more)}."
    if sooner := [f"in {counted(one.days, 'day')} {one.forecast.score:.0%}" for one in plan.sooner]:
        yield f"If the date moves closer the score can still be: {'; '.join(sooner)}."


def scored(forecast: Forecast) -> str:
    """A score with its interval."""
    return f"{forecast.score:.0%} ({forecast.low:.0%} to {forecast.high:.0%})"


def missed(days: Sequence[date]) -> str:
    """Days without a review, kindly: the plan has been made around them."""
    if len(days) == 1:
        return f"{days[0]:%A} went by without a review. No harm: the plan goes round it."
    return (
        f"{counted(len(days), 'day')} went by without a review. No harm: the plan goes round them."
    )


def load(plan: Plan) -> str:
    """The minutes of the next days; one figure where they are all alike."""
    minutes = [one for _, one in plan.load]
    if max(minutes) - min(minutes) <= 2:
        return f"Each of the next {counted(len(minutes), 'day')}: about {max(minutes)} min."
    days = ", ".join(f"{day:%a} {one}" for day, one in plan.load)
    return f"Minutes of the next days: {days}."


def kinds(plan: Plan, width: int) -> list[str]:
    """What is known now and then, by what is asked in an interview."""
    return _table("asked as", [(share.name, share) for share in plan.kinds], width)


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
    most = sorted(plan.decks, key=lambda deck: -deck.unmet)[:_NAMED]
    names = "; ".join(
        f"{titles.get(deck.name, deck.name)} ({deck.unmet} of {deck.cards})"
        for deck in most
        if deck.unmet
    )
    return (
        f"There is no time to meet {counted(plan.unmet, 'card')}. Drop first, as they bring the "
        f"least to the interview for the time they take: {names}."
    )


def _table(head: str, rows: Sequence[tuple[str, KnownShare]], width: int) -> list[str]:
    """Names, cards, known now and on the day; names are cut where the line is narrow."""
    column = max(8, min(width - 21, max(len(name) for name, _ in rows)))
    lines = [f"{head:{column}}{'cards':>7}{'now':>7}{'then':>7}"]
    for name, share in rows:
        shown = name if len(name) <= column else name[: column - 1] + "…"
        lines.append(f"{shown:{column}}{share.cards:7,}{share.now:7.0%}{share.then:7.0%}")
    return lines
