"""Every card, narrowed by text, deck, tag, level and state, in any number.

A search keeps only the numbers of the rows it found; what a row says is looked up when it is seen.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from actquiz import clock
from actquiz.memory.failures import explained
from actquiz.text.markdown import plain
from actquiz.tui.desk import Desk

LEVELS = ("screen", "core", "deep")

STATES: dict[str, str] = {
    "new": "(s.card_id IS NULL OR (s.phase = 0 AND s.suspended = 0))",
    "learning": "s.phase IN (1, 3) AND s.suspended = 0",
    "review": "s.phase = 2 AND s.suspended = 0",
    "due": "s.phase = 2 AND s.suspended = 0 AND s.due_day <= :day",
    "buried": "s.buried_until > :day",
    "suspended": "s.suspended = 1",
    "flagged": "s.flagged = 1",
    "leech": "s.lapses >= :leech",
}
"""The states to filter by, each with its condition."""

_GAP = re.compile(r"\[\[\s*(\w+)\s*\]\]")
_SIGNS = {0: " ", 1: "~", 2: "·", 3: "~"}
"""By phase: new, learning, review, relearning."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty: anything."""

    text: str = ""
    deck: str = ""
    tag: str = ""
    level: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found card, as a row shows it."""

    id: str
    kind: str
    title: str
    """One line without Markdown's marks."""
    sign: str
    """``#`` suspended, ``!`` flagged, ``~`` in learning, ``·`` in review."""


class Found:
    """The result of a search: as long as it found cards, read a page at a time."""

    def __init__(self, catalogue: Catalogue, rows: array[int]) -> None:
        self._catalogue = catalogue
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def fetch(self, offset: int, limit: int) -> Sequence[Hit]:
        """The cards from ``offset`` on."""
        return self._catalogue.hits(self._rows[offset : offset + limit])


class Catalogue:
    """A read-only view of the index and the store, for one screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        with explained(desk.store.path):
            self._connection = sqlite3.connect(_read_only(desk.index.path), uri=True)
            self._connection.execute("ATTACH ? AS memory", (_read_only(desk.store.path),))

    def close(self) -> None:
        """Close the view; the index and the store stay open."""
        self._connection.close()

    def find(self, wanted: Filter) -> Found:
        """The cards that match, the best first where text is looked for, else in learning order."""
        tables, conditions, order = ["card c"], [], "c.position"
        words = _match(wanted.text)
        if wanted.text.strip():
            tables.append("JOIN words w ON w.rowid = c.ref")
            conditions.append("words MATCH :words")
            order = "bm25(words, 4.0, 1.0), c.position"
        if wanted.state:
            tables.append("LEFT JOIN memory.state s ON s.card_id = c.id")
            conditions.append(STATES[wanted.state])
        if wanted.deck:
            conditions.append("c.deck = :deck")
        if wanted.tag:
            conditions.append("c.id IN (SELECT card_id FROM tag WHERE tag = :tag)")
        if wanted.level:
            conditions.append("c.level = :level")
        values = {
            "words": words,
            "deck": wanted.deck,
            "tag": wanted.tag,
            "level": wanted.level,
            "day": clock.study_day(clock.now()).toordinal(),
            "leech": self._desk.settings.leech_threshold,
        }
        sql = (
            f"SELECT c.rowid FROM {' '.join(tables)} "
            f"WHERE {' AND '.join(conditions) or '1'} ORDER BY {order}"
        )
        with explained(self._desk.store.path):
            rows = self._connection.execute(sql, values)
            return Found(self, array("q", (row for (row,) in rows)))

    def hits(self, rows: Sequence[int]) -> list[Hit]:
        """What these rows say, in this order."""
        marks = ", ".join("?" * len(rows))
        sql = (
            "SELECT c.rowid, c.id, c.kind, t.title, s.phase, s.suspended, s.flagged FROM card c "
            "JOIN content t ON t.ref = c.ref LEFT JOIN memory.state s ON s.card_id = c.id "
            f"WHERE c.rowid IN ({marks})"
        )
        with explained(self._desk.store.path):
            found = {row[0]: row[1:] for row in self._connection.execute(sql, tuple(rows))}
        return [_hit(*found[row]) for row in rows if row in found]


def _hit(
    id: str, kind: str, title: str, phase: int | None, suspended: int | None, flagged: int | None
) -> Hit:
    sign = "#" if suspended else "!" if flagged else _SIGNS[phase or 0]
    return Hit(id, kind, plain(_GAP.sub(r"‹\1›", title)), sign)


def _match(text: str) -> str:
    """What was typed as an FTS query: every word, the last ones by their beginnings too."""
    words = [word.replace('"', '""') for word in text.split() if any(map(str.isalnum, word))]
    return " ".join(f'"{word}"*' for word in words) or '""'


def _read_only(path: Path) -> str:
    return f"file:{quote(str(path))}?mode=ro"
