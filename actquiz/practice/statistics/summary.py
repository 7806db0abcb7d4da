"""The statistics in a few lines, and all of them for a script."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from actquiz.practice.statistics.charts import clock_time
from actquiz.practice.statistics.gathering import NEAR, Statistics
from actquiz.practice.statistics.knowledge import STABILITIES, Topic
from actquiz.practice.statistics.share import ENOUGH
from actquiz.words import counted, percent

Rows = list[tuple[str, str]]
_FITTED_FROM = 1000
"""Reviews from which a fit is tried."""


def headline(statistics: Statistics) -> str:
    """How it stands, in a sentence; for who has just begun, what will be told and when."""
    found, wanted = statistics.efforts.retention.together, percent(statistics.wanted)
    if not found.of:
        done = counted(statistics.efforts.reviews, "review")
        return f"A good beginning: {done}. Once cards come back, this shows what you recall."
    if not found.enough:
        return (
            f"Well begun: {found.right} of the first {found.of} that came back were recalled. "
            f"From {ENOUGH} on they make a percentage."
        )
    said = f"You recall {percent(found.right / found.of)} of what comes back"
    if found.low <= statistics.wanted <= found.high:
        return f"{said}, as aimed at ({wanted})."
    if found.low > statistics.wanted:
        return f"{said}, more than the {wanted} aimed at."
    fit = "; 'actquiz fit' fits the schedule to you" if found.of >= _FITTED_FROM else ""
    return f"{said}, less than the {wanted} aimed at{fit}."


def figures(statistics: Statistics) -> Rows:
    """The same as ``rows`` in few words, as (value, what it is), the most telling first."""
    efforts, knowledge, now = statistics.efforts, statistics.knowledge, statistics.today
    recalled = efforts.retention.together
    share = percent(recalled.right / recalled.of) if recalled.enough else "–"
    done = next((day.reviews for day in efforts.days if day.day == statistics.day), 0)
    return [
        (f"{done:,}", "reviews today"),
        (f"{now.due + now.learning:,}", "due now"),
        (counted(now.streak, "day"), "in a row"),
        (share, "recalled"),
        (f"{knowledge.known:,.0f} of {knowledge.cards.total:,}", "cards known today"),
        (f"{efforts.reviews:,}", "reviews ever"),
        (clock_time(efforts.seconds), "spent"),
    ]


def rows(statistics: Statistics) -> Rows:
    """What to know first, as (name, value)."""
    efforts, knowledge, now = statistics.efforts, statistics.knowledge, statistics.today
    cards = knowledge.cards
    week = sum(count for day, count in now.ahead if day < statistics.day + timedelta(days=7))
    return [
        ("today", _lately(statistics, 1)),
        ("last 30 days", _lately(statistics, NEAR)),
        ("ever", f"{counted(efforts.reviews, 'review')} in {clock_time(efforts.seconds)}"),
        ("streak", f"{counted(now.streak, 'day')}, longest {counted(efforts.longest, 'day')}"),
        ("due", f"{now.due + now.learning:,} now, {week:,} in 7 days"),
        ("true retention", efforts.retention.together.text()),
        ("aimed at", percent(statistics.wanted)),
        ("cards", f"{cards.mature:,} mature, {cards.young:,} young, {cards.learning:,} learning, "
         f"{cards.new:,} new"),
        ("known today", f"{knowledge.known:,.0f} of {counted(cards.total, 'card')}"),
        ("leeches", f"{knowledge.leeches_in_all:,}"),
    ]  # fmt: skip


def _lately(statistics: Statistics, days: int) -> str:
    """Reviews and time of the last days, today with them."""
    first = statistics.day - timedelta(days=days - 1)
    found = [day for day in statistics.efforts.days if first <= day.day <= statistics.day]
    reviews = sum(day.reviews for day in found)
    if not reviews:
        return "no reviews"
    spent = clock_time(sum(day.milliseconds for day in found) / 1000)
    on = f" on {counted(len(found), 'day')}" if days > 1 else ""
    return f"{counted(reviews, 'review')}{on} in {spent}"


def told(statistics: Statistics) -> dict[str, object]:
    """Everything, for JSON. Shares of too few reviews are null; their counts are there."""
    efforts, knowledge, predictions = (
        statistics.efforts,
        statistics.knowledge,
        statistics.predictions,
    )
    retention = efforts.retention
    edges = [0, *STABILITIES, None]
    return {
        "day": statistics.day,
        "since": statistics.since,
        "reviews": efforts.reviews,
        "seconds": efforts.seconds,
        "days_studied": efforts.studied,
        "first_day": efforts.first,
        "streak": {"now": statistics.today.streak, "longest": efforts.longest},
        "due": {
            "now": statistics.today.due,
            "learning": statistics.today.learning,
            "ahead": [{"day": day, "cards": cards} for day, cards in statistics.today.ahead],
        },
        "days": [
            {"day": day.day, "reviews": day.reviews, "seconds": day.milliseconds / 1000}
            for day in efforts.days
        ],
        "retention": {
            "wanted": statistics.wanted,
            "true": retention.together.told(),
            "young": retention.young.told(),
            "mature": retention.mature.told(),
            "new": retention.new.told(),
            "learning": retention.learning.told(),
        },
        "hours": [
            {"hour": hour.hour, "reviews": hour.reviews, "recalled": hour.recalled.told()}
            for hour in efforts.hours
        ],
        "calibration": _calibration(statistics),
        "one_card_in": predictions.one_card_in,
        "cards": {
            "new": knowledge.cards.new,
            "learning": knowledge.cards.learning,
            "young": knowledge.cards.young,
            "mature": knowledge.cards.mature,
            "known": knowledge.known,
        },
        "stability": [
            {"from": low, "below": high, "cards": cards}
            for (low, high), cards in zip(pairwise(edges), knowledge.stability, strict=True)
        ],
        "difficulty": [
            {"from": low, "to": low + 1, "cards": cards}
            for low, cards in enumerate(knowledge.difficulty, 1)
        ],
        "topics": [_topic(topic) for topic in knowledge.topics],
        "levels": [_topic(level) for level in knowledge.levels],
        "leeches": {
            "count": knowledge.leeches_in_all,
            "worst": [leech._asdict() for leech in knowledge.leeches],
        },
    }


def _calibration(statistics: Statistics) -> dict[str, object] | None:
    found = statistics.predictions.calibration
    if found is None:
        return None
    columns = ("predicted", "observed", "low", "high", "count")
    bins = zip(*(getattr(found, column).tolist() for column in columns), strict=True)
    return {
        "reviews": found.reviews,
        "log_loss": found.log_loss,
        "rmse": found.rmse,
        "bins": [dict(zip(columns, values, strict=True)) for values in bins],
    }


def _topic(topic: Topic) -> dict[str, object]:
    return {**topic._asdict(), "share_known": topic.known / topic.cards}
