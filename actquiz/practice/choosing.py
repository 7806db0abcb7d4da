"""Changing a setting by what was typed: the same for ``actquiz settings`` and its screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from actquiz import clock
from actquiz.errors import unknown
from actquiz.memory.setting import Setting
from actquiz.memory.settings import Settings, load_settings, save_settings
from actquiz.practice.review import refuse_unknown

if TYPE_CHECKING:
    from actquiz.bank.index import Index


Names = Callable[[], Sequence[str]]
"""Looked up only where they are needed."""


def read(one: Setting, text: str, *, themes: Names, topics: Names) -> Any:
    """The value that was typed; empty text means nothing where that is a value.

    ``themes`` and ``topics``: the names there are. Raise ``ActquizError`` for what it cannot be.
    """
    text = text.strip()
    if not text or not one.textual:
        return one.read(text)
    match one.name:
        case "theme":
            if text not in (names := themes()):
                raise unknown("theme", text, names, f"there are {', '.join(names)}")
        case "interview_date":
            return _interview_day(text)
        case "plan_days":
            from actquiz.practice.plan_days import parse_days

            parse_days(text)
        case "plan_role" | "plan_levels":
            from actquiz.practice.interview_model import load_model, weigh

            changes: dict[str, Any] = {one.name: text}
            weigh(load_model(), replace(Settings(), **changes))
        case "plan_topics":
            from actquiz.practice.interview_model import words

            refuse_unknown("topic", words(text), topics())
    return one.read(text)


def _interview_day(text: str) -> str:
    from actquiz.practice.plan import check_date
    from actquiz.text.dates import read_day

    today = clock.study_day(clock.now())
    day = read_day(text, today)
    check_date(day, today)
    return day.isoformat()


def topics_of(index: Index) -> list[str]:
    """What an interview can be about: tags and decks."""
    return [*(tag for tag, _ in index.tags()), *(deck.id for deck in index.decks())]


def change(name: str, value: object) -> Settings:
    """Write it into ``settings.json``, and give back all settings."""
    changes: dict[str, Any] = {name: value}
    settings = replace(load_settings(), **changes)
    save_settings(settings)
    return settings
