"""A quiz: a fair draw, a score, and a schedule that is left alone unless asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from review_desk import FORMULA, Desk

from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import Reveal, TrueOrFalse
from actquiz.practice.quiz import Quiz, schedule_wrong
from actquiz.practice.turn import Response


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Three topics of very different sizes, one with a formula whose cards are siblings."""
    desk = Desk(tmp_path, monkeypatch)
    desk.write("large", [f"large-{number}" for number in range(30)])
    desk.write("middle", [f"middle-{number}" for number in range(8)])
    truths = "".join(
        f"  - {{id: small-truth-{n}, kind: truth, level: {level}, statement: S{n}.,"
        f" answer: {answer}, why: So.}}\n"
        for n, level, answer in ((1, "screen", "true"), (2, "deep", "false"))
    )
    desk.write("small", ["small-0"], extra=truths + FORMULA.format(id="relu"))
    yield desk
    desk.close()


def ids(quiz: Quiz) -> list[str]:
    """The cards of the quiz in the order asked."""
    return [turn.entry.id for turn in quiz.turns]


def test_the_same_seed_gives_the_same_quiz(desk: Desk) -> None:
    """Cards, order and fingerprint repeat with the seed and change with it."""
    index = desk.index()
    first, again, other = (Quiz(index, count=9, seed=seed) for seed in (5, 5, 6))
    assert first.turns == again.turns
    assert first.report().fingerprint == again.report().fingerprint
    assert ids(first) != ids(other)
    assert first.report().fingerprint != other.report().fingerprint


@pytest.mark.parametrize("seed", range(12))
def test_topics_and_levels_take_turns(desk: Desk, seed: int) -> None:
    """However large a deck is, its share is the same; a small deck shows all its levels."""
    quiz = Quiz(desk.index(), count=9, seed=seed)
    topics = Counter(turn.entry.deck for turn in quiz.turns)
    assert topics == {"large": 3, "middle": 3, "small": 3}
    levels = {turn.entry.card.level for turn in quiz.turns if turn.entry.deck == "small"}
    assert levels >= {"screen", "deep"}


def test_no_two_cards_of_one_formula_are_asked(desk: Desk) -> None:
    """Siblings would answer each other; what is left of the deck is asked."""
    quiz = Quiz(desk.index(), decks=["small"], count=50, seed=1)
    assert len(quiz.turns) == 4
    assert sum(card.startswith("relu.") for card in ids(quiz)) == 1


def test_the_score_counts_by_topic_and_level_what_was_answered(desk: Desk) -> None:
    """A self-judged card counts once it is settled; questions not reached do not count."""
    quiz = Quiz(desk.index(), decks=["small"], count=4, seed=3)
    for place, turn in enumerate(quiz.turns[:3]):
        picks = (0,) if isinstance(turn.way, TrueOrFalse) else ()
        verdict = quiz.give(Response(picks=picks))
        assert (verdict.right is None) == (isinstance(turn.way, Reveal))
        if verdict.right is None:
            quiz.settle(place, True)
    report = quiz.report()
    assert report.asked == 4
    assert report.total.answered == 3
    assert sum(level.answered for level in report.levels) == 3
    assert report.topics[0].name == "Small"
    wrong = ["small-truth-2"] if "small-truth-2" in ids(quiz)[:3] else []
    assert list(report.wrong) == wrong
    assert report.total.right == 3 - len(wrong)


def test_only_when_asked_does_the_schedule_learn_of_it(desk: Desk) -> None:
    """A quiz writes nothing; the wrong ones are then recorded as Again, and can be undone."""
    quiz = Quiz(desk.index(), decks=["middle"], count=3, seed=1)
    for place in range(3):
        quiz.give(Response())
        quiz.settle(place, place == 1)
    store = desk.store()
    assert all(store.memory(card) is None for card in ids(quiz))
    assert schedule_wrong(quiz, store) == 2
    assert [len(store.history(card)) for card in ids(quiz)] == [1, 0, 1]
    assert store.history(ids(quiz)[2])[0].grade == Grade.AGAIN
    undone = store.undo()
    assert undone is not None
    assert undone.card_id == ids(quiz)[2]


def test_an_answer_after_the_last_question_is_refused(desk: Desk) -> None:
    """The quiz is over, and says so."""
    quiz = Quiz(desk.index(), count=1, seed=1)
    quiz.give(Response())
    assert quiz.turn is None
    with pytest.raises(ActquizError, match="the quiz is over"):
        quiz.give(Response())


def test_a_deck_that_does_not_exist_is_named_with_the_nearest(desk: Desk) -> None:
    """The message offers the deck that was meant."""
    with pytest.raises(ActquizError, match="did you mean 'small'") as raised:
        Quiz(desk.index(), decks=["smal"])
    assert raised.value.exit_code == 2
