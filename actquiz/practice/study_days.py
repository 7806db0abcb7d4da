"""What was done on which study day, read from the reviews that still count."""

from __future__ import annotations

import sqlite3
from datetime import date

from actquiz.memory.schema import CARDS_ONLY

_STREAK = """
WITH RECURSIVE run (day) AS (
    SELECT max(day) FROM review WHERE undone IS NULL AND day BETWEEN :day - 1 AND :day
    UNION ALL
    SELECT run.day - 1 FROM run
    WHERE EXISTS (SELECT 1 FROM review r WHERE r.undone IS NULL AND r.day = run.day - 1)
)
SELECT count(day) FROM run
"""
_SINCE_NEW = f"""
SELECT count(*) FROM review
WHERE undone IS NULL AND day = :day AND kind = 2 AND {CARDS_ONLY} AND seq > coalesce((
    SELECT max(seq) FROM review
    WHERE undone IS NULL AND day = :day AND kind = 0 AND {CARDS_ONLY}), 0)
"""


class Diary:
    """Reads through ``connection``, which has the store's tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._day: date | None = None
        self._seen_seq = 0
        self._groups: set[str] = set()

    def forget(self) -> None:
        """Read the day afresh: a review may have been undone."""
        self._day = None

    def introduced(self, day: date) -> int:
        """How many cards were met for the first time on ``day``."""
        sql = "SELECT count(*) FROM review WHERE undone IS NULL AND day = :day AND kind = 0"
        return self._one(f"{sql} AND {CARDS_ONLY}", day) or 0

    def reviewed_since_new(self, day: date) -> int:
        """How many due cards were reviewed on ``day`` since the last new one."""
        return self._one(_SINCE_NEW, day) or 0

    def streak(self, day: date) -> int:
        """Study days in a row with a review, the last of them ``day`` or the day before."""
        return self._one(_STREAK, day) or 0

    def last(self, day: date) -> date | None:
        """The last study day up to ``day`` with a review."""
        found = self._one("SELECT max(day) FROM review WHERE undone IS NULL AND day <= :day", day)
        return None if found is None else date.fromordinal(found)

    def groups(self, day: date) -> set[str]:
        """Groups of siblings of which a card was asked on ``day``, here or in another window.

        Each call reads only the reviews since the last one.
        """
        if day != self._day:
            self._day, self._seen_seq, self._groups = day, 0, set()
            new = "r.day = :day"
        else:
            # The plus keeps SQLite from looking through the whole day for the few that are new.
            new = "r.seq > :seq AND +r.day = :day"
        rows = self._connection.execute(
            "SELECT r.seq, s.grp FROM review r JOIN state s USING (card_id) "
            f"WHERE r.undone IS NULL AND {new}",
            {"day": day.toordinal(), "seq": self._seen_seq},
        )
        for seq, group in rows:
            self._seen_seq = max(self._seen_seq, seq)
            if group:
                self._groups.add(group)
        return self._groups

    def _one(self, sql: str, day: date) -> int | None:
        found: int | None = self._connection.execute(sql, {"day": day.toordinal()}).fetchone()[0]
        return found
