"""The queue follows the plan until the interview, and the plan keeps to the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from review_desk import Desk, asked, give, run_through

from actquiz import paths
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings, load_settings, save_settings
from actquiz.practice.agenda import Agenda, load_agenda, plannable
from actquiz.practice.answer_times import NEW, REVIEW, SECONDS, pace_of
from actquiz.practice.plan import Plan, make_plan

GOAL = Settings(interview_date="2026-03-12", plan_minutes=4, new_per_day=3)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An empty desk at noon of 2 March 2026."""
    desk = Desk(tmp_path, monkeypatch)
    yield desk
    desk.close()


def plan(desk: Desk, settings: Settings = GOAL) -> Plan:
    """The plan as ``actquiz plan`` makes it."""
    return make_plan(desk.store(), desk.index().path, settings)


def listed(agenda: Agenda, day: date) -> list[str]:
    """The cards on a day's list."""
    return [card for card, _ in agenda.on(day)[0]]


def test_the_session_asks_what_the_plan_lists(desk: Desk) -> None:
    """The cards asked are the first of the day's list, in its order, until the minutes are over."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    made = plan(desk)
    order = run_through(desk.session(settings=GOAL))
    cards, seconds = made.agenda.on(date(2026, 3, 2))
    assert order == [card for card, _ in cards[: len(order)]]
    spent = [took for _, took in cards[: len(order)]]
    assert sum(spent[:-1]) < seconds <= sum(spent)
    assert len(order) > GOAL.new_per_day


def test_counts_agree_with_what_is_asked(desk: Desk) -> None:
    """What Home and due say falls by one with each card, to nothing."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    made = plan(desk)
    session = desk.session(settings=GOAL)
    left = desk.today(GOAL).new
    assert desk.today(GOAL).agenda == made.agenda
    while asked(session):
        give(session, Grade.EASY)
        left -= 1
        assert desk.today(GOAL).new == left
    assert left == 0
    next_due = desk.today(GOAL).next_due
    assert next_due is not None
    assert next_due.date() == date(2026, 3, 3)


def test_a_later_session_goes_on_where_the_first_one_stopped(desk: Desk) -> None:
    """Stopping and starting again asks the rest of the same list, and no more."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    plan(desk)
    first = run_through(desk.session(settings=GOAL, limit=3))
    second = run_through(desk.session(settings=GOAL))
    made = load_agenda(GOAL, date(2026, 3, 2))
    assert made is not None
    assert first + second == listed(made, date(2026, 3, 2))[: len(first + second)]


def test_an_undone_review_is_on_the_list_again(desk: Desk) -> None:
    """Undo brings the card back, and its time with it."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    plan(desk)
    session = desk.session(settings=GOAL)
    before = desk.today(GOAL).new
    give(session, Grade.EASY)
    session.undo()
    assert desk.today(GOAL).new == before


def test_the_plan_is_made_when_a_study_day_begins(desk: Desk) -> None:
    """The first session of a day plans with what is known by then; due alone does not."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    plan(desk)
    run_through(desk.session(settings=GOAL))
    desk.next_day()
    stale = desk.today(GOAL)
    assert stale.agenda is not None
    assert stale.agenda.first == date(2026, 3, 2)
    assert stale.new + stale.due > 0
    desk.session(settings=GOAL)
    fresh = load_agenda(GOAL, date(2026, 3, 3))
    assert fresh is not None
    assert fresh.first == date(2026, 3, 3)


def test_what_was_asked_since_is_left_out_of_later_lists(desk: Desk) -> None:
    """A list made yesterday does not ask again what was asked after it was made."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    made = plan(desk)
    done = run_through(desk.session(settings=GOAL))
    desk.next_day()
    store, index = desk.store(), desk.index()
    from actquiz.practice.queue import Queue

    queue = Queue(store, index.path, new_per_day=3, agenda=made.agenda)
    coming = [item.card_id for item in queue.planned(date(2026, 3, 3), timedelta())]
    queue.close()
    assert coming
    assert not set(coming) & set(done)


@pytest.mark.parametrize("change", ["minutes", "date", "weights", "bank"])
def test_a_change_of_what_it_was_made_for_makes_it_anew(desk: Desk, change: str) -> None:
    """Other minutes, another date, other weights or other decks lead to another plan."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    old = plan(desk).agenda
    settings = {
        "minutes": replace(GOAL, plan_minutes=9),
        "date": replace(GOAL, interview_date="2026-03-20"),
        "weights": replace(GOAL, weights=(0.5, *_standard()[1:])),
        "bank": GOAL,
    }[change]
    if change == "bank":
        desk.write("more", ["another"])
    desk.go(timedelta(minutes=1))
    desk.session(settings=settings)
    new = load_agenda(settings, date(2026, 3, 2))
    assert new is not None
    assert new.made > old.made


def _standard() -> tuple[float, ...]:
    from actquiz.memory.fsrs_batch import standard_weights

    return standard_weights()


def test_from_the_day_on_reviews_are_ordinary(desk: Desk) -> None:
    """On the interview's day and after it the queue is the one without a plan."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    plan(desk)
    desk.go(timedelta(days=10))
    assert desk.today(GOAL).agenda is None
    assert not plannable(GOAL, date(2026, 3, 12))
    assert run_through(desk.session(settings=GOAL)) == ["card-00", "card-01", "card-02"]


def test_the_eve_is_planned_for(desk: Desk) -> None:
    """One day before there is still a plan, with one day."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    desk.go(timedelta(days=9))
    made = plan(desk)
    assert made.days == 1
    assert len(made.agenda.days) == 1
    assert made.then > made.now


def test_new_cards_can_be_met_whatever_the_plan_says(desk: Desk) -> None:
    """--new goes round the plan."""
    desk.write("deck", [f"card-{n:02}" for n in range(9)])
    plan(desk, replace(GOAL, plan_minutes=1))
    assert len(run_through(desk.session(settings=GOAL, new=7))) == 7


def test_siblings_are_kept_apart_by_the_plan_too(desk: Desk) -> None:
    """Of the cards of one formula only one is asked on a day."""
    desk.write_formulas("formulas", ["relu", "elu", "celu"])
    plan(desk, replace(GOAL, plan_minutes=30))
    order = run_through(desk.session(settings=replace(GOAL, plan_minutes=30)))
    assert sorted(card.partition("/")[0].partition(":")[0][:3] for card in order) == sorted(
        {card[:3] for card in order}
    )
    assert len(order) == 3


def test_a_suspended_card_is_neither_asked_nor_counted(desk: Desk) -> None:
    """Suspending takes a card off the list at once, and out of the next plan."""
    desk.write("deck", ["one", "two", "three"])
    assert plan(desk).cards == 3
    desk.store().suspend("two")
    assert "two" not in run_through(desk.session(settings=GOAL))
    assert plan(desk).cards == 2


def test_a_new_card_comes_after_those_it_needs(desk: Desk) -> None:
    """The plan does not ask a card before the one it builds on."""
    later = "  - {id: later, front: Later?, back: It., needs: [basic]}\n"
    desk.write("deck", [], extra=later + "  - {id: basic, front: Basic?, back: It.}\n")
    plan(desk)
    assert run_through(desk.session(settings=GOAL)) == ["basic", "later"]


def test_the_forecast_counts_unmet_cards_as_unknown(desk: Desk) -> None:
    """Nothing is known at first; topics and levels add up to the whole."""
    desk.write("one", [f"card-{n:02}" for n in range(30)])
    desk.write("two", [f"other-{n:02}" for n in range(30)])
    made = plan(desk, replace(GOAL, plan_minutes=1))
    assert (made.now, made.resting) == (0, 0)
    assert made.cards == sum(deck.cards for deck in made.decks) == 60
    whole = sum(deck.cards * deck.then for deck in made.decks) / 60
    assert whole == pytest.approx(made.then)
    assert 0 < made.unmet < 60
    assert made.then <= 1 - made.unmet / 60 + 0.01
    assert [one.minutes for one in made.outlooks] == [1, 2, 11]
    assert made.outlooks[0].then < made.outlooks[-1].then
    assert made.outlooks[0].course[0] == (10, 0)


def test_a_plan_is_the_same_each_time(desk: Desk) -> None:
    """Made twice at one moment, it is equal in every number."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    assert plan(desk) == plan(desk)


def test_a_plan_needs_cards_and_a_day(desk: Desk) -> None:
    """Without cards, without a date or with a date that has gone there is no plan."""
    with pytest.raises(ActquizError, match="no card"):
        plan(desk)
    desk.write("deck", ["one"])
    with pytest.raises(ActquizError, match="no interview"):
        plan(desk, Settings())
    for day, says in (("2026-03-02", "today"), ("2026-03-01", "yesterday"), ("2036-01-01", "days")):
        with pytest.raises(ActquizError, match=says):
            plan(desk, replace(GOAL, interview_date=day))


def test_weights_that_are_none_are_said(desk: Desk) -> None:
    """A plan by unusable weights is refused as the scheduler refuses them."""
    desk.write("deck", ["one"])
    with pytest.raises(ActquizError, match="weights are not usable"):
        plan(desk, replace(GOAL, weights=(1.0, 2.0)))


@pytest.mark.parametrize("days", [1, 2, 366])
def test_the_shortest_and_the_longest_plan(desk: Desk, days: int) -> None:
    """A single card, from the eve to a year ahead."""
    desk.write("deck", ["one"])
    goal = date(2026, 3, 2) + timedelta(days=days)
    made = plan(desk, replace(GOAL, interview_date=goal.isoformat()))
    assert made.days == days
    assert 0.7 < made.then <= 1


def test_reviews_go_on_where_there_is_nothing_to_plan_for(desk: Desk) -> None:
    """With a date set but every card suspended a session is simply finished."""
    desk.write("deck", ["one"])
    desk.store().suspend("one")
    assert asked(desk.session(settings=GOAL)) is None


def test_a_date_in_the_settings_that_is_none_is_said(desk: Desk) -> None:
    """A hand-edited setting gives a message with the file."""
    desk.write("deck", ["one"])
    with pytest.raises(ActquizError, match="is no date"):
        desk.today(replace(GOAL, interview_date="soon"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 0}', '{"format": 1}'])
def test_an_agenda_that_cannot_be_read_is_made_again(desk: Desk, text: str) -> None:
    """A damaged cache means ordinary counts until the next session makes it anew."""
    desk.write("deck", [f"card-{n:02}" for n in range(40)])
    plan(desk)
    paths.plan_file().write_text(text)
    assert desk.today(GOAL).agenda is None
    assert desk.today(GOAL).new == GOAL.new_per_day
    desk.session(settings=GOAL)
    assert desk.today(GOAL).agenda is not None


def test_the_settings_keep_date_and_minutes(desk: Desk) -> None:
    """They are written and read back; minutes out of range are refused."""
    save_settings(GOAL)
    assert load_settings() == GOAL
    paths.settings_file().write_text('{"plan_minutes": 0}')
    with pytest.raises(ActquizError, match="plan_minutes"):
        load_settings()


def test_pace_begins_with_what_is_usual_and_follows_the_learner() -> None:
    """No reviews give the usual seconds; many slow ones give theirs, each kind its own."""
    usual = pace_of([])
    assert (usual.review, usual.new) == (REVIEW, NEW)
    assert usual.kinds["open"] == pytest.approx(SECONDS["open"] / REVIEW)
    slow = [("flashcard", 2, 3, 30.0)] * 500 + [("truth", 2, 3, 8.0)] * 500
    found = pace_of(slow)
    assert found.review * found.kinds["flashcard"] == pytest.approx(30, rel=0.05)
    assert found.review * found.kinds["truth"] == pytest.approx(8, rel=0.12)
    assert found.review * found.kinds["open"] > 1.5 * SECONDS["open"]


def test_meeting_a_card_takes_its_learning_steps_too() -> None:
    """The time of a new card is that of its first look and of the looks until it is learned."""
    met = [("choice", 0, 3, 40.0), ("choice", 1, 3, 20.0)] * 400
    assert pace_of(met).new == pytest.approx(60, rel=0.1)
