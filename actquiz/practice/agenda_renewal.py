"""The plan for today: the one that is kept, or a new one where that no longer serves."""

from __future__ import annotations

from actquiz import clock
from actquiz.bank.index import Index
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.practice.agenda import Agenda, load_agenda, plannable


def fresh_agenda(store: Store, index: Index, settings: Settings) -> Agenda | None:
    """The agenda for today, made anew if it is another day's or was made for something else."""
    day = clock.study_day(clock.now())
    if not plannable(settings, day):
        return None
    agenda = load_agenda(settings, day)
    if agenda and agenda.fresh(settings, day, sum(deck.count for deck in index.decks())):
        return agenda
    from actquiz.practice.plan import NothingToPlan, make_plan

    try:
        return make_plan(store, index.path, settings, outlooks=False).agenda
    except NothingToPlan:
        return None
