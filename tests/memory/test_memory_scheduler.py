"""FSRS-6 as the learner meets it: study days, steps, buttons that keep their word."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs_rs_python
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.clock import study_day
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.interval import interval_text
from actquiz.memory.memory import Memory, Parameters, Phase
from actquiz.memory.scheduler import Scheduler

AGAIN, HARD, GOOD, EASY = Grade
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE = timedelta()

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Pacific/Auckland",
        "Pacific/Kiritimati",
        "America/St_Johns",
        "Australia/Lord_Howe",
    )
]


@pytest.fixture(scope="module")
def exact() -> Scheduler:
    """A scheduler without fuzz."""
    return Scheduler(Parameters(fuzz=False))


# Grades, each given when due; the interval after each; stability and difficulty at the end.
# By hand: after one grade g, S = w[g-1] and D = w4 - exp(w5 (g-1)) + 1, within 1 and 10; on the
# same day S is then multiplied by exp(w17 (g-3+w18)) S^-w19, from Hard on by no less than 1.
# The last row's S: 0.212, 0.0834, 0.0834, 0.1032, 0.2165.
GOLDEN = [
    ([GOOD], "10m", 2.3065, 2.118104),
    ([EASY], "8d", 8.2956, 1.0),
    ([AGAIN], "1m", 0.212, 6.4133),
    ([HARD], "5.5m", 1.2931, 5.112171),
    ([GOOD, GOOD], "10m 2d", 2.306500, 2.111122),
    ([GOOD, GOOD, GOOD, GOOD, GOOD, GOOD], "10m 2d 11d 46d 163d 498d", 497.877, 2.083724),
    ([GOOD, GOOD, GOOD, AGAIN, GOOD, GOOD], "10m 2d 11d 10m 2d 5d", 4.934769, 7.365665),
    ([AGAIN, AGAIN, HARD, GOOD, EASY], "1m 1m 5.5m 10m 1d", 0.216490, 8.889666),
]


@pytest.mark.parametrize(("grades", "intervals", "stability", "difficulty"), GOLDEN)
def test_a_known_sequence_of_grades_gives_known_intervals(
    exact: Scheduler, grades: list[Grade], intervals: str, stability: float, difficulty: float
) -> None:
    """Each golden sequence leads to its intervals, stability and difficulty."""
    memory: Memory | None = None
    moment, found = NOON, []
    for grade in grades:
        scheduled = exact.review(memory, grade, moment, HERE, "card")
        memory = scheduled.memory
        days, rest = divmod(scheduled.interval, timedelta(days=1))
        found.append(f"{days}d" if days else f"{rest / timedelta(minutes=1):g}m")
        moment = max(memory.due, moment)
    assert memory is not None
    assert " ".join(found) == intervals
    assert memory.stability == pytest.approx(stability, rel=1e-4)
    assert memory.difficulty == pytest.approx(difficulty, rel=1e-4)


def test_ten_thousand_reviews_agree_with_the_other_implementation(exact: Scheduler) -> None:
    """Stability and difficulty are those of fsrs-rs, over time zones, clock changes and 4 a.m."""
    rng = random.Random(20260302)
    other = fsrs_rs_python.FSRS(list(exact.parameters.weights))
    done = 0
    while done < 10_000:
        done += compare_one_card(exact, other, rng)


def compare_one_card(exact: Scheduler, other: fsrs_rs_python.FSRS, rng: random.Random) -> int:
    """Review one card up to 40 times in both implementations; return how often."""
    zone = rng.choice(ZONES)
    moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(525_600))
    memory: Memory | None = None
    theirs = None
    past: list[fsrs_rs_python.FSRSReview] = []
    for _ in range(rng.randint(1, 40)):
        if rng.random() < 0.05:
            zone = rng.choice(ZONES)
        offset = moment.astimezone(zone).utcoffset()
        assert offset is not None
        day = study_day(moment, offset)
        elapsed = max((day - memory.last_day).days, 0) if memory else 0
        grade = Grade(rng.choices((1, 2, 3, 4), (2, 1, 5, 2))[0])
        scheduled = exact.review(memory, grade, moment, offset, "card")
        memory = scheduled.memory
        states = other.next_states(theirs, exact.parameters.retention, elapsed)
        state = (states.again, states.hard, states.good, states.easy)[grade - 1]
        theirs = state.memory
        past.append(fsrs_rs_python.FSRSReview(int(grade), elapsed))
        assert memory.stability == pytest.approx(theirs.stability, rel=1e-4)
        assert memory.difficulty == pytest.approx(theirs.difficulty, rel=1e-4)
        if memory.phase is Phase.REVIEW:
            days = min(max(state.interval, 1), exact.parameters.max_interval)
            # The other one counts in single precision, which decides how a half is rounded.
            assert abs(scheduled.interval.days - days) <= 0.5 + 1e-5 * days
        moment = next_moment(memory, zone, rng)
        if memory.stability > 10_000:
            # The other one stops counting at a hundred years.
            break
    whole = other.memory_state(fsrs_rs_python.FSRSItem(past))
    assert memory is not None
    assert memory.stability == pytest.approx(whole.stability, rel=1e-4)
    assert memory.difficulty == pytest.approx(whole.difficulty, rel=1e-4)
    return len(past)


def next_moment(memory: Memory, zone: ZoneInfo, rng: random.Random) -> datetime:
    """When the card is reviewed next: at once, when due, late, or within minutes of 4 a.m."""
    last = memory.last_review
    match rng.randrange(4):
        case 0:
            return last + timedelta(minutes=rng.randrange(600))
        case 1:
            return max(memory.due, last) + timedelta(minutes=rng.randrange(60))
        case 2:
            return last + timedelta(days=rng.randrange(60), minutes=rng.randrange(1440))
        case _:
            local = (last + timedelta(days=rng.randint(1, 20))).astimezone(zone)
            edge = local.replace(hour=4, minute=0, second=0)
            return edge.astimezone(UTC) + timedelta(minutes=rng.randint(-3, 3))


def test_a_review_before_four_counts_for_the_evening_before(exact: Scheduler) -> None:
    """03:59 and 04:00 are different study days, so the second review is a long-term one."""
    learned = exact.review(None, EASY, datetime(2026, 3, 2, 20, tzinfo=UTC), HERE, "card").memory
    before = datetime(2026, 3, 3, 3, 59, tzinfo=UTC)
    night = exact.review(learned, GOOD, before, HERE, "card").memory
    morning = exact.review(learned, GOOD, before + timedelta(minutes=1), HERE, "card").memory
    assert (night.last_day, morning.last_day) == (date(2026, 3, 2), date(2026, 3, 3))
    assert night.stability == pytest.approx(learned.stability, rel=1e-9)
    assert morning.stability > night.stability


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_change_of_clocks_moves_no_due_day(exact: Scheduler, day: date) -> None:
    """A card learned in the evening before summer time begins or ends is due on whole days."""
    zone = ZoneInfo("Europe/Berlin")
    evening = datetime(day.year, day.month, day.day - 1, 21, tzinfo=zone).astimezone(UTC)
    offset = evening.astimezone(zone).utcoffset()
    assert offset is not None
    scheduled = exact.review(None, EASY, evening, offset, "card")
    assert scheduled.memory.due_day == day - timedelta(days=1) + scheduled.interval
    assert scheduled.interval == timedelta(days=8)


def test_flying_west_into_yesterday_is_still_today(exact: Scheduler) -> None:
    """A later review whose local date is earlier counts as the same study day."""
    auckland, honolulu = timedelta(hours=13), timedelta(hours=-10)
    learned = exact.review(None, EASY, NOON, auckland, "card").memory
    later = exact.review(learned, GOOD, NOON + timedelta(hours=2), honolulu, "card").memory
    assert later.last_day == learned.last_day
    assert later.stability == pytest.approx(learned.stability, rel=1e-9)


def test_learning_steps_are_minutes_of_real_time(exact: Scheduler) -> None:
    """A step ends minutes after the review, across 4 a.m. too."""
    moment = datetime(2026, 3, 3, 3, 55, tzinfo=UTC)
    memory = exact.review(None, GOOD, moment, HERE, "card").memory
    assert memory.waiting
    assert memory.due == moment + timedelta(minutes=10)
    assert memory.due_day == date(2026, 3, 3)


def test_the_interval_on_a_button_is_the_one_that_is_applied() -> None:
    """Preview and review agree with fuzz, whatever the global random state is."""
    scheduler = Scheduler()
    memory = Memory(Phase.REVIEW, None, 100.0, 5.0, NOON, NOON.date(), NOON, NOON.date(), 9, 0)
    moment = NOON + timedelta(days=100)
    shown = scheduler.preview(memory, moment, HERE, "card")
    for grade in Grade:
        random.seed(grade)
        assert scheduler.review(memory, grade, moment, HERE, "card") == shown[grade]


def test_fuzz_leaves_the_random_numbers_of_others_alone() -> None:
    """The global random state is the same before and after."""
    memory = Memory(Phase.REVIEW, None, 100.0, 5.0, NOON, NOON.date(), NOON, NOON.date(), 9, 0)
    before = random.getstate()
    Scheduler().review(memory, GOOD, NOON + timedelta(days=100), HERE, "card")
    assert random.getstate() == before


def test_fuzz_spreads_cards_that_were_learned_together() -> None:
    """Cards with the same memory get different days, and never many."""
    memory = Memory(Phase.REVIEW, None, 100.0, 5.0, NOON, NOON.date(), NOON, NOON.date(), 9, 0)
    scheduler = Scheduler()
    moment = NOON + timedelta(days=100)
    days = {
        scheduler.review(memory, GOOD, moment, HERE, f"card-{n}").interval.days for n in range(50)
    }
    plain = Scheduler(Parameters(fuzz=False)).review(memory, GOOD, moment, HERE, "x").interval.days
    assert len(days) > 5
    assert all(abs(found - plain) < plain / 5 for found in days)


def test_better_grades_never_give_shorter_intervals() -> None:
    """The four buttons are in order, fuzz included."""
    scheduler = Scheduler()
    memory = Memory(Phase.REVIEW, None, 20.0, 5.0, NOON, NOON.date(), NOON, NOON.date(), 9, 0)
    for n in range(50):
        shown = scheduler.preview(memory, NOON + timedelta(days=20), HERE, f"card-{n}")
        intervals = [shown[grade].interval for grade in Grade]
        assert intervals == sorted(intervals)


def test_only_forgetting_a_learned_card_is_a_lapse(exact: Scheduler) -> None:
    """Again in the learning steps is no lapse; Again in review is one."""
    memory = exact.review(None, AGAIN, NOON, HERE, "card").memory
    assert memory.lapses == 0
    memory = exact.review(memory, EASY, NOON, HERE, "card").memory
    memory = exact.review(memory, AGAIN, NOON + timedelta(days=5), HERE, "card").memory
    assert (memory.phase, memory.lapses, memory.reviews) == (Phase.RELEARNING, 1, 3)


@pytest.mark.parametrize("retention", [0.0, 0.5, 0.699, 0.98, 1.0, float("nan")])
def test_nonsense_retentions_are_refused(retention: float) -> None:
    """A retention outside 0.70 to 0.97 is an error that names the bounds."""
    with pytest.raises(ActquizError, match="retention") as caught:
        Scheduler(Parameters(retention=retention))
    assert "0.70" in caught.value.fix


def test_weights_out_of_bounds_are_refused() -> None:
    """Weights that are too few or outside the model's bounds are an error, not a crash later."""
    for weights in ((1.0,) * 3, (1e6,) * 21):
        with pytest.raises(ActquizError, match="weights"):
            Scheduler(Parameters(weights=weights))


def test_a_review_before_the_last_one_is_refused(exact: Scheduler) -> None:
    """Time that runs backwards is an error that names both times."""
    memory = exact.review(None, EASY, NOON, HERE, "card").memory
    with pytest.raises(ActquizError, match="2026-03-02 12:00"):
        exact.review(memory, GOOD, NOON - timedelta(hours=1), HERE, "card")


def test_a_higher_retention_gives_shorter_intervals() -> None:
    """The desired retention decides the interval."""
    intervals = [
        Scheduler(Parameters(retention=retention, fuzz=False)).review(None, EASY, NOON, HERE, "c")
        for retention in (0.75, 0.85, 0.95)
    ]
    days = [scheduled.interval.days for scheduled in intervals]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 3


def test_recall_falls_to_the_retention_when_a_card_is_due(exact: Scheduler) -> None:
    """On the day a review is due the chance of recall is about the desired one."""
    memory = exact.review(None, EASY, NOON, HERE, "card").memory
    assert exact.recall(memory, memory.last_day) == pytest.approx(1)
    assert exact.recall(memory, memory.due_day) == pytest.approx(0.9, abs=0.01)


@given(
    weights=st.lists(st.floats(0, 10), max_size=21).map(tuple),
    retention=st.floats(0.7, 0.97),
    steps=st.lists(st.integers(1, 40_000), max_size=4).map(tuple),
    fuzz=st.booleans(),
)
def test_parameters_survive_the_way_through_json(
    weights: tuple[float, ...], retention: float, steps: tuple[int, ...], fuzz: bool
) -> None:
    """What is stored with a review is exactly what scheduled it."""
    parameters = Parameters(weights, retention, learning_steps=steps, fuzz=fuzz)
    assert Parameters.from_json(parameters.to_json()) == parameters


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (timedelta(seconds=30), "<1 min"),
        (timedelta(minutes=10), "10 min"),
        (timedelta(minutes=90), "1.5 h"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=3), "3 d"),
        (timedelta(days=64), "2.1 mo"),
        (timedelta(days=365 + 146), "1.4 y"),
    ],
)
def test_intervals_read_as_people_say_them(interval: timedelta, text: str) -> None:
    """Each interval has its short text."""
    assert interval_text(interval) == text
