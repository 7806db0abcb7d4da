"""Where files live. Nothing else in the program builds a path to the learner's data.

``ACTQUIZ_HOME`` moves everything that belongs to the learner; ``ACTQUIZ_DECKS`` adds folders of
decks (``os.pathsep`` between them).
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def home() -> Path:
    """The folder with the learner's data; it may not exist yet."""
    if moved := os.environ.get("ACTQUIZ_HOME"):
        return Path(moved).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("actquiz", appauthor=False)


def store_file() -> Path:
    """The learner's reviews: the file that must never be lost."""
    return home() / "progress.db"


def backups() -> Path:
    """Rotated copies of the learner's reviews."""
    return home() / "backups"


def settings_file() -> Path:
    """What the learner chose: theme, daily limits, retention."""
    return home() / "settings.json"


def cache() -> Path:
    """Derived files, all safe to delete."""
    return home() / "cache"


def index_file() -> Path:
    """The index over all decks; derived, safe to delete."""
    return cache() / "index.db"


def plan_file() -> Path:
    """What to ask on the next days before an interview; derived, safe to delete."""
    return cache() / "plan.json"


def drill_file() -> Path:
    """The best score of the two-minute drill."""
    return home() / "drill.json"


def interview_file() -> Path:
    """The learner's own model of the interview; it need not be there."""
    return home() / "interview.yaml"


def user_decks() -> Path:
    """The learner's own decks."""
    return home() / "decks"


def shipped_content() -> Path:
    """The content that ships with the program: in the wheel, or beside the package in a clone."""
    packaged = _PACKAGE / "_content"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "content"


def deck_roots() -> list[Path]:
    """Where decks are, in learning order: the shipped files, then the folders of others."""
    added = os.environ.get("ACTQUIZ_DECKS", "").split(os.pathsep)
    content = shipped_content()
    # Both folders as one way: the number that a file's name begins with is its place.
    shipped = [*content.glob("formulas/*.yaml"), *content.glob("decks/*.yaml")]
    return [
        *sorted(shipped, key=lambda file: file.name),
        user_decks(),
        *(Path(folder).expanduser().absolute() for folder in added if folder),
    ]
