"""What the learner chose, in ``settings.json``: written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from actquiz import files, paths
from actquiz.errors import ActquizError, Location, unknown
from actquiz.memory.memory import HIGHEST_RETENTION, LOWEST_RETENTION, Parameters

_LONGEST_STEP = 12 * 60
"""Minutes: a step of a day would be a review, and FSRS decides those."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with what it is where nobody chose."""

    theme: str = ""
    """Name of the app's colours; empty: the standard ones."""
    new_per_day: int = 10
    """How many cards are met for the first time on one study day."""
    retention: float = 0.9
    """The chance of recall that reviews are scheduled for."""
    session_limit: int = 0
    """Reviews in one sitting; 0: no limit."""
    max_interval: int = 36500
    """Days that no interval exceeds."""
    leech_threshold: int = 8
    """Lapses after which a card is called a leech."""
    learning_steps: tuple[float, ...] = (1, 10)
    """Minutes between the first looks at a new card."""
    relearning_steps: tuple[float, ...] = (10,)
    """Minutes until a forgotten card comes back."""
    weights: tuple[float, ...] = ()
    """FSRS-6's 21 weights, fitted to the learner; empty: the standard ones."""
    interview_date: str = ""
    """The day to be ready by, as YYYY-MM-DD; empty: none is planned for."""
    plan_minutes: int = 20
    """Minutes a day until then."""

    def parameters(self) -> Parameters:
        """What the scheduler needs of them."""
        return Parameters(
            weights=self.weights,
            retention=self.retention,
            learning_steps=tuple(round(60 * step) for step in self.learning_steps),
            relearning_steps=tuple(round(60 * step) for step in self.relearning_steps),
            max_interval=self.max_interval,
        )


_RANGES: dict[str, tuple[float, float]] = {
    "new_per_day": (0, 9999),
    "retention": (LOWEST_RETENTION, HIGHEST_RETENTION),
    "session_limit": (0, 99999),
    "max_interval": (1, 36500),
    "leech_threshold": (2, 99),
    "learning_steps": (0.1, _LONGEST_STEP),
    "relearning_steps": (0.1, _LONGEST_STEP),
    "weights": (0, 100),
    "plan_minutes": (1, 600),
}
"""The smallest and largest value of each setting that is a number or a list of numbers."""


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
    standard = {field.name: field.default for field in fields(Settings)}
    if name not in standard:
        known = f"there are {', '.join(standard)}"
        raise unknown("setting", name, standard, known, where=Location(path))
    if isinstance(standard[name], str):
        if not isinstance(value, str):
            raise ActquizError(f"'{name}' must be text", where=Location(path), fix=_FIX)
        return value
    low, high = _RANGES[name]
    kind = float if isinstance(standard[name], float | tuple) else int
    many = isinstance(standard[name], tuple)
    numbers = value if many and isinstance(value, list) else [value]
    if (many and not isinstance(value, list)) or not all(
        _is_number(number, kind) and low <= number <= high for number in numbers
    ):
        what = "a list of numbers" if many else "a whole number" if kind is int else "a number"
        raise ActquizError(
            f"'{name}' must be {what} from {low:g} to {high:g}", where=Location(path), fix=_FIX
        )
    return tuple(numbers) if many else value


def _is_number(value: Any, kind: type[int] | type[float]) -> bool:
    allowed = int if kind is int else (int, float)
    return isinstance(value, allowed) and not isinstance(value, bool)
