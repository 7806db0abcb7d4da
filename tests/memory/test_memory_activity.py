"""What is counted as reviews come and go is what a count of all reviews gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz.memory import doctor
from actquiz.memory.activity import Activity, Maturity, read_activity
from actquiz.memory.memory import Parameters
from actquiz.memory.schema import MIGRATIONS
from actquiz.memory.store import Store, forget_days

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
        forget_days(connection, [f"card-{card}"])


def counted_afresh(store: Store) -> list[Activity]:
    """What a plain walk through all reviews counts."""
    found: dict[tuple[int, int, int], list[int]] = {}
    last: dict[str, int] = {}
    with store.reading(
        f"SELECT {COLUMNS} FROM review WHERE undone IS NULL ORDER BY moment, id"
    ) as all:
        for _, card_id, moment, offset, day, grade, duration, kind, *_ in all:
            gap = day - last.get(card_id, day)
            last[card_id] = day
            hour = (datetime.fromtimestamp(moment / 1000, UTC) + timedelta(seconds=offset)).hour
            maturity = (
                Maturity.NEW if kind == 0
                else Maturity.LEARNING if kind != 2 or gap < 1
                else Maturity.YOUNG if gap < 21
                else Maturity.MATURE
            )  # fmt: skip
            counts = found.setdefault((day, hour, maturity), [0, 0, 0])
            counts[0] += 1
            counts[1] += grade > 1
            counts[2] += duration
    return sorted(
        Activity(day, hour, Maturity(m), *counts) for (day, hour, m), counts in found.items()
    )


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
                    forget_days(connection, [f"card-{card}" for card in range(3)])
            if number % 3 == 0:
                read_activity(store)
        assert read_activity(store) == counted_afresh(store)
        assert doctor.examine(store).miscounted == 0


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
            # The first version counts nothing by day yet.
            monkeypatch.setattr("test_memory_activity.forget_days", lambda *_: None)
            put(store, 0, 0, 0, 3, 0, undone=False)
            put(store, 1, 0, 30, 3, 2, undone=False)
    finally:
        MIGRATIONS[:] = every
    with Store.open(path) as store:
        counts = [(one.maturity, one.reviews, one.right) for one in read_activity(store)]
        assert counts == [(Maturity.NEW, 1, 1), (Maturity.MATURE, 1, 1)]
    assert list((tmp_path / "backups").glob("progress-before-version-*.db"))


def test_counts_that_are_wrong_are_found_and_mended(tmp_path: Path) -> None:
    """The doctor says of how many days, and the days are counted anew."""
    with Store.open(tmp_path / "progress.db") as store:
        with store.changing() as connection:
            connection.execute("INSERT INTO scheduler VALUES (1, ?)", (Parameters().to_json(),))
        for day in (0, 1, 2):
            put(store, day, 0, day, 3, 0, undone=False)
        right = read_activity(store)
        with store.changing() as connection:
            connection.execute("UPDATE activity SET reviews = 5 WHERE day = ?", (right[0].day,))
            connection.execute("UPDATE activity SET hour = 23 WHERE day = ?", (right[1].day,))
        found = doctor.examine(store)
        assert found.miscounted == 2
        doctor.repair(store, found)
        assert not doctor.examine(store).miscounted
        assert read_activity(store) == right


def test_a_file_that_may_not_be_written_to_is_counted_all_the_same(tmp_path: Path) -> None:
    """Whoever only reads sees the counts, and nothing is kept."""
    path = tmp_path / "progress.db"
    with Store.open(path) as store:
        with store.changing() as connection:
            connection.execute("INSERT INTO scheduler VALUES (1, ?)", (Parameters().to_json(),))
        put(store, 0, 0, 0, 3, 0, undone=False)
        with store.changing() as connection:
            connection.execute("PRAGMA query_only = ON")
        assert [one.reviews for one in read_activity(store)] == [1]
        with store.reading("SELECT count(*) FROM activity") as rows:
            assert rows.fetchone() == (0,)
