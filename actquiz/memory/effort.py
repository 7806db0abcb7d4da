"""The tables ``effort`` and ``rhythm``: what was done on which study day, and at which hour.

They follow from ``review``, and triggers keep them in the same transaction, so that statistics of
a million reviews look at a row a day. A review's ``maturity`` depends on the review of the same
card before it; so where one is taken back, or comes in late from another machine, the card's next
review is counted anew as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

MATURE_DAYS = 21
"""A card that was left alone for this many days is called mature."""


class Maturity(IntEnum):
    """How long the card had been left alone when it was asked."""

    NEW = 0
    """It was met for the first time."""
    LEARNING = 1
    """It was in its learning steps, or asked a second time on one study day."""
    YOUNG = 2
    """It had been learned and left alone for 1 to 20 study days."""
    MATURE = 3
    """It had been left alone for 21 study days or more."""


_RIGHT = "(grade > 1)"
_TESTED = f"(maturity >= {Maturity.YOUNG:d})"
# The remainder of a moment before 1970 would be negative.
_HOUR = "((moment / 1000 + offset) / 3600 % 24 + 24) % 24"
_MATURITY = f"""CASE
    WHEN kind = 0 THEN {Maturity.NEW:d}
    WHEN kind <> 2 OR gap IS NULL OR gap < 1 THEN {Maturity.LEARNING:d}
    WHEN gap < {MATURE_DAYS} THEN {Maturity.YOUNG:d}
    ELSE {Maturity.MATURE:d} END"""

_EFFORT = {
    "reviews": "1",
    "duration": "duration",
    **{kind.name.lower(): f"(maturity = {kind:d})" for kind in Maturity},
    **{f"{kind.name.lower()}_right": f"(maturity = {kind:d}) * {_RIGHT}" for kind in Maturity},
}
"""The columns of ``effort``, each with what one review adds to it."""
_RHYTHM = {"reviews": "1", "tested": _TESTED, "recalled": f"{_TESTED} * {_RIGHT}"}
"""The columns of ``rhythm``, likewise."""


def _summed(key: str, columns: Mapping[str, str], reviews: str) -> str:
    sums = ", ".join(f"sum({added})" for added in columns.values())
    return f"SELECT {key}, {sums} FROM {reviews} GROUP BY {key}"


_GAPPED = f"""(
    SELECT day, {_HOUR} AS hour, {_MATURITY} AS maturity, grade, duration FROM (
        SELECT *, day - lag(day) OVER (PARTITION BY card_id ORDER BY moment, id) AS gap
        FROM review WHERE undone IS NULL))"""

COUNTED_EFFORT = _summed("day", _EFFORT, _GAPPED)
"""What ``effort`` must hold."""

COUNTED_RHYTHM = _summed("hour", _RHYTHM, _GAPPED)
"""What ``rhythm`` must hold."""


def _added(sign: str, table: str, key: str, columns: Mapping[str, str], review: str) -> str:
    values = ", ".join(f"{sign}{added}" for added in columns.values())
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in columns)
    # The limit is no limit: it makes SQLite work out a review's maturity once, not once a column.
    return f"""
    INSERT INTO {table} SELECT {key}, {values}
        FROM (SELECT * FROM spaced WHERE seq = {review} LIMIT 1) WHERE true
        ON CONFLICT DO UPDATE SET {sums};"""


def _counted(sign: str, review: str) -> str:
    """Add ("+") or take away ("-") what the review contributes, if it counts."""
    return _added(sign, "effort", "day", _EFFORT, review) + _added(
        sign, "rhythm", "hour", _RHYTHM, review
    )


def _next(row: str) -> str:
    """The review of the same card that comes after ``row`` (NEW or OLD)."""
    return f"""(
        SELECT n.seq FROM review n WHERE n.card_id = {row}.card_id AND n.undone IS NULL
        AND (n.moment > {row}.moment OR n.moment = {row}.moment AND n.id > {row}.id)
        ORDER BY n.moment, n.id LIMIT 1)"""


def _table(name: str, key: str, columns: Mapping[str, str]) -> str:
    counts = ", ".join(f"{column} INTEGER NOT NULL" for column in columns)
    return f"CREATE TABLE {name} ({key} INTEGER PRIMARY KEY, {counts});"


COUNTING = f"""
CREATE TRIGGER review_counted AFTER INSERT ON review
BEGIN {_counted("+", "NEW.seq")}
END;

CREATE TRIGGER review_coming BEFORE INSERT ON review WHEN {_next("NEW")} NOTNULL
BEGIN {_counted("-", _next("NEW"))}
END;

CREATE TRIGGER review_come AFTER INSERT ON review WHEN {_next("NEW")} NOTNULL
BEGIN {_counted("+", _next("NEW"))}
END;

CREATE TRIGGER review_going BEFORE UPDATE OF undone ON review
BEGIN {_counted("-", "OLD.seq")} {_counted("-", _next("OLD"))}
END;

CREATE TRIGGER review_gone AFTER UPDATE OF undone ON review
BEGIN {_counted("+", "NEW.seq")} {_counted("+", _next("NEW"))}
    DELETE FROM effort WHERE day = NEW.day AND reviews = 0;
    DELETE FROM rhythm WHERE reviews = 0;
END;
"""
"""The triggers. A review that comes in before others changes what the next one counts as."""

EFFORT = f"""
{_table("effort", "day", _EFFORT)}
{_table("rhythm", "hour", _RHYTHM)}

CREATE VIEW spaced AS
SELECT seq, day, {_HOUR} AS hour, {_MATURITY} AS maturity, grade, duration FROM (
    SELECT r.*, r.day - (
        SELECT p.day FROM review p
        WHERE p.card_id = r.card_id AND p.undone IS NULL
        AND (p.moment < r.moment OR p.moment = r.moment AND p.id < r.id)
        ORDER BY p.moment DESC, p.id DESC LIMIT 1) AS gap
    FROM review r WHERE r.undone IS NULL
);

INSERT INTO effort {COUNTED_EFFORT};
INSERT INTO rhythm {COUNTED_RHYTHM};

{COUNTING}
"""
"""The step of ``schema.MIGRATIONS`` that makes and fills the tables."""
