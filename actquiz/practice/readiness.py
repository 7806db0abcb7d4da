""" "Am I ready?" in one line, from what the plan keeps: quick enough for a shell prompt."""

from __future__ import annotations

from datetime import date

from actquiz.practice.agenda import Agenda
from actquiz.words import from_now, percent


def readiness(agenda: Agenda, day: date, minutes: int) -> str:
    """The days left, the score to be expected with its range, and today's minutes.

    ``minutes``: what the plan still asks today.
    """
    days = (agenda.goal - day).days
    when = from_now(days)
    left = f"{minutes} min today" if minutes else "done for today"
    return (
        f"Interview {when}: expected score {percent(agenda.score)} "
        f"({percent(agenda.low)} to {percent(agenda.high)}), {left}"
    )


def told(agenda: Agenda, day: date, minutes: int) -> dict[str, object]:
    """The same for a script."""
    return {
        "date": agenda.goal.isoformat(),
        "days": (agenda.goal - day).days,
        "minutes_today": minutes,
        "score": agenda.score,
        "low": agenda.low,
        "high": agenda.high,
        "known": agenda.then,
        "line": readiness(agenda, day, minutes),
    }
