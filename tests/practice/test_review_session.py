"""The review session: what is shown is what is done, and nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk, asked, give, run_through

from actquiz import clock
from actquiz.errors import ActquizError
from actquiz.memory import doctor
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.practice.review import Undone
from actquiz.practice.review_state import Answered, Asked, Finished
from actquiz.practice.turn import Response


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with one deck of five cards, at noon."""
    desk = Desk(tmp_path, monkeypatch)
    desk.write("deck", ["one", "two", "three", "four", "five"])
    yield desk
    desk.close()


def test_a_card_is_asked_answered_and_graded(desk: Desk) -> None:
    """The phases follow each other, and the verdict is there only with the answer."""
    session = desk.session()
    assert isinstance(session.state, Asked)
    assert asked(session) == "one"
    verdict = session.answer(Response())
    assert isinstance(session.state, Answered)
    assert session.state.verdict == verdict
    graded = session.grade(Grade.GOOD)
    assert (graded.card_id, graded.grade, graded.stale) == ("one", Grade.GOOD, False)
    assert isinstance(session.state, Asked)
    assert asked(session) == "two"


def test_a_card_cannot_be_graded_before_it_is_answered(desk: Desk) -> None:
    """Neither grades nor intervals are there while the question is asked."""
    session = desk.session()
    with pytest.raises(ActquizError, match="not been answered"):
        session.grade(Grade.GOOD)
    with pytest.raises(ActquizError, match="not been answered"):
        session.intervals()
    assert desk.store().history("one") == []


def test_nothing_can_be_done_to_a_card_when_none_is_asked(desk: Desk) -> None:
    """A finished session refuses with a message."""
    session = desk.session(new=0)
    assert isinstance(session.state, Finished)
    for act in (session.bury, session.suspend, session.flag, lambda: session.answer(Response())):
        with pytest.raises(ActquizError, match="no card"):
            act()


@pytest.mark.parametrize("grade", list(Grade))
def test_the_interval_shown_is_the_interval_given(desk: Desk, grade: Grade) -> None:
    """With fuzz, after any time at the answer, even past 4 a.m., the button keeps its word."""
    settings = Settings(new_per_day=1)
    run_through(desk.session(settings=settings))
    desk.go(timedelta(days=30, hours=15, minutes=58))
    session = desk.session(new=0)
    session.answer(Response())
    shown = session.intervals()[grade]
    desk.go(timedelta(minutes=5))
    graded = session.grade(grade)
    assert graded.scheduled == shown
    assert desk.store().memory("one") == shown.memory


def test_each_grade_is_on_disk_before_the_next_card_shows(desk: Desk) -> None:
    """Another window sees a grade as soon as it was given."""
    session, window = desk.session(), desk.store()
    for number, card_id in enumerate(("one", "two", "three"), 1):
        give(session, Grade.EASY)
        memory = window.memory(card_id)
        assert memory is not None
        assert memory.reviews == 1
        assert session.progress.done == number


def test_a_session_goes_on_after_a_crash(desk: Desk) -> None:
    """A session that was never closed is taken up by the next one."""
    abandoned = desk.session()
    give(abandoned, Grade.EASY)
    give(abandoned, Grade.EASY)
    abandoned.answer(Response())
    session = desk.session()
    assert asked(session) == "three"
    assert run_through(session) == ["three", "four", "five"]


def test_undo_asks_the_card_again_as_it_was(desk: Desk) -> None:
    """After an undo the card, its question, its intervals and the counts are as before."""
    session = desk.session()
    turn, progress = session.turn, session.progress
    session.answer(Response())
    intervals = session.intervals()
    session.grade(Grade.AGAIN)
    assert text_of(session.undo()) == "Taken back: Again on “What is one?”."
    assert isinstance(session.state, Asked)
    assert (session.turn, session.progress) == (turn, progress)
    session.answer(Response())
    assert session.intervals() == intervals
    assert desk.store().memory("one") is None


def test_undo_reaches_over_cards_and_restarts(desk: Desk) -> None:
    """Every grade of earlier sessions can be taken back, the last one first."""
    order = run_through(desk.session())
    session = desk.session()
    undone = []
    while session.undo():
        undone.append(asked(session))
    assert undone == order[::-1]
    assert session.undo() is None
    assert asked(session) == "one"
    assert run_through(desk.session()) == order


def text_of(undone: Undone | None) -> str:
    """What was taken back."""
    assert undone is not None
    return undone.text


def test_undo_takes_back_the_last_thing_whatever_it_was(desk: Desk) -> None:
    """A burial is taken back as a burial: no other card's grade goes, and the card is asked."""
    session, store = desk.session(), desk.store()
    give(session, Grade.EASY)
    assert asked(session) == "two"
    session.bury()
    session.suspend()
    session.flag()
    assert asked(session) == "four"
    undone = [text_of(session.undo()) for _ in range(3)]
    assert undone == [
        "Taken back: “What is four?” is not flagged any more.",
        "Taken back: “What is three?” is not suspended any more.",
        "Taken back: “What is two?” is not buried any more.",
    ]
    assert asked(session) == "two"
    assert store.memory("one") is not None
    for card in map(store.card, ("two", "three", "four")):
        assert (card.suspended, card.flagged, card.buried_until) == (False, False, None)
    assert text_of(session.undo()) == "Taken back: Easy on “What is one?”."
    assert not session.can_undo


def test_a_flag_that_was_taken_away_comes_back(desk: Desk) -> None:
    """Undo restores how the card stood, not its opposite twice."""
    desk.store().flag("one")
    session = desk.session()
    assert session.flag() is False
    assert session.can_undo
    assert text_of(session.undo()) == "Taken back: “What is one?” is flagged again."
    assert desk.store().card("one").flagged


def test_undo_of_a_card_that_left_the_decks_goes_on_with_the_next(desk: Desk) -> None:
    """The grade is taken back, and the text says why the card is not asked."""
    give(desk.session(), Grade.EASY)
    desk.write("deck", ["two", "three"])
    session = desk.session()
    assert text_of(session.undo()) == "Taken back: Easy on 'one', now in no deck."
    assert asked(session) == "two"


def test_a_leech_is_named_when_it_crosses_the_threshold(desk: Desk) -> None:
    """With a threshold of 4 the 4th, 6th and 8th lapse say so, and no other."""
    settings = Settings(leech_threshold=4, new_per_day=1, relearning_steps=())
    give(desk.session(settings=settings), Grade.EASY)
    named = []
    for lapse in range(1, 9):
        desk.go(timedelta(days=300))
        if give(desk.session(settings=settings, new=0), Grade.AGAIN).leech:
            named.append(lapse)
        desk.go(timedelta(days=300))
        assert not give(desk.session(settings=settings, new=0), Grade.GOOD).leech
    assert named == [4, 6, 8]


def test_a_flag_comes_and_goes_and_the_card_stays(desk: Desk) -> None:
    """Flagging toggles, in the question and in the answer, and does not move on."""
    session, window = desk.session(), desk.store()
    assert session.flag()
    assert window.card("one").flagged
    session.answer(Response())
    assert not session.flag()
    assert (type(session.state), asked(session)) == (Answered, "one")


def test_a_session_ends_at_its_limit(desk: Desk) -> None:
    """The limit counts reviews given; undoing one makes room for another."""
    session = desk.session(limit=2)
    give(session, Grade.EASY)
    give(session, Grade.EASY)
    assert isinstance(session.state, Finished)
    assert (session.progress.limit, session.progress.done) == (2, 2)
    session.undo()
    assert asked(session) == "two"
    assert len(run_through(desk.session(settings=Settings(session_limit=3)))) == 3


def test_a_card_graded_in_another_window_is_passed_over(desk: Desk) -> None:
    """The second grade is dropped and said to be; the session goes on with the next card."""
    here, there = desk.session(), desk.session()
    here.answer(Response())
    give(there, Grade.EASY)
    graded = here.grade(Grade.AGAIN)
    assert (graded.stale, graded.scheduled) == (True, None)
    assert [past.grade for past in desk.store().history("one")] == [Grade.EASY]
    assert asked(here) == "two"
    assert here.progress.done == 0


def test_any_interleaving_of_two_sessions_is_safe(desk: Desk) -> None:
    """Two windows at random: no review counts twice, nothing is lost, the doctor is content."""
    rng = random.Random(5)
    desk.write_formulas("formulas", ["relu", "elu"])
    sessions = [desk.session(), desk.session()]
    given = 0
    for _ in range(200):
        place = rng.randrange(2)
        session = sessions[place]
        match rng.randrange(10):
            case 0:
                given -= session.undo() is not None
            case 1:
                sessions[place] = desk.session()
            case 2:
                desk.go(timedelta(hours=rng.choice([0.1, 5, 30, 500])))
            case _ if isinstance(session.state, Asked):
                session.answer(Response())
            case _ if isinstance(session.state, Answered):
                given += not session.grade(Grade(rng.randint(1, 4))).stale
            case _:
                sessions[place] = desk.session()
    store = desk.store()
    with store.reading("SELECT count(*) FROM review WHERE undone IS NULL") as rows:
        assert rows.fetchone() == (given,)
    assert given > 20
    assert doctor.examine(store).healthy


def test_a_grade_that_cannot_be_kept_can_be_given_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the clock is wrong the session stays at the answer; set right, the grade counts."""
    session = desk.session()
    give(session, Grade.EASY)
    session.answer(Response())
    right = desk.now
    desk.go(timedelta(days=-400))
    with pytest.raises(ActquizError, match="clock"):
        session.grade(Grade.GOOD)
    assert (type(session.state), asked(session)) == (Answered, "two")
    desk.go(right - desk.now)
    assert not session.grade(Grade.GOOD).stale
    assert len(desk.store().history("two")) == 1


def test_the_time_at_a_card_is_kept_up_to_five_minutes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The duration runs from the question to the grade; a card left open is not thought about."""
    elapsed = 100.0
    monkeypatch.setattr(clock, "stopwatch", lambda: elapsed)
    session = desk.session()
    elapsed += 7
    give(session, Grade.EASY)
    elapsed += 3600
    give(session, Grade.EASY)
    store = desk.store()
    durations = [store.history(card_id)[0].duration for card_id in ("one", "two")]
    assert durations == [timedelta(seconds=7), timedelta(minutes=5)]


def test_a_card_that_vanishes_while_the_session_runs_is_passed_over(desk: Desk) -> None:
    """When another window's start took a card out of the index, the session goes on without it."""
    session = desk.session()
    desk.write("deck", ["one", "three"])
    desk.index()
    give(session, Grade.EASY)
    assert run_through(session) == ["three"]


def test_key_points_can_be_ticked_after_the_answer_was_typed(desk: Desk) -> None:
    """An open answer is judged again when points are ticked; the grade then counts once."""
    points = (
        "  - id: open\n    kind: open\n    question: Why?\n    points:\n"
        "      - {point: Because of this., words: [this]}\n"
        "      - {point: Because of that., words: [that]}\n"
    )
    desk.write("deck", [], extra=points)
    session = desk.session()
    typed = session.answer(Response(texts=("because of this",)))
    ticked = session.answer(Response(picks=(0, 1)))
    assert typed.suggested < ticked.suggested
    assert session.state.verdict == ticked
    session.grade(ticked.suggested)
    assert len(desk.store().history("open")) == 1
