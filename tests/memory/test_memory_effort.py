"""What is counted as reviews come and go is what a count of all reviews gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz.memory import doctor
from actquiz.memory.effort import COUNTED_EFFORT, COUNTED_RHYTHM
from actquiz.memory.memory import Parameters
from actquiz.memory.schema import MIGRATIONS
from actquiz.memory.store import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COLUMNS = "id, card_id, moment, offset, day, grade, duration, kind, scheduler, undone"

CHANGES = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(0, 2),
        st.integers(-60, 60),
        st.integers(1, 4),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=30,
)
"""(whether a review comes or goes, card, day, grade, kind, whether it comes undone)."""


def put(
    store: Store, number: int, card: int, day: int, grade: int, kind: int, undone: bool
) -> None:
    """Write a review made on any day, as one that comes from another machine."""
    moment = NOON + timedelta(days=day, hours=number % 24)
    with store.changing() as connection:
        connection.execute(
            f"INSERT INTO review ({COLUMNS}) VALUES (?, ?, ?, 3600, ?, ?, 1500, ?, 1, ?)",
            (
                f"{number:03}",
                f"card-{card}",
                int(moment.timestamp() * 1000),
                (moment + timedelta(hours=1 - 4)).date().toordinal(),
                grade,
                kind,
                1 if undone else None,
            ),
        )


def rows(store: Store, sql: str) -> list[tuple[int, ...]]:
    """All rows, sorted."""
    with store.reading(sql) as found:
        return sorted(found)


@settings(max_examples=60, deadline=None)
@given(changes=CHANGES)
def test_reviews_may_come_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[bool, int, int, int, int, bool]]
) -> None:
    """One between two others changes what the later one counts as; so does taking it back."""
    path = tmp_path_factory.mktemp("effort") / "progress.db"
    with Store.open(path) as store:
        with store.changing() as connection:
            connection.execute("INSERT INTO scheduler VALUES (1, ?)", (Parameters().to_json(),))
        for number, (comes, *review) in enumerate(changes):
            if comes:
                put(store, number, *review)
            else:
                with store.changing() as connection:
                    connection.execute(
                        "UPDATE review SET undone = iif(undone IS NULL, 1, NULL) WHERE seq = "
                        "(SELECT seq FROM review ORDER BY (seq * 7 + ?) % 11, seq LIMIT 1)",
                        (number,),
                    )
        assert rows(store, "SELECT * FROM effort") == rows(store, COUNTED_EFFORT)
        assert rows(store, "SELECT * FROM rhythm") == rows(store, COUNTED_RHYTHM)


def test_reviews_from_before_the_counts_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store of the first version has its reviews counted when it is opened, after a backup."""
    path = tmp_path / "progress.db"
    every = list(MIGRATIONS)
    del MIGRATIONS[1:]
    try:
        with Store.open(path) as store:
            with store.changing() as connection:
                connection.execute("INSERT INTO scheduler VALUES (1, ?)", (Parameters().to_json(),))
            put(store, 0, 0, 0, 3, 0, undone=False)
            put(store, 1, 0, 30, 3, 2, undone=False)
    finally:
        MIGRATIONS[:] = every
    with Store.open(path) as store:
        mature = rows(store, "SELECT reviews, duration, mature, mature_right FROM effort")
        assert mature == [(1, 1500, 0, 0), (1, 1500, 1, 1)]
    assert list((tmp_path / "backups").glob("progress-before-version-*.db"))


def test_counts_that_are_wrong_are_found_and_mended(tmp_path: Path) -> None:
    """The doctor names the table."""
    with Store.open(tmp_path / "progress.db") as store:
        with store.changing() as connection:
            connection.execute("INSERT INTO scheduler VALUES (1, ?)", (Parameters().to_json(),))
        put(store, 0, 0, 0, 3, 0, undone=False)
        with store.changing() as connection:
            connection.execute("UPDATE effort SET reviews = 5")
            connection.execute("DELETE FROM rhythm")
        found = doctor.examine(store)
        assert set(found.miscounted) == {"effort", "rhythm"}
        doctor.repair(store, found)
        assert not doctor.examine(store).miscounted
