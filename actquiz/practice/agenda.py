"""The plan as it is kept for the queue: what to ask on the next days. Quick to read.

The file is derived: it is made by ``plan`` and safe to delete. Each day's list holds more cards
than the day has time for, so that those which were asked meanwhile can be skipped.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from actquiz import files, paths
from actquiz.errors import ActquizError, Location
from actquiz.memory.memory import from_milliseconds, to_milliseconds
from actquiz.memory.settings import Settings

if TYPE_CHECKING:
    pass

LONGEST = 366
"""Days that can be planned for; beyond them ordinary scheduling is as good."""
_FORMAT = 2


class Agenda(NamedTuple):
    """What to ask until the interview."""

    goal: date
    """The interview's day."""
    minutes: int
    """A day."""
    made: datetime
    """When it was made, in UTC."""
    first: date
    """The study day it was made on."""
    seconds: tuple[float, ...]
    """The time there is on each day: of the first, what was left of it."""
    days: tuple[tuple[tuple[str, float], ...], ...]
    """For each day, cards with the seconds they are expected to take, the first to ask first."""
    weights: tuple[float, ...]
    """The scheduler's weights it was made with."""
    bank: int
    """How many cards there were."""
    now: float
    """The share of the bank that was known when it was made."""
    then: float
    """The share that is expected on the interview's day."""
    choices: str = ""
    """The days, role, topics and levels it was made for."""
    score: float = 0.0
    """The interview score that is expected, from 0 to 1 …"""
    low: float = 0.0
    high: float = 0.0
    """… and between what four interviews in five end."""

    def on(self, day: date) -> tuple[tuple[tuple[str, float], ...], float]:
        """The cards for the study day ``day``, and its seconds."""
        place = min((day - self.first).days, len(self.days) - 1)
        return self.days[place], self.seconds[place]

    def serves(self, settings: Settings, day: date) -> bool:
        """Whether it was made for these settings, and not after ``day``."""
        return (
            self.goal == interview_day(settings)
            and self.minutes == settings.plan_minutes
            and self.choices == choices_of(settings)
            and self.first <= day < self.goal
        )

    def fresh(self, settings: Settings, day: date, bank: int) -> bool:
        """Whether making it again on ``day``, for ``bank`` cards, would bring little."""
        return (
            self.serves(settings, day)
            and self.first == day
            and self.weights == settings.weights
            and self.bank == bank
        )


class AgendaCard(NamedTuple):
    """A card of the agenda as it stands now."""

    card_id: str
    group: str
    """Shared with its siblings; empty if it has none."""
    deck: str
    seen: bool
    reviewed: datetime | None
    """When it was asked last."""
    ready: bool
    """Neither suspended nor buried nor in its learning steps."""


def interview_day(settings: Settings) -> date | None:
    """The day that is planned for. Raise ``ActquizError`` if the setting is no date."""
    if not settings.interview_date:
        return None
    try:
        return date.fromisoformat(settings.interview_date)
    except ValueError as error:
        raise ActquizError(
            f"'interview_date' is '{settings.interview_date}', which is no date",
            fix="write it as YYYY-MM-DD, or run 'actquiz plan --off'",
            where=Location(paths.settings_file()),
        ) from error


def choices_of(settings: Settings) -> str:
    """What the learner chose beside the date and the minutes, as one text."""
    parts = (settings.plan_days, settings.plan_role, settings.plan_topics, settings.plan_levels)
    return "|".join(parts)


def plannable(settings: Settings, day: date) -> bool:
    """Whether there is an interview ahead of the study day ``day``, near enough for a plan."""
    goal = interview_day(settings)
    return goal is not None and 1 <= (goal - day).days <= LONGEST


def load_agenda(settings: Settings, day: date) -> Agenda | None:
    """The agenda for the study day ``day``; None: nothing is planned, or it must be made first."""
    if interview_day(settings) is None:
        return None
    agenda = last_agenda()
    return agenda if agenda and agenda.serves(settings, day) else None


def save_agenda(agenda: Agenda) -> None:
    """Keep it; where that is not possible the ordinary queue goes on, so nothing is said."""
    file = paths.plan_file()
    told = agenda._asdict() | {
        "format": _FORMAT,
        "goal": agenda.goal.isoformat(),
        "first": agenda.first.isoformat(),
        "made": to_milliseconds(agenda.made),
    }
    with suppress(ActquizError):
        files.save(file, json.dumps(told))


def todays(
    agenda: Agenda, day: date, items: dict[str, AgendaCard], asked: set[str], dawn: datetime
) -> list[AgendaCard]:
    """The cards still to ask on ``day``, in order, as many as its time allows.

    ``items``: the agenda's cards as they stand; ``asked``: groups that have had their card today;
    ``dawn``: when the study day began.
    """
    cards, left = agenda.on(day)
    left_over: list[AgendaCard] = []
    taken = set(asked)
    for card_id, seconds in cards:
        item = items.get(card_id)
        if item is None:
            continue
        if item.reviewed and item.reviewed >= agenda.made:
            left -= seconds if item.reviewed >= dawn else 0
            continue
        if not item.ready or (item.group and item.group in taken):
            continue
        if left <= 0:
            break
        left -= seconds
        taken.add(item.group)
        left_over.append(item)
    return left_over


def last_agenda() -> Agenda | None:
    """The agenda that was made last, for whatever day; None if none can be read."""
    try:
        told = json.loads(paths.plan_file().read_bytes())
        if told.pop("format") != _FORMAT:
            return None
        return Agenda(
            **told
            | {
                "goal": date.fromisoformat(told["goal"]),
                "first": date.fromisoformat(told["first"]),
                "made": from_milliseconds(told["made"]),
                "weights": tuple(told["weights"]),
                "seconds": tuple(told["seconds"]),
                "days": _lists(told["days"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _lists(days: list[list[list[Any]]]) -> tuple[tuple[tuple[str, float], ...], ...]:
    return tuple(tuple((card, took) for card, took in day) for day in days)
