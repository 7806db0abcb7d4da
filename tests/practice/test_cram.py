"""Cramming and the drill: what comes first, what comes again, and a schedule left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk

from actquiz.bank.index import Index
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.practice.answer_ways import PickOne
from actquiz.practice.cram import CramChoice, cram, give_to_schedule, least_known
from actquiz.practice.drill import SECONDS, Drill, best
from actquiz.practice.quiz import Quiz, record
from actquiz.practice.turn import Response

TRUTHS = "".join(
    f"  - {{id: truth-{n}, kind: truth, statement: S{n}., answer: true, why: So.}}\n"
    for n in range(6)
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """One deck of flashcards, one of statements."""
    desk = Desk(tmp_path, monkeypatch)
    desk.write("plain", [f"plain-{number}" for number in range(3)])
    desk.write("truths", (), extra=TRUTHS)
    yield desk
    desk.close()


def give(desk: Desk, grades: dict[str, Grade]) -> None:
    """Review cards now."""
    index = desk.index()
    turns = [(turn, grades[turn.entry.id]) for turn in Quiz.of(
        [index.entry(card) for card in grades]).turns]  # fmt: skip
    assert record(turns, desk.store()) == len(grades)


def chosen(desk: Desk, **choice: object) -> list[str]:
    """The cards that are meant, in order."""
    return least_known(desk.store(), desk.index(), Settings(), CramChoice(**choice))  # type: ignore[arg-type]


def reviews(desk: Desk) -> int:
    """How many reviews the store has."""
    with desk.store().reading("SELECT count(*) FROM review") as rows:
        return int(rows.fetchone()[0])


def test_the_least_known_come_first_and_new_ones_last(desk: Desk) -> None:
    """Cards that were met come by their chance of recall, then those never met."""
    give(desk, {"truth-0": Grade.EASY, "truth-1": Grade.AGAIN, "truth-2": Grade.GOOD})
    desk.go(timedelta(days=3))
    order = chosen(desk, decks=("truths",))
    assert order[:3] == ["truth-1", "truth-2", "truth-0"]
    assert order[3:] == ["truth-3", "truth-4", "truth-5"]
    assert chosen(desk, weakest=True) == order[:3]


def test_missed_flagged_and_tags_narrow_each_other(desk: Desk) -> None:
    """A choice keeps only the cards it means; forgotten long ago is not missed any more."""
    give(desk, {"truth-0": Grade.AGAIN, "plain-0": Grade.AGAIN, "plain-1": Grade.GOOD})
    desk.store().flag("plain-0")
    assert chosen(desk, missed=True) == ["plain-0", "truth-0"] or chosen(desk, missed=True) == [
        "truth-0", "plain-0"]  # fmt: skip
    assert chosen(desk, missed=True, tags=("plain",)) == ["plain-0"]
    assert chosen(desk, flagged=True) == ["plain-0"]
    desk.go(timedelta(days=8))
    assert chosen(desk, missed=True) == []


@pytest.mark.parametrize(
    ("choice", "words"),
    [({"missed": True}, "forgotten"), ({"flagged": True}, "flagged"), ({"weakest": True}, "met")],
)
def test_an_empty_choice_says_what_is_missing(
    desk: Desk, choice: dict[str, bool], words: str
) -> None:
    """Where no card is meant, the message says why and what to do."""
    with pytest.raises(ActquizError, match=words) as raised:
        cram(desk.store(), desk.index(), Settings(), CramChoice(**choice))  # type: ignore[arg-type]
    assert "actquiz cram" in raised.value.fix


def test_a_wrong_card_comes_again_until_it_is_right(desk: Desk) -> None:
    """It returns some questions later; the score counts first answers; no review is recorded."""
    choice = CramChoice(decks=("truths",))
    cramming = cram(desk.store(), desk.index(), Settings(), choice)
    asked: list[str] = []
    while (turn := cramming.turn) is not None:
        wrong = turn.entry.id == "truth-1" and asked.count("truth-1") < 2
        asked.append(turn.entry.id)
        cramming.give(Response(picks=(1 if wrong else 0,)))
    assert asked.count("truth-1") == 3
    assert asked.index("truth-1", 2) - asked.index("truth-1") == 5
    report = cramming.report()
    assert (report.total.right, report.total.answered, report.asked) == (5, 6, 6)
    assert report.wrong == ("truth-1",)
    assert "8 answers" in cramming.comparing(report)
    assert reviews(desk) == 0
    assert [turn.entry.id for turn in cramming.again().turns] == [f"truth-{n}" for n in range(6)]


def test_a_card_judged_by_the_learner_comes_again_too(desk: Desk) -> None:
    """What only the learner can judge comes back when it was not known, and only once for that."""
    cramming = cram(desk.store(), desk.index(), Settings(), CramChoice(decks=("plain",)))
    cramming.give(Response())
    cramming.settle(0, right=False)
    cramming.settle(0, right=False)
    assert [turn.entry.id for turn in cramming.turns].count("plain-0") == 2


def test_first_answers_count_where_it_is_asked_for(desk: Desk) -> None:
    """Given to the schedule, each card has one review: Again or Good, whatever came later."""
    cramming = cram(desk.store(), desk.index(), Settings(), CramChoice(decks=("truths",)))
    for place in range(8):
        cramming.give(Response(picks=(1 if place == 0 else 0,)))
        if cramming.turn is None:
            break
    store = desk.store()
    assert give_to_schedule(cramming, store) == 6
    assert [review.grade for review in store.history("truth-0")] == [Grade.AGAIN]
    assert [review.grade for review in store.history("truth-5")] == [Grade.GOOD]


def test_no_question_after_the_time_is_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question that is open may be answered; then it ends."""
    seconds = [0.0]
    monkeypatch.setattr("actquiz.clock.stopwatch", lambda: seconds[0])
    cramming = cram(desk.store(), desk.index(), Settings(), CramChoice(minutes=2))
    assert len(cramming.turns) == 9
    seconds[0] = 121.0
    assert cramming.turn is None
    cramming.give(Response())
    assert len(cramming.given()) == 1


def test_the_drill_keeps_the_best(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Right ones less wrong ones; late ones not; more than before is a new best."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path))
    seconds = [0.0]
    monkeypatch.setattr("actquiz.clock.stopwatch", lambda: seconds[0])
    with Index.open() as index:
        drill = Drill(index, seed=2)
        answers = [True] * 5 + [False] * 2
        for right in answers:
            _answer(drill, right)
        seconds[0] = SECONDS + 1
        _answer(drill, True)
        assert drill.turn is None
        assert drill.points() == 3
        assert "new best" in drill.comparing(drill.report())
        assert best() == 3
        worse = Drill(index, seed=2)
        _answer(worse, True)
        assert "Your best is 3" in worse.comparing(worse.report())
    assert best() == 3


def test_every_question_of_the_drill_has_one_right_option() -> None:
    """A formula's name stands among four, once."""
    with Index.open() as index:
        for turn in Drill(index, seed=1).turns:
            assert isinstance(turn.way, PickOne)
            assert len(set(turn.way.options)) == len(turn.way.options) == 4


def _answer(drill: Drill, right: bool) -> None:
    """Pick the right option or a wrong one."""
    from actquiz.practice.card_asking import judge

    turn = drill._next()
    assert turn is not None
    assert isinstance(turn.way, PickOne)
    places = range(len(turn.way.options))
    fits = [at for at in places if judge(turn, Response(picks=(at,))).right is right]
    drill.give(Response(picks=(fits[0],)))
