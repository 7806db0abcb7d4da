"""The way to an interview: what to ask on each day, and what will be known in the end.

Making a plan takes some tenths of a second, so it is made once a study day, when reviews begin, and
again when the date, the minutes, the weights or the bank change. In between the queue reads it from
the agenda.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from actquiz import clock
from actquiz.arrays import Floats
from actquiz.clock import study_day
from actquiz.errors import ActquizError
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.planner.policy import Pricing, Rehearsal, Scene, find_prices, rehearse
from actquiz.planner.review_value import Transitions
from actquiz.practice.agenda import LONGEST, Agenda, interview_day, save_agenda
from actquiz.practice.lesson_plan import ReadingPlan, reading_plan
from actquiz.practice.plan_bank import Bank, NothingToPlan, gather
from actquiz.words import counted

__all__ = ["KnownShare", "NothingToPlan", "Outlook", "Plan", "check_date", "make_plan"]

_LISTED = 7
"""Days for which the agenda has a list, should the plan not be made again before."""
_REHEARSALS = 3
_FEWER_ROUNDS = 2
"""Enough to say what more minutes would bring."""


class KnownShare(NamedTuple):
    """How much of some cards is known."""

    name: str
    cards: int
    now: float
    then: float
    """On the interview's day."""
    unmet: int
    """Cards that there is no time to meet."""


class Outlook(NamedTuple):
    """What some minutes a day lead to."""

    minutes: int
    then: float
    course: tuple[tuple[int, float], ...]
    """The share known, by days to go; today first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, and what will come of it."""

    agenda: Agenda
    day: date
    """The study day it was made on."""
    cards: int
    """All that are planned for: those suspended are not."""
    resting: float
    """The share known on the day if nothing is asked until then."""
    outlooks: tuple[Outlook, ...]
    """The minutes chosen, then more of them."""
    decks: tuple[KnownShare, ...]
    levels: tuple[KnownShare, ...]
    reading: ReadingPlan
    """The lessons, before their cards."""

    @property
    def days(self) -> int:
        """How many are left; the last is the eve."""
        return (self.agenda.goal - self.day).days

    @property
    def now(self) -> float:
        """The share known today."""
        return self.agenda.now

    @property
    def then(self) -> float:
        """The share known on the interview's day."""
        return self.agenda.then

    @property
    def unmet(self) -> int:
        """Cards that there is no time to meet."""
        return sum(deck.unmet for deck in self.decks)


def check_date(day: date, today: date) -> None:
    """Raise ``ActquizError`` for a day that cannot be planned for."""
    days = (day - today).days
    if days < 1:
        when = (
            "today" if days == 0 else f"{counted(-days, 'day')} ago" if days < -1 else "yesterday"
        )
        raise ActquizError(
            f"the interview's date, {day}, is {when}", fix="choose a day from tomorrow on"
        )
    if days > LONGEST:
        raise ActquizError(
            f"the interview's date, {day}, is {counted(days, 'day')} away",
            fix=f"a plan reaches {counted(LONGEST, 'day')}; "
            "until then ordinary study is the best preparation",
        )


def make_plan(
    store: Store,
    index: Path,
    settings: Settings,
    *,
    outlooks: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Plan:
    """Make the plan for the date and the minutes in ``settings``, and keep its agenda.

    ``outlooks``: also say what more minutes would bring, until ``stopped`` says that nobody
    waits for it. Raise ``ActquizError`` if there is no date, ``NothingToPlan`` if no card is left.
    """
    moment = clock.now()
    day = study_day(moment)
    goal = interview_day(settings)
    if goal is None:
        raise ActquizError("no interview is planned for", fix="'actquiz plan --date YYYY-MM-DD'")
    check_date(goal, day)
    bank = gather(store, index, settings, day)
    transitions = Transitions(bank.learner, (goal - day).days)
    reading = reading_plan(store, settings.plan_minutes, (goal - day).days)
    scene = Scene.of(transitions, bank.cards, max(settings.plan_minutes - reading.daily, 1))
    pricing = Pricing(transitions, find_prices(scene), bank.cards.pace)
    went = [rehearse(scene, pricing, seed) for seed in range(_REHEARSALS)]
    now, then = bank.recall(), np.mean([one.recall for one in went], axis=0)
    unmet = 1 - np.mean([one.seen for one in went], axis=0)
    seconds, days = _lists(scene, pricing, bank, reading)
    agenda = Agenda(
        goal=goal,
        minutes=settings.plan_minutes,
        made=moment,
        first=day,
        seconds=seconds,
        days=days,
        weights=settings.weights,
        bank=bank.total,
        now=float(now.mean()),
        then=float(then.mean()),
    )
    save_agenda(agenda)
    more = _more_minutes(settings.plan_minutes) if outlooks else ()
    return Plan(
        agenda=agenda,
        day=day,
        cards=len(bank.ids),
        resting=float(bank.recall((goal - day).days).mean()),
        outlooks=(
            _outlook(settings.plan_minutes, transitions, went),
            *(
                _with_minutes(scene, minutes, pricing.prices, reading.daily)
                for minutes in more
                if not stopped()
            ),
        ),
        decks=_shares(bank.decks, now, then, unmet),
        levels=_shares(bank.levels, now, then, unmet),
        reading=reading,
    )


def _more_minutes(minutes: int) -> tuple[int, ...]:
    return tuple(sorted({minutes + 10, 2 * minutes}))


def _with_minutes(scene: Scene, minutes: int, near: Floats, reading: int) -> Outlook:
    scene = scene.with_minutes(max(minutes - reading, 1))
    prices = find_prices(scene, near, _FEWER_ROUNDS)
    pricing = Pricing(scene.transitions, prices, scene.cards.pace)
    went = [rehearse(scene, pricing, seed) for seed in range(_REHEARSALS)]
    return _outlook(minutes, scene.transitions, went)


def _outlook(minutes: int, transitions: Transitions, went: list[Rehearsal]) -> Outlook:
    then = float(np.mean([one.recall.mean() for one in went]))
    course = np.mean([one.course for one in went], axis=0)
    steps = zip(transitions.moments[::-1].tolist(), course[::-1].tolist(), strict=True)
    return Outlook(minutes, then, (*steps, (0, then)))


def _lists(
    scene: Scene, pricing: Pricing, bank: Bank, reading: ReadingPlan
) -> tuple[tuple[float, ...], tuple[tuple[tuple[str, float], ...], ...]]:
    """For each of the next days its seconds, and more than enough cards for them."""
    priorities = pricing.priorities(scene)
    cards, learner = scene.cards, scene.transitions.learner
    # Nothing is asked twice on one day.
    priorities[-1, cards.since == 0] = 0
    seconds, days = [], []
    moments = scene.transitions.moments
    for ahead in range(min(_LISTED, int(moments[-1]))):
        full = 60.0 * max(scene.minutes + reading.daily - reading.on(ahead), 1.0)
        place = int(np.argmin(np.abs(moments - (moments[-1] - ahead))))
        chance = learner.model.recall(cards.stability, np.maximum(cards.since, 0) + ahead)
        takes = np.where(cards.seen, learner.seconds(chance), learner.new) * cards.pace
        order = np.argsort(-priorities[place], kind="stable")
        order = order[priorities[place][order] > 0]
        if waiting := reading.waiting(ahead):
            waits = np.array([deck in waiting for deck in bank.decks]) & ~cards.seen
            order = order[~waits[order]]
        enough = (1.25 + min(ahead, 2)) * full + 300
        listed = _apart(order.tolist(), takes, bank, enough, siblings=1 + ahead)
        seconds.append(max(full - bank.spent, 0.0) if ahead == 0 else full)
        days.append(tuple((bank.ids[card], round(float(takes[card]), 1)) for card in listed))
    return tuple(seconds), tuple(days)


def _apart(
    order: Sequence[int], takes: Floats, bank: Bank, enough: float, *, siblings: int
) -> Iterator[int]:
    """The first cards of ``order`` that take ``enough`` seconds, not too many of one group."""
    groups: Counter[str] = Counter()
    for card in order:
        if enough <= 0:
            return
        groups[bank.groups[card]] += 1
        if groups[bank.groups[card]] <= siblings:
            enough -= takes[card]
            yield card


def _shares(
    groups: Sequence[str], now: Floats, then: Floats, unmet: Floats
) -> tuple[KnownShare, ...]:
    """By group, in the order in which they are met."""
    places = {name: place for place, name in enumerate(dict.fromkeys(groups))}
    of = np.array([places[group] for group in groups])
    return tuple(
        KnownShare(
            name,
            int(np.sum(of == place)),
            float(now[of == place].mean()),
            float(then[of == place].mean()),
            round(float(unmet[of == place].sum())),
        )
        for name, place in places.items()
    )
