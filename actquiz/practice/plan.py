"""The way to an interview: what to ask on each day, and what will come of it in the end.

Making a plan takes some tenths of a second, so it is made once a study day, when reviews begin, and
again when the date, the minutes, the weights or the bank change. In between the queue reads it from
the agenda.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from actquiz import clock
from actquiz.arrays import Floats
from actquiz.clock import study_day
from actquiz.errors import ActquizError
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.planner.aim import Aim, aim
from actquiz.planner.interview import AskedShares, draw
from actquiz.planner.policy import Pricing, Scene
from actquiz.planner.review_value import Transitions
from actquiz.practice.agenda import (
    LONGEST,
    Agenda,
    choices_of,
    interview_day,
    last_agenda,
    save_agenda,
)
from actquiz.practice.exercises.catalogue import names
from actquiz.practice.interview_model import Weighing, asked_as
from actquiz.practice.lesson_plan import ReadingPlan, reading_plan
from actquiz.practice.plan_bank import Bank, NothingToPlan, gather
from actquiz.practice.plan_days import minutes_ahead
from actquiz.practice.plan_interview import read_interview
from actquiz.words import counted

__all__ = ["Forecast", "KnownShare", "NothingToPlan", "Outlook", "Plan", "check_date", "make_plan"]

_LISTED = 7
"""Days for which the agenda has a list, should the plan not be made again before."""
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


class Forecast(NamedTuple):
    """The score in an interview, from 0 to 1."""

    score: float
    """What is to be expected."""
    low: float
    high: float
    """Four interviews in five end between these."""


class Outlook(NamedTuple):
    """What some minutes a day, or another date, lead to."""

    minutes: int
    then: float
    """The share known on the day."""
    forecast: Forecast
    course: tuple[tuple[int, float], ...]
    """The share known, by days to go; today first."""
    days: int
    """How many there are until the interview."""


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
    score_now: float
    """The score to be expected if the interview were now."""
    score_resting: float
    """The same on the day, if nothing is asked until then."""
    outlooks: tuple[Outlook, ...]
    """The minutes chosen, then more of them."""
    sooner: tuple[Outlook, ...]
    """The same minutes, and the interview on an earlier day."""
    decks: tuple[KnownShare, ...]
    levels: tuple[KnownShare, ...]
    reading: ReadingPlan
    """The lessons, before their cards."""
    kinds: tuple[KnownShare, ...]
    """By what is asked in an interview: open questions, short ones, at the whiteboard, numbers."""
    role: str
    load: tuple[tuple[date, int], ...]
    """The minutes that each of the next days is expected to take."""
    missed: tuple[date, ...]
    """Days since the last plan on which nothing was reviewed, though there was something."""

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
    def forecast(self) -> Forecast:
        """The score to be expected on the day."""
        return self.outlooks[0].forecast

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
    maker = _Maker(store, index, settings, day, goal)
    reading = maker.reading
    aimed = maker.aim(1.0, goal)
    now, then, unmet = maker.bank.recall(), aimed.recall, aimed.unmet
    seconds, days = _lists(aimed.scene, aimed.pricing, maker.bank, maker.minutes, reading)
    first = maker.outlook(settings.plan_minutes, aimed, goal)
    resting = maker.bank.recall((goal - day).days)
    before = last_agenda()
    agenda = Agenda(
        goal=goal,
        minutes=settings.plan_minutes,
        made=moment,
        first=day,
        seconds=seconds,
        days=days,
        weights=settings.weights,
        bank=maker.bank.total,
        now=float(now.mean()),
        then=float(then.mean()),
        choices=choices_of(settings),
        score=first.forecast.score,
        low=first.forecast.low,
        high=first.forecast.high,
    )
    save_agenda(agenda)
    more = _more_minutes(settings.plan_minutes) if outlooks else ()
    earlier = _earlier(day, goal) if outlooks else ()
    kinds = [asked_as(card, kind) for card, kind in zip(
        maker.bank.ids, maker.bank.kinds, strict=True)]  # fmt: skip
    return Plan(
        agenda=agenda,
        day=day,
        cards=len(maker.bank.ids),
        resting=float(resting.mean()),
        score_now=float(maker.interview.score(now)),
        score_resting=float(maker.interview.score(resting)),
        outlooks=_rising(
            first,
            *(maker.with_minutes(minutes, aimed, goal) for minutes in more if not stopped()),
        ),
        sooner=tuple(
            maker.outlook(settings.plan_minutes, maker.aim(1.0, sooner, _FEWER_ROUNDS), sooner)
            for sooner in earlier
            if not stopped()
        ),
        decks=_shares(maker.bank.decks, now, then, unmet),
        levels=_shares(maker.bank.levels, now, then, unmet),
        kinds=(*_shares(kinds, now, then, unmet), *maker.programs()),
        role=settings.plan_role,
        load=_load(aimed, day),
        missed=_missed(store, before, day) if before and before.goal == goal else (),
        reading=reading,
    )


class _Maker:
    """What every outlook of a plan is made from."""

    def __init__(
        self, store: Store, index: Path, settings: Settings, day: date, goal: date
    ) -> None:
        self.settings, self.day = settings, day
        self.reading = reading_plan(store, settings.plan_minutes, (goal - day).days)
        self.minutes = self._for_cards(1.0, goal)
        self.bank: Bank = gather(store, index, settings, day)
        self.weighing: Weighing
        self.interview: AskedShares
        self.weighing, self.interview = read_interview(store, index, settings, self.bank)

    def _for_cards(self, factor: float, goal: date) -> list[float]:
        """The minutes of each day that lessons leave: one at least, but none on a day off."""
        whole = minutes_ahead(self.settings, self.day, goal, factor)
        return [max(one - self.reading.daily, 1.0) if one else 0.0 for one in whole]

    def programs(self) -> tuple[KnownShare, ...]:
        """The exercises, where the interview asks for programs."""
        known, count = self.interview.programs, len(names())
        return (KnownShare("code", count, known, known, 0),) if self.interview.code else ()

    def aim(self, factor: float, goal: date, rounds: int | None = None) -> Aim:
        """Aim at ``goal`` with ``factor`` times the minutes."""
        transitions = Transitions(self.bank.learner, (goal - self.day).days)
        minutes = self._for_cards(factor, goal)
        scene = Scene.of(transitions, self.bank.cards, np.array(minutes))
        return aim(scene, self.interview) if rounds is None else aim(
            scene, self.interview, rounds=rounds)  # fmt: skip

    def with_minutes(self, minutes: int, near: Aim, goal: date) -> Outlook:
        """What other minutes a day would bring; the days that differ keep their proportion."""
        factor = minutes / self.settings.plan_minutes
        scene = near.scene.with_minutes(np.array(self._for_cards(factor, goal)))
        return self.outlook(minutes, aim(scene, self.interview, near, rounds=_FEWER_ROUNDS), goal)

    def outlook(self, minutes: int, aimed: Aim, goal: date) -> Outlook:
        """What will come of it."""
        recall = aimed.recall
        course = np.mean([one.course for one in aimed.went], axis=0)
        moments = aimed.scene.transitions.moments
        steps = zip(moments[::-1].tolist(), course[::-1].tolist(), strict=True)
        then = float(recall.mean())
        days = (goal - self.day).days
        return Outlook(minutes, then, self._forecast(recall), (*steps, (0, then)), days)

    def _forecast(self, recall: Floats) -> Forecast:
        drawn = draw(self.interview, recall, self.weighing.model.questions)
        low, high = np.quantile(drawn, [0.1, 0.9])
        return Forecast(float(self.interview.score(recall)), float(low), float(high))


def _rising(*outlooks: Outlook) -> tuple[Outlook, ...]:
    """The same, where more minutes never lead to less: rehearsals differ by chance."""
    found = [outlooks[0]]
    for one in outlooks[1:]:
        before = found[-1]
        better = max(one.forecast, before.forecast, key=lambda forecast: forecast.score)
        found.append(one._replace(forecast=better))
    return tuple(found)


def _more_minutes(minutes: int) -> tuple[int, ...]:
    return tuple(sorted({minutes + 10, 2 * minutes}))


def _earlier(day: date, goal: date) -> tuple[date, ...]:
    """Half the days, and a week less, where that leaves some."""
    days = (goal - day).days
    found = {days // 2, days - 7} - {days}
    return tuple(day + timedelta(days=one) for one in sorted(found) if one >= 1)


def _load(aimed: Aim, day: date) -> tuple[tuple[date, int], ...]:
    """Minutes of the days that are looked at one by one, today first."""
    spent = np.mean([one.spent for one in aimed.went], axis=0)[::-1]
    moments = aimed.scene.transitions.moments[::-1]
    found: list[tuple[date, int]] = []
    for place, to_go in enumerate(moments):
        until = moments[place + 1] if place + 1 < len(moments) else 0
        span = int(to_go - until)
        for each in range(span):
            ahead = int(moments[0] - to_go) + each
            found.append((day + timedelta(days=ahead), round(float(spent[place]) / span / 60)))
    return tuple(found[:14])


def _missed(store: Store, before: Agenda, day: date) -> tuple[date, ...]:
    """Days since the last plan, today not counted, that had minutes and no review."""
    sql = "SELECT DISTINCT day FROM review WHERE undone IS NULL AND day >= ?"
    with store.reading(sql, (before.first.toordinal(),)) as rows:
        studied = {one for (one,) in rows}
    span = (before.first + timedelta(days=ahead) for ahead in range((day - before.first).days))
    return tuple(one for one in span if one.toordinal() not in studied and before.on(one)[1] > 0)


def _lists(
    scene: Scene, pricing: Pricing, bank: Bank, minutes: Sequence[float], reading: ReadingPlan
) -> tuple[tuple[float, ...], tuple[tuple[tuple[str, float], ...], ...]]:
    """For each of the next days its seconds, and more than enough cards for them."""
    priorities = pricing.priorities(scene)
    cards, learner = scene.cards, scene.transitions.learner
    # Nothing is asked twice on one day.
    priorities[-1, cards.since == 0] = 0
    usual = 60.0 * max(minutes)
    seconds, days = [], []
    moments = scene.transitions.moments
    for ahead in range(min(_LISTED, int(moments[-1]))):
        extra = reading.daily - reading.on(ahead) if minutes[ahead] else 0
        full = 60.0 * max(minutes[ahead] + extra, 0.0)
        place = int(np.argmin(np.abs(moments - (moments[-1] - ahead))))
        chance = learner.model.recall(cards.stability, np.maximum(cards.since, 0) + ahead)
        takes = np.where(cards.seen, learner.seconds(chance), learner.new) * cards.pace
        order = np.argsort(-priorities[place], kind="stable")
        order = order[priorities[place][order] > 0]
        if waiting := reading.waiting(ahead):
            waits = np.array([deck in waiting for deck in bank.decks]) & ~cards.seen
            order = order[~waits[order]]
        enough = (1.25 + min(ahead, 2)) * usual + 300
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
