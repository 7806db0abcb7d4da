"""Which questions a mock interview asks: those that the model asks and that are known least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from actquiz import clock

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.memory.settings import Settings
    from actquiz.memory.store import Store

_KNOWN = 0.25
"""How often a question is asked that is known, against one that is not."""


def likely(
    store: Store, index: Index, settings: Settings, role: str | None = None
) -> Mapping[str, float]:
    """How likely each card is to be asked, by id, up to a factor; empty: all alike.

    ``role``: in place of the one that is planned for. Without a role, topics, levels or an
    interview that is planned for, all are alike. Raise ``ActquizError`` for a role unknown.
    """
    if role is not None:
        settings = replace(settings, plan_role="" if role == "any" else role)
    chosen = (settings.interview_date, settings.plan_role, settings.plan_topics)
    if not any((*chosen, settings.plan_levels)):
        return {}
    from actquiz.practice.plan_bank import NothingToPlan, gather
    from actquiz.practice.plan_interview import read_interview

    try:
        bank = gather(store, index.path, settings, clock.study_day(clock.now()))
    except NothingToPlan:
        return {}
    _, interview = read_interview(store, index.path, settings, bank)
    weights = interview.ask * (1 - (1 - _KNOWN) * bank.recall())
    return dict(zip(bank.ids, weights.tolist(), strict=True))
