"""Changing a setting by what was typed: the same for ``actquiz settings`` and its screen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from actquiz import clock
from actquiz.errors import unknown
from actquiz.memory.setting import Setting
from actquiz.memory.settings import Settings, load_settings, save_settings


def read(one: Setting, text: str, themes: Collection[str]) -> Any:
    """The value that was typed; empty text means nothing where that is a value.

    ``themes``: the names there are. Raise ``ActquizError`` for what it cannot be.
    """
    text = text.strip()
    if one.name == "theme" and text and text not in themes:
        raise unknown("theme", text, themes, f"there are {', '.join(themes)}")
    if one.name == "interview_date" and text:
        from actquiz.practice.plan import check_date
        from actquiz.text.dates import read_day

        today = clock.study_day(clock.now())
        day = read_day(text, today)
        check_date(day, today)
        return day.isoformat()
    return one.read(text)


def change(name: str, value: object) -> Settings:
    """Write it into ``settings.json``, and give back all settings."""
    changes: dict[str, Any] = {name: value}
    settings = replace(load_settings(), **changes)
    save_settings(settings)
    return settings
