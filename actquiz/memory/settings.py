"""What the learner chose, in ``settings.json``: written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from actquiz import files, paths
from actquiz.errors import ActquizError, Location, unknown
from actquiz.memory.memory import HIGHEST_RETENTION, LOWEST_RETENTION, Parameters
from actquiz.memory.setting import Setting, declared, setting

_LONGEST_STEP = 12 * 60
"""Minutes: a step of a day would be a review, and FSRS decides those."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with what it is where nobody chose, and what it may be."""

    theme: str = setting(
        "",
        "Theme",
        "The app's colours.",
        words="ink, paper, or another that the Settings screen lists",
        nothing="ink",
    )
    new_per_day: int = setting(
        10,
        "New cards a day",
        "How many cards are met for the first time on one study day.",
        low=0,
        high=9999,
        steps=(0, 2, 5, 10, 15, 20, 30, 50),
        nothing="none",
    )
    retention: float = setting(
        0.9,
        "Recall aimed at",
        "The chance of recall that reviews are scheduled for: higher means more reviews.",
        percent=True,
        low=LOWEST_RETENTION,
        high=HIGHEST_RETENTION,
        steps=(0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.95, 0.97),
    )
    session_limit: int = setting(
        0,
        "Reviews in a sitting",
        "After so many reviews a session ends.",
        low=0,
        high=99999,
        steps=(0, 10, 20, 30, 50, 100, 200),
        nothing="no limit",
    )
    max_interval: int = setting(
        36500,
        "Longest interval",
        "A card comes back after so many days, however well it is known.",
        unit="days",
        low=1,
        high=36500,
        steps=(30, 90, 180, 365, 730, 3650, 36500),
    )
    leech_threshold: int = setting(
        8,
        "A leech after",
        "A card forgotten so often is called a leech: rewrite it, or suspend it.",
        unit="lapses",
        low=2,
        high=99,
        steps=(2, 4, 6, 8, 10, 15, 20),
    )
    learning_steps: tuple[float, ...] = setting(
        (1, 10),
        "Learning steps",
        "Minutes between the first looks at a new card.",
        unit="min",
        low=0.1,
        high=_LONGEST_STEP,
        nothing="none: a new card is scheduled at once",
    )
    relearning_steps: tuple[float, ...] = setting(
        (10,),
        "Relearning steps",
        "Minutes until a forgotten card comes back.",
        unit="min",
        low=0.1,
        high=_LONGEST_STEP,
        nothing="none: a forgotten card is scheduled at once",
    )
    weights: tuple[float, ...] = setting(
        (),
        "Scheduler's weights",
        "FSRS-6's 21 weights, which 'actquiz fit' fits to you.",
        low=0,
        high=100,
        nothing="the standard ones",
        count=21,
    )
    interview_date: str = setting(
        "",
        "Interview on",
        "The day to be ready by; until then reviews follow the plan.",
        words="a day from tomorrow on, as YYYY-MM-DD in the file",
        nothing="none planned",
    )
    plan_minutes: int = setting(
        20,
        "Minutes a day",
        "What the plan has each day until the interview.",
        unit="min",
        low=1,
        high=600,
        steps=(5, 10, 15, 20, 30, 40, 60, 90, 120),
    )
    plan_days: str = setting(
        "",
        "Other days",
        "Days with other minutes: mon=10, sat=60, sun=off, fri=easy, 2027-01-04=0.",
        words="days with their minutes, commas between them",
        nothing="every day is alike",
    )
    plan_role: str = setting(
        "",
        "Role",
        "What the interview is for, as its model names it; 'everything' for the whole bank.",
        words="applied, research, mobile, llm, screen, everything, or one of your own model",
        nothing="any",
    )
    plan_topics: str = setting(
        "",
        "Topics",
        "Tags or decks that the interview is about above all.",
        words="tags or decks, commas between them",
        nothing="all alike",
    )
    plan_levels: str = setting(
        "",
        "Levels",
        "The levels that are asked.",
        words="screen, core or deep, commas between them",
        nothing="all",
    )

    def parameters(self) -> Parameters:
        """What the scheduler needs of them."""
        return Parameters(
            weights=self.weights,
            retention=self.retention,
            learning_steps=tuple(round(60 * step) for step in self.learning_steps),
            relearning_steps=tuple(round(60 * step) for step in self.relearning_steps),
            max_interval=self.max_interval,
        )


SETTINGS: tuple[Setting, ...] = tuple(map(declared, fields(Settings)))
"""What is declared above, in that order."""


def setting_named(name: str) -> Setting:
    """The setting of that name; ``ActquizError`` with the nearest where there is none."""
    for one in SETTINGS:
        if one.name == name:
            return one
    names = [one.name for one in SETTINGS]
    raise unknown("setting", name, names, f"there are {', '.join(names)}")


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; those not in the file, or no file, mean the standard ones.

    Raise ``ActquizError`` for a file that is not JSON, or that says something unknown.
    """
    path = path or paths.settings_file()
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except json.JSONDecodeError as error:
        where = Location(path, error.lineno, error.colno)
        raise ActquizError(f"this is not JSON: {error.msg}", where=where, fix=_FIX) from error
    except (OSError, ValueError) as error:
        raise ActquizError(f"cannot be read: {error}", where=Location(path), fix=_FIX) from error
    if not isinstance(found, dict):
        raise ActquizError("the settings are not a mapping", where=Location(path), fix=_FIX)
    return Settings(**{name: _checked(name, value, path) for name, value in found.items()})


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings: either the whole new file is there afterwards, or the old one."""
    path = path or paths.settings_file()
    files.save(path, json.dumps(asdict(settings), indent=2) + "\n")


_FIX = "correct it, or delete the file to go back to the standard settings"


def _checked(name: str, value: Any, path: Path) -> Any:
    """``value`` as the setting's type; an ``ActquizError`` for anything it cannot be."""
    try:
        return setting_named(name).check(value)
    except ActquizError as error:
        raise ActquizError(error.what, where=Location(path), fix=error.fix or _FIX) from error
