"""The statistics: each number worked out by hand on a small store, then against a plain pass."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actquiz.bank.index import Index
from actquiz.clock import study_day
from actquiz.errors import ActquizError
from actquiz.memory import doctor
from actquiz.memory.activity import MATURE_DAYS
from actquiz.memory.grade import Grade
from actquiz.memory.memory import Phase
from actquiz.memory.rows import Review
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.plots.figure import Bars, Tiles
from actquiz.practice.statistics import charts, predictions, summary
from actquiz.practice.statistics.gathering import CountingStopped, Statistics, gather
from actquiz.practice.statistics.share import share

SCHEDULER = Scheduler()
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Learner:
    """A store and two decks, with a clock that goes where it is told."""

    store: Store
    index: Index
    monkeypatch: pytest.MonkeyPatch
    offset: timedelta = timedelta()

    def grade(self, card: str, grade: int, moment: datetime, *, seconds: float = 10) -> None:
        """Review a card at ``moment``, on a clock ``offset`` ahead of UTC."""
        self.at(moment)
        self.store.record(
            card,
            Grade(grade),
            scheduler=SCHEDULER,
            moment=moment,
            offset=self.offset,
            seen=self.store.memory(card),
            duration=timedelta(seconds=seconds),
        )

    def learn(self, card: str, moment: datetime) -> None:
        """Meet the card and know it at once: its next look is a test."""
        self.grade(card, 4, moment)

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        local = (moment + self.offset).replace(tzinfo=None).isoformat()
        minutes = int(self.offset.total_seconds() // 60)
        sign = "-" if minutes < 0 else "+"
        hours = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
        self.monkeypatch.setenv("ACTQUIZ_NOW", local + hours)

    def statistics(self, days: int | None = None, settings: Settings | None = None) -> Statistics:
        """What there is to tell now."""
        return gather(self.store, self.index.path, settings or Settings(), days=days)


def deck(name: str, cards: int, level: str) -> str:
    """A deck file of flashcards ``name-0``, ``name-1``, …"""
    rows = "".join(
        f"  - {{id: {name}-{n}, front: 'What is {n}?', back: It., level: {level}}}\n"
        for n in range(cards)
    )
    return f"format: 1\ndeck: {name}\ntitle: Deck {name}\ncards:\n{rows}"


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Learner]:
    """Six cards of level core in deck a, four of level deep in deck b."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_NOW", MONDAY.isoformat())
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "a.yaml").write_text(deck("a", 6, "core"), encoding="utf-8")
    (decks / "b.yaml").write_text(deck("b", 4, "deep"), encoding="utf-8")
    with Index.open([decks]) as index, Store.open() as store:
        yield Learner(store, index, monkeypatch)


def days(count: float) -> timedelta:
    """So many days."""
    return timedelta(days=count)


def test_an_empty_store_has_no_numbers_and_every_chart_says_so(learner: Learner) -> None:
    """Nothing was studied: zeros, no shares, no pictures, no failure."""
    found = learner.statistics()
    assert found.empty
    assert found.efforts.first is None
    assert (found.efforts.longest, found.today.streak) == (0, 0)
    assert found.knowledge.cards.new == 10
    assert found.predictions.calibration is None
    for name in charts.names():
        made = charts.chart(name, found)
        assert made.figure is None, name
        assert made.said.endswith("."), name
    assert summary.told(found)["calibration"] is None


def test_reviews_belong_to_the_study_day_that_begins_at_four(learner: Learner) -> None:
    """At 3:59 it is still yesterday; at 4:00 it is today."""
    learner.learn("a-0", datetime(2026, 3, 3, 3, 59, tzinfo=UTC))
    learner.learn("a-1", datetime(2026, 3, 3, 4, 0, tzinfo=UTC))
    found = learner.statistics()
    assert [(day.day, day.reviews) for day in found.efforts.days] == [
        (date(2026, 3, 2), 1),
        (date(2026, 3, 3), 1),
    ]


def test_hours_are_those_of_the_clock_where_the_learner_was(learner: Learner) -> None:
    """20:30 UTC is 21 h in Berlin and 12 h in San Francisco; the day begins at 4."""
    learner.offset = timedelta(hours=1)
    learner.learn("a-0", datetime(2026, 3, 2, 20, 30, tzinfo=UTC))
    learner.offset = timedelta(hours=-8)
    learner.learn("a-1", datetime(2026, 3, 3, 20, 30, tzinfo=UTC))
    learner.offset = timedelta(hours=5, minutes=45)
    learner.learn("a-2", datetime(2026, 3, 4, 20, 30, tzinfo=UTC))
    hours = learner.statistics().efforts.hours
    assert [(hour.hour, hour.reviews) for hour in hours] == [(12, 1), (21, 1), (2, 1)]


def test_retention_counts_by_the_days_a_card_was_left_alone(learner: Learner) -> None:
    """20 days make a young card, 21 a mature one; new looks and learning steps stand apart."""
    learner.learn("a-0", MONDAY)
    learner.learn("a-1", MONDAY)
    learner.grade("a-2", 3, MONDAY)
    learner.grade("a-2", 1, MONDAY + timedelta(minutes=10))
    learner.grade("a-0", 3, MONDAY + days(20))
    learner.grade("a-1", 1, MONDAY + days(21))
    learner.grade("a-1", 3, MONDAY + days(21) + timedelta(minutes=10))
    kept = learner.statistics().efforts.retention
    assert kept.new[:2] == (3, 3)
    assert kept.learning[:2] == (1, 2)
    assert kept.young[:2] == (1, 1)
    assert kept.mature[:2] == (0, 1)
    assert kept.together[:2] == (1, 2)


def test_a_second_look_on_one_day_is_no_test_of_memory(learner: Learner) -> None:
    """A learned card asked again the same study day counts as learning."""
    learner.learn("a-0", MONDAY)
    learner.grade("a-0", 1, MONDAY + timedelta(hours=6))
    assert learner.store.history("a-0")[1].kind is Phase.REVIEW
    kept = learner.statistics().efforts.retention
    assert kept.together.of == 0
    assert kept.learning[:2] == (0, 1)


def test_what_was_undone_does_not_count(learner: Learner) -> None:
    """After an undo every number is what it was before, and the doctor agrees."""
    learner.learn("a-0", MONDAY)
    before = summary.told(learner.statistics())
    learner.grade("a-0", 1, MONDAY + days(5))
    assert learner.statistics().efforts.retention.young[:2] == (0, 1)
    learner.store.undo()
    learner.at(MONDAY)
    assert summary.told(learner.statistics()) == before
    assert doctor.examine(learner.store).healthy


def test_time_is_summed_from_question_to_grade(learner: Learner) -> None:
    """Seconds a day, and in all."""
    learner.grade("a-0", 4, MONDAY, seconds=12.5)
    learner.grade("a-1", 4, MONDAY, seconds=30)
    learner.grade("a-2", 4, MONDAY + days(1), seconds=1)
    found = learner.statistics().efforts
    assert found.seconds == pytest.approx(43.5)
    assert [day.milliseconds for day in found.days] == [42_500, 1_000]


def test_the_longest_streak_outlives_a_gap(learner: Learner) -> None:
    """Three days, a gap, two days: the streak is two, the longest three."""
    for card, day in enumerate((0, 1, 2, 4, 5)):
        learner.learn(f"a-{card}", MONDAY + days(day))
    found = learner.statistics()
    assert (found.today.streak, found.efforts.longest, found.efforts.studied) == (2, 3, 5)


def test_days_narrow_retention_and_not_what_was_ever_done(learner: Learner) -> None:
    """The last two days are today and yesterday."""
    for number in range(3):
        learner.learn(f"a-{number}", MONDAY)
    for number in range(3):
        learner.grade(f"a-{number}", 3, MONDAY + days(8 + number))
    narrowed = learner.statistics(days=2)
    assert narrowed.efforts.retention.young.of == 2
    assert narrowed.efforts.reviews == 6
    assert narrowed.since == date(2026, 3, 11)
    assert learner.statistics().efforts.retention.young.of == 3


def test_what_is_known_is_the_sum_of_the_chances_of_recall(learner: Learner) -> None:
    """By topic and level; a card never seen counts nothing; one seen today counts whole."""
    learner.learn("a-0", MONDAY)
    learner.learn("b-0", MONDAY)
    learner.learn("b-1", MONDAY)
    now = learner.statistics()
    (a, b), (core, deep) = now.knowledge.topics, now.knowledge.levels
    assert (a.id, a.title, a.cards, a.seen, a.known) == ("a", "Deck a", 6, 1, pytest.approx(1))
    assert (b.cards, b.seen, b.known) == (4, 2, pytest.approx(2))
    assert (core.id, core.cards, core.known) == ("core", 6, pytest.approx(1))
    assert (deep.id, deep.cards, deep.known) == ("deep", 4, pytest.approx(2))
    learner.at(MONDAY + days(10))
    memory = learner.store.memory("a-0")
    assert memory is not None
    later = learner.statistics().knowledge.topics[0].known
    assert later == pytest.approx(SCHEDULER.recall(memory, date(2026, 3, 12)))


def test_cards_fall_into_groups_of_stability_and_difficulty(learner: Learner) -> None:
    """Each card seen stands in one group of each, by what the scheduler says of it."""
    learner.grade("a-0", 1, MONDAY)
    learner.learn("a-1", MONDAY)
    found = learner.statistics().knowledge
    memories = [learner.store.memory(card) for card in ("a-0", "a-1")]
    assert [memory and round(memory.stability, 1) for memory in memories] == [0.2, 8.3]
    assert found.stability == (1, 0, 0, 1, 0, 0, 0, 0, 0)
    assert [memory and round(memory.difficulty, 1) for memory in memories] == [6.4, 1.0]
    assert found.difficulty == (1, 0, 0, 0, 0, 1, 0, 0, 0)
    assert (found.cards.new, found.cards.learning, found.cards.young) == (8, 1, 1)


def test_a_card_forgotten_often_is_a_leech_until_it_is_suspended(learner: Learner) -> None:
    """It is named with its lapses; suspended cards are left alone."""
    learner.learn("a-0", MONDAY)
    for lapse in range(2):
        learner.grade("a-0", 1, MONDAY + days(20 * (lapse + 1)))
        learner.grade("a-0", 4, MONDAY + days(20 * (lapse + 1)) + timedelta(minutes=10))
    often = Settings(leech_threshold=2)
    found = learner.statistics(settings=often)
    assert [(leech.card_id, leech.lapses) for leech in found.knowledge.leeches] == [("a-0", 2)]
    assert "a-0" in charts.chart("leeches", found).said
    learner.store.suspend("a-0")
    assert learner.statistics(settings=often).knowledge.leeches_in_all == 0


def test_too_few_reviews_are_told_and_not_drawn(learner: Learner) -> None:
    """Two of three is no percentage."""
    for number in range(3):
        learner.learn(f"a-{number}", MONDAY)
    for number, grade in enumerate((3, 3, 1)):
        learner.grade(f"a-{number}", grade, MONDAY + days(8))
    found = learner.statistics()
    made = charts.chart("retention", found)
    assert made.figure is None
    assert "young 2 of 3: too few to tell" in made.said.lower()
    told = summary.told(found)["retention"]
    assert isinstance(told, dict)
    assert told["young"]["share"] is None
    assert told["young"]["right"] == 2
    assert "%" not in dict(summary.rows(found))["true retention"]


def test_the_calendar_has_a_hole_for_days_to_come(learner: Learner) -> None:
    """Weeks begin on Monday; today is the last day that has a value."""
    learner.learn("a-0", MONDAY)
    learner.at(MONDAY + days(2))
    made = charts.chart("calendar", learner.statistics())
    assert made.figure is not None
    (tiles,) = made.figure.panels[0].marks
    assert isinstance(tiles, Tiles)
    assert [row[-1] for row in tiles.values] == [1.0, 0.0, 0.0, None, None, None, None]
    assert (tiles.columns[-1], len(tiles.columns)) == ("2 Mar", 4)


def test_the_days_begin_with_the_first_that_has_something(learner: Learner) -> None:
    """Who began three days ago is not shown a month of noughts; the calendar has holes there."""
    learner.learn("a-0", MONDAY)
    learner.learn("a-1", MONDAY + days(2))
    found = learner.statistics()
    for name in ("reviews", "time"):
        made = charts.chart(name, found)
        assert made.figure is not None
        (mark,) = made.figure.panels[0].marks
        assert isinstance(mark, Bars)
        assert list(mark.labels) == ["Mon 2 Mar", "Tue 3 Mar", "today"]
        assert [value > 0 for value in mark.y] == [True, False, True]
    made = charts.chart("calendar", found)
    assert made.figure is not None
    (tiles,) = made.figure.panels[0].marks
    assert isinstance(tiles, Tiles)
    assert all(value is None for row in tiles.values for value in row[:-1])


def test_the_headline_fits_what_there_is_to_tell(learner: Learner) -> None:
    """Nothing came back, a few did, enough did: below the aim, and above it."""
    for number in range(6):
        learner.learn(f"a-{number}", MONDAY)
    assert "6 reviews" in summary.headline(learner.statistics())
    for number in range(6):
        learner.grade(f"a-{number}", 3, MONDAY + days(8))
    assert "6 of the first 6" in summary.headline(learner.statistics())
    for week in range(2, 8):
        for number in range(6):
            learner.grade(f"a-{number}", 3, MONDAY + days(8 * week))
    above = summary.headline(learner.statistics())
    assert above == "You recall 100% of what comes back, more than the 90% aimed at."
    for week in range(8, 12):
        for hour, grade in ((0, 1), (1, 3)):
            for number in range(6):
                learner.grade(f"a-{number}", grade, MONDAY + days(8 * week + hour / 24))
    assert "less than the 90% aimed at" in summary.headline(learner.statistics())


@pytest.mark.parametrize(("days_asked", "bars"), [(7, 7), (31, 31), (70, 11), (400, 15)])
def test_many_days_are_drawn_by_week_and_by_month(
    learner: Learner, days_asked: int, bars: int
) -> None:
    """The bars stay few enough to be seen, and no review is lost."""
    learner.learn("a-0", MONDAY)
    learner.at(MONDAY + days(days_asked - 1))
    made = charts.chart("reviews", learner.statistics(days_asked))
    assert made.figure is not None
    (mark,) = made.figure.panels[0].marks
    assert isinstance(mark, Bars)
    assert len(mark.labels) in (bars, bars - 1)
    assert sum(mark.y) == 1


def test_calibration_is_by_the_model_and_says_what_it_left_out(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests are scored from the second day on; a sample of cards says so."""
    monkeypatch.setattr(predictions, "ENOUGH", 10)
    for number in range(6):
        learner.learn(f"a-{number}", MONDAY)
    for again in (1, 2):
        for number in range(6):
            learner.grade(f"a-{number}", 3 if number else 1, MONDAY + days(8 * again))
    found = learner.statistics()
    assert found.predictions.tested == 12
    assert found.predictions.calibration is not None
    assert sum(found.predictions.calibration.count) == 12
    assert found.predictions.one_card_in == 1
    monkeypatch.setattr(predictions, "SAMPLE", 6)
    sampled = learner.statistics().predictions
    assert sampled.one_card_in > 1
    assert sampled.tested < 12


def test_a_chart_that_does_not_exist_is_answered_with_the_nearest() -> None:
    """The error names it."""
    with pytest.raises(ActquizError) as caught:
        charts.checked("retentoin")
    assert "retention" in caught.value.fix


def test_gathering_stops_when_nobody_waits(learner: Learner) -> None:
    """The screen that asked was left."""
    with pytest.raises(CountingStopped):
        gather(learner.store, learner.index.path, Settings(), stopped=lambda: True)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 0, 0, 1), (9, 10, 0.5958, 0.9821), (0, 10, 0, 0.2775), (81, 90, 0.8208, 0.9465)],
)
def test_intervals_are_wilsons(right: int, of: int, low: float, high: float) -> None:
    """Against the values of his formula (1927) worked out with z = 1.96."""
    found = share(right, of)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["review", "review", "review", "undo"]),
        st.integers(0, 3),
        st.sampled_from([1, 3, 4]),
        st.integers(0, 40 * 24 * 60),
        st.sampled_from([-600, 0, 60, 345]),
    ),
    max_size=25,
)


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_the_counts_agree_with_a_plain_pass_over_the_reviews(
    learner: Learner,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int, int, int, int]],
) -> None:
    """Whatever was graded where and taken back: days, hours and retention are those of the rows."""
    path = tmp_path_factory.mktemp("store") / "progress.db"
    moment = MONDAY
    with Store.open(path) as store:
        learner.store = store
        for what, card, grade, minutes, offset in steps:
            if what == "undo":
                store.undo()
                continue
            moment += timedelta(minutes=minutes)
            learner.offset = timedelta(minutes=offset)
            learner.grade(f"a-{card}", grade, moment)
        found = learner.statistics(days=3000).efforts
        expected = naive([store.history(f"a-{card}") for card in range(4)])
        assert {day.day: (day.reviews, day.milliseconds) for day in found.days} == expected.days
        kept = found.retention
        shares = {"new": kept.new, "learning": kept.learning, "young": kept.young}
        shares["mature"] = kept.mature
        assert {name: part[:2] for name, part in shares.items() if part.of} == expected.shares
        assert {h.hour: (h.reviews, *h.recalled[:2]) for h in found.hours} == expected.hours
        assert doctor.examine(store).healthy


@dataclass
class Naive:
    """The same numbers, counted one by one."""

    days: dict[date, tuple[int, int]]
    shares: dict[str, tuple[int, int]]
    hours: dict[int, tuple[int, int, int]]


def naive(histories: list[list[Review]]) -> Naive:
    """Go over every review that counts."""
    found = Naive({}, {}, {})
    for history in histories:
        last: date | None = None
        for review in (review for review in history if review.undone is None):
            local = review.moment + review.offset
            day = study_day(review.moment, review.offset)
            gap = math.nan if last is None else (day - last).days
            last = day
            name = "learning"
            if review.kind is Phase.NEW:
                name = "new"
            elif review.kind is Phase.REVIEW and gap >= 1:
                name = "mature" if gap >= MATURE_DAYS else "young"
            right = int(review.grade > 1)
            tested = int(name in ("young", "mature"))
            spent = review.duration // timedelta(milliseconds=1)
            count, time = found.days.get(day, (0, 0))
            found.days[day] = (count + 1, time + spent)
            was, of = found.shares.get(name, (0, 0))
            found.shares[name] = (was + right, of + 1)
            done, recalled, tests = found.hours.get(local.hour, (0, 0, 0))
            found.hours[local.hour] = (done + 1, recalled + right * tested, tests + tested)
    return found
