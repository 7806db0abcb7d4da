"""Numbers, days and names in sentences."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import actquiz
from actquiz.errors import unknown
from actquiz.words import counted, full_day, nearest, percent, short_day, suggestion


def test_one_is_not_a_plural() -> None:
    """One thing is said as one, any other number as several."""
    said = [counted(number, "card") for number in (0, 1, 2, 1_000_000)]
    assert said == ["0 cards", "1 card", "2 cards", "1,000,000 cards"]
    assert counted(2, "entry", "entries") == "2 entries"


def test_days_are_written_without_a_leading_zero() -> None:
    """A day reads the same in every locale that Python starts in."""
    day = date(2026, 3, 5)
    assert (short_day(day), full_day(day)) == ("5 Mar", "Thu 5 Mar 2026")


def test_the_nearest_name_is_offered_only_where_it_is_near() -> None:
    """A slip of the finger gets the name that was meant; nonsense gets the general advice."""
    assert nearest("sigmiod", ["relu", "sigmoid"]) == "sigmoid"
    assert suggestion("sigmiod", ["sigmoid"], "see the list") == "did you mean 'sigmoid'?"
    assert suggestion("xyz", ["sigmoid"], "see the list") == "see the list"
    assert str(unknown("deck", "x", [], "look")) == "there is no deck 'x' — look"


_HAND_MADE = re.compile(r"""(["'])(1 )?\w+\1 if .+ == 1 else (f?["'].*|\1)\w+s\b""")


@pytest.mark.parametrize("path", sorted(Path(actquiz.__file__).parent.rglob("*.py")), ids=str)
def test_nobody_makes_plurals_by_hand(path: Path) -> None:
    """``counted`` is the one place that knows when a noun is plural."""
    if path.name == "words.py":
        return
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if _HAND_MADE.search(line)] == []


def test_a_percentage_of_something_is_never_nothing() -> None:
    """Whole percent; a share too small for one is said to be more than none."""
    assert list(map(percent, (0, 0.001, 0.029, 1))) == ["0%", "<1%", "3%", "100%"]
