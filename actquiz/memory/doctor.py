"""Is the progress whole? Every review is replayed; what is kept must be what follows from it."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from actquiz.errors import ActquizError, Location
from actquiz.memory import card_marks
from actquiz.memory.activity import miscounted_days
from actquiz.memory.memory import Memory
from actquiz.memory.replay import Pasts, replay_many
from actquiz.memory.rows import MEMORY_COLUMNS, to_memory
from actquiz.memory.sqlite_errors import RESTORE, explained
from actquiz.memory.store import Store

_CARDS_AT_A_TIME = 5_000
"""Enough for arrays to pay, few enough to show progress and stay small."""
_CLOSE = 1e-9
"""Another machine's arithmetic may differ in the last digits."""

_PAGES_KEPT = 128_000
"""KiB of the file that its check may keep in memory: index by index it looks for every row."""


@dataclass(frozen=True, slots=True)
class WrongState:
    """A card whose state is not what its reviews lead to."""

    card_id: str
    kept: Memory | None
    replayed: Memory | None


@dataclass(frozen=True, slots=True)
class HealthReport:
    """What the examination found."""

    reviews: int
    """How many were replayed; those undone are not."""
    cards: int
    damage: tuple[str, ...]
    """SQLite's own complaints about the file."""
    differences: tuple[WrongState, ...]
    mismarked: tuple[str, ...]
    """Cards that are not suspended, flagged or buried as the learner decided."""
    miscounted: int
    """Study days of which the kept counts do not add up to the day's reviews."""

    @property
    def healthy(self) -> bool:
        """Whether nothing was found."""
        return not (self.damage or self.differences or self.mismarked or self.miscounted)


def examine(store: Store, progress: Callable[[int, int], None] | None = None) -> HealthReport:
    """Check the file, replay every card's reviews, and compare. Nothing is changed.

    ``progress`` is told (reviews replayed, reviews in all).
    """
    differences: list[WrongState] = []
    reviews = cards = 0
    # SQLite's own check takes as long as all that follows, and leaves Python free meanwhile.
    with explained(store.path), ThreadPoolExecutor(1) as beside:
        damage = beside.submit(_damage, store.path)
        total = _count(store, "SELECT count(*) FROM review WHERE undone IS NULL")
        kept_memories = _kept(store)
        with store.reading("SELECT DISTINCT card_id FROM review") as rows:
            every = sorted({card_id for (card_id,) in rows} | kept_memories.keys())
        for card_id, count, replayed in _replayed(store, every):
            kept = kept_memories.get(card_id)
            if kept is None and replayed is None:
                continue  # all its reviews were undone
            if not _same(kept, replayed):
                differences.append(WrongState(card_id, kept, replayed))
            cards += 1
            reviews += count
            if progress:
                progress(reviews, total)
        with store.reading(card_marks.DIFFERING) as rows:
            mismarked = tuple(sorted(card_id for (card_id,) in rows))
        differing = tuple(differences)
        miscounted = miscounted_days(store)
        return HealthReport(reviews, cards, damage.result(), differing, mismarked, miscounted)


def repair(store: Store, report: HealthReport) -> None:
    """Write what the reviews lead to wherever ``report`` found something else.

    Raise ``ActquizError`` if the file itself is damaged: then only a backup helps.
    """
    if report.damage:
        raise ActquizError(
            "the file is damaged and was not changed", fix=RESTORE, where=Location(store.path)
        )
    with store.changing() as connection:
        for difference in report.differences:
            store.put_memory(difference.card_id, difference.replayed)
        for card_id in report.mismarked:
            card_marks.derive(connection, card_id)
        if report.miscounted:
            connection.execute("DELETE FROM activity")


def _replayed(store: Store, card_ids: Sequence[str]) -> Iterator[tuple[str, int, Memory | None]]:
    """Each card with its number of reviews that still count, and the memory they lead to."""
    parameters = store.parameters()
    for start in range(0, len(card_ids), _CARDS_AT_A_TIME):
        wanted = list(card_ids[start : start + _CARDS_AT_A_TIME])
        pasts = _pasts(store, wanted)
        memories = replay_many(pasts, parameters) if pasts.card_ids else []
        counts = pasts.counts.tolist()
        found = {
            card_id: (count, memory)
            for card_id, count, memory in zip(pasts.card_ids, counts, memories, strict=True)
        }
        for card_id in wanted:
            yield (card_id, *found.get(card_id, (0, None)))


def _pasts(store: Store, card_ids: Sequence[str]) -> Pasts:
    import numpy as np

    sql = (
        "SELECT card_id, moment, offset, grade, scheduler FROM review WHERE undone IS NULL "
        "AND card_id IN (SELECT value FROM json_each(?)) ORDER BY card_id, moment, id"
    )
    with store.reading(sql, (json.dumps(card_ids),)) as rows:
        found = rows.fetchall()
    names, *columns = zip(*found, strict=True) if found else ((),) * 5
    counts = Counter(names)
    lengths = np.fromiter(counts.values(), np.int64, len(counts))
    return Pasts(list(counts), lengths, np.array(columns, np.int64))


def _kept(store: Store) -> dict[str, Memory | None]:
    with store.reading(f"SELECT card_id, {MEMORY_COLUMNS} FROM state WHERE reviews > 0") as rows:
        return {card_id: to_memory(tuple(row)) for card_id, *row in rows}


def _same(kept: Memory | None, replayed: Memory | None) -> bool:
    if kept is None or replayed is None:
        return kept is replayed
    close = math.isclose(kept.stability, replayed.stability, rel_tol=_CLOSE) and math.isclose(
        kept.difficulty, replayed.difficulty, rel_tol=_CLOSE
    )
    return close and kept == replayed._replace(stability=kept.stability, difficulty=kept.difficulty)


def _damage(path: Path) -> tuple[str, ...]:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    with closing(connection):
        connection.execute(f"PRAGMA cache_size = -{_PAGES_KEPT}")
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    return tuple(complaint for complaint in found if complaint != "ok")


def _count(store: Store, sql: str) -> int:
    with store.reading(sql) as rows:
        count: int = rows.fetchone()[0]
    return count
