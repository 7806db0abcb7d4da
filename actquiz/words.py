"""Numbers, days and names as a sentence needs them: said the same way by every face."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 card``, ``2,000 cards``; ``plural`` where it is more than the noun with an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def percent(share: float) -> str:
    """``91%`` for 0.912; what is more than nothing is never ``0%``."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The name of ``known`` that was probably meant, if one is at least so alike (0 to 1)."""
    from rapidfuzz import fuzz, process

    # Its ratio is that of difflib; a hundred thousand ids take milliseconds.
    found = process.extractOne(
        name.lower(), list(known), scorer=fuzz.ratio, score_cutoff=100 * likeness
    )
    return found[0] if found else None


def suggestion(name: str, known: Iterable[str], otherwise: str, likeness: float = 0.6) -> str:
    """How to mend a name that is unknown: the nearest one, or else what ``otherwise`` says."""
    near = nearest(name, known, likeness)
    return f"did you mean '{near}'?" if near else otherwise


def from_now(days: int) -> str:
    """``tomorrow``, or ``in 3 days``."""
    return "tomorrow" if days == 1 else f"in {counted(days, 'day')}"


def short_day(day: date) -> str:
    """``5 Mar``."""
    return f"{day.day} {day:%b}"


def full_day(day: date) -> str:
    """``Thu 5 Mar 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"
