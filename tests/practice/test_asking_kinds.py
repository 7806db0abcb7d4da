"""How each kind of card is asked and judged."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.bank.cards import Card
from actquiz.bank.studied_card import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import Reveal, TrueOrFalse
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.turn import PartMark, Response, Turn


def entry(**card: Any) -> Entry:
    """An entry of the given card."""
    return Entry(
        id="a-card", deck="deck", deck_title="Deck", group="a-card", path="deck.yaml", line=3,
        position=0, digest="", card=msgspec.convert({"id": "a-card", **card}, Card),
    )  # fmt: skip


CHOICE = entry(
    kind="choice",
    question="Which is zero-centred?",
    options=[
        {"text": "tanh", "correct": True, "why": "It is odd."},
        {"text": "sigmoid", "why": "It is positive."},
        {"text": "ReLU", "why": "It is never negative."},
        {"text": "None of the above"},
    ],
    why="Odd functions are.",
)
MULTIPLE = entry(
    kind="multiple",
    question="Which are bounded?",
    options=[
        {"text": "sigmoid", "correct": True},
        {"text": "tanh", "correct": True},
        {"text": "GELU", "why": "It grows."},
    ],
)
OPEN = entry(
    kind="open",
    question="The loss is flat. What do you check?",
    points=[
        {"point": "The norm of the gradient in each layer", "ideas": [["gradient norm"]]},
        {"point": "Whether the units saturate", "ideas": [["saturation", "0.25"]]},
        {
            "point": "The scale of the initial weights",
            "ideas": [["initialization", "Glorot", "initial scale"]],
        },
        {"point": "The learning rate", "ideas": [["~learning rate"]]},
    ],
    answer="Gradients, saturation, initialization, learning rate.",
    followups=["And then?"],
    strong="What each would mean.",
)
ORDER = entry(
    kind="order", question="By slope?", items=["sigmoid", "tanh", "GELU", "SELU"], why="So."
)
MATCH = entry(
    kind="match",
    question="Which range?",
    pairs=[
        {"left": "sigmoid", "right": "$(0, 1)$"},
        {"left": "tanh", "right": "$(-1, 1)$"},
        {"left": "ReLU", "right": "from zero"},
    ],
    distractors=["everything"],
    why="So.",
)


def place(turn: Turn, text: str) -> int:
    """Where an option is shown."""
    return turn.way.options.index(text)


@given(st.integers())
def test_options_are_shuffled_by_the_seed_and_the_rest_stays_last(seed: int) -> None:
    """One seed, one order; "None of the above" never comes before what it speaks about."""
    turn = ask(CHOICE, seed)
    assert turn == ask(CHOICE, seed)
    assert sorted(turn.way.options) == sorted(["tanh", "sigmoid", "ReLU", "None of the above"])
    assert turn.way.options[-1] == "None of the above"


def test_seeds_give_different_orders() -> None:
    """The place of the right option cannot be learned by heart."""
    assert len({place(ask(CHOICE, seed), "tanh") for seed in range(20)}) == 3


@given(st.integers(0, 50))
def test_the_right_option_is_right_wherever_it_is_shown(seed: int) -> None:
    """Judging follows the shuffled order and gives every option's reason."""
    turn = ask(CHOICE, seed)
    verdict = judge(turn, Response(picks=(place(turn, "tanh"),)))
    assert (verdict.right, verdict.suggested, verdict.headline) == (True, Grade.GOOD, "Right.")
    assert verdict.answer == "tanh"
    assert verdict.why == "Odd functions are."
    assert [line.text for line in verdict.lines] == list(turn.way.options)
    wrong = judge(turn, Response(picks=(place(turn, "ReLU"),)))
    assert (wrong.right, wrong.suggested) == (False, Grade.AGAIN)
    assert wrong.headline == f"Wrong: {place(turn, 'tanh') + 1} is right."
    line = wrong.lines[place(turn, "ReLU")]
    assert (line.mark, line.why) == (PartMark.WRONG, "It is never negative.")


@pytest.mark.parametrize("picks", [(), (9,), (-1,)])
def test_an_unanswered_choice_is_not_right(picks: tuple[int, ...]) -> None:
    """No pick, or one that is not there, counts as not known."""
    verdict = judge(ask(CHOICE, 1), Response(picks=picks))
    assert (verdict.right, verdict.suggested) == (False, Grade.AGAIN)
    assert verdict.headline.startswith("Not answered")


@pytest.mark.parametrize(
    ("picked", "right", "headline"),
    [
        (["sigmoid", "tanh"], True, "Right: all 2 right options."),
        (["sigmoid"], False, "Wrong: 1 of 2 right options picked."),
        (["sigmoid", "tanh", "GELU"], False, "Wrong: 2 of 2 right options picked, and 1 wrong."),
        ([], False, "Not answered: 2 options are right."),
    ],
)
def test_a_multiple_choice_is_right_only_if_exactly_right(
    picked: list[str], right: bool, headline: str
) -> None:
    """Too few and too many are wrong; the headline says how many were found."""
    turn = ask(MULTIPLE, 4)
    verdict = judge(turn, Response(picks=tuple(place(turn, text) for text in picked)))
    assert (verdict.right, verdict.headline) == (right, headline)


@pytest.mark.parametrize("answer", [True, False])
def test_a_statement_is_true_or_false_in_that_order(answer: bool) -> None:
    """True stands first; the reason comes with either answer."""
    turn = ask(entry(kind="truth", statement="It is.", answer=answer, why="Because."), 7)
    assert turn.way == TrueOrFalse(("True", "False"))
    right = judge(turn, Response(picks=(0 if answer else 1,)))
    assert (right.right, right.why) == (True, "Because.")
    wrong = judge(turn, Response(picks=(1 if answer else 0,)))
    assert wrong.headline == f"Wrong: it is {str(answer).lower()}."


def test_a_flashcard_is_judged_by_the_learner() -> None:
    """The answer and its reason are shown; Good is only suggested."""
    turn = ask(entry(kind="flashcard", front="Where?", back="At 0.", why="It is even."), 1)
    verdict = judge(turn, Response())
    assert (turn.way, turn.question) == (Reveal(), "Where?")
    assert (verdict.right, verdict.suggested) == (None, Grade.GOOD)
    assert (verdict.headline, verdict.answer, verdict.why) == ("", "At 0.", "It is even.")


@given(st.integers(0, 200))
def test_items_to_order_never_come_in_the_right_order(seed: int) -> None:
    """The order shown is never the answer, and the right one is judged right."""
    turn = ask(ORDER, seed)
    items = ["sigmoid", "tanh", "GELU", "SELU"]
    assert list(turn.way.options) != items
    picks = tuple(place(turn, item) for item in items)
    assert judge(turn, Response(picks=picks)).right


def test_a_wrong_order_says_how_much_of_it_is_right() -> None:
    """Items in their place and neighbours in the right order are counted."""
    turn = ask(ORDER, 1)
    given_order = ["GELU", "SELU", "sigmoid", "tanh"]
    verdict = judge(turn, Response(picks=tuple(place(turn, item) for item in given_order)))
    assert verdict.headline == (
        "Wrong: 0 of 4 in their place, 2 of 3 neighbours in the right order."
    )
    assert verdict.lines[0].why == "You put it at 3."
    assert verdict.answer == "1. sigmoid\n2. tanh\n3. GELU\n4. SELU"
    assert judge(turn, Response()).headline == "Not answered."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("I plot the norm of the gradients", [0]),
        ("Are the activations saturated?", [1]),
        ("saturating units, and the Glorot initialisation", [1, 2]),
        ("Lower the learning rates", [3]),
        ("the weights' initial scale could be off", [2]),
        ("I look at the data", []),
        ("step.\nsize", []),
        ("gradeint norm", [0]),
        ("grad norms, then the init", [0, 2]),
        ("the lr", [3]),
        ("a slope of 1/4", [1]),
        ("a slope of 3/4 or 11/4", []),
    ],
)
def test_key_points_are_found_in_other_words(typed: str, found: list[int]) -> None:
    """Inflection, word order and one slip of the keys do not matter; other subjects do."""
    verdict = judge(ask(OPEN, 0), Response(texts=(typed,)))
    assert list(verdict.made) == found
    assert verdict.right is None


@pytest.mark.parametrize(
    ("ticks", "grade"),
    [((0, 1, 2, 3), Grade.GOOD), ((0, 1, 2), Grade.HARD), ((1, 3), Grade.HARD),
     ((2,), Grade.AGAIN), ((), Grade.AGAIN)],
)  # fmt: skip
def test_the_learners_ticks_decide_the_suggested_grade(
    ticks: tuple[int, ...], grade: Grade
) -> None:
    """The share of key points suggests Good, Hard or Again, never Easy."""
    verdict = judge(ask(OPEN, 0), Response(picks=ticks))
    assert verdict.suggested == grade
    assert verdict.headline.startswith(f"{len(ticks)} of 4 key points")


def test_an_open_answer_shows_what_comes_after_it() -> None:
    """The passing answer, what a strong one adds, and the next questions."""
    verdict = judge(ask(OPEN, 0), Response())
    assert verdict.answer == "Gradients, saturation, initialization, learning rate."
    assert "What each would mean." in verdict.why
    assert "- And then?" in verdict.why


@given(st.integers(0, 200))
def test_pairs_are_shuffled_with_what_belongs_nowhere(seed: int) -> None:
    """The left sides stand as written; the right ones never all stand beside theirs."""
    turn = ask(MATCH, seed)
    rights = ("$(0, 1)$", "$(-1, 1)$", "from zero", "everything")
    assert turn.way.lefts == ("sigmoid", "tanh", "ReLU")
    assert sorted(turn.way.rights) == sorted(rights)
    assert turn.way.rights != rights


@pytest.mark.parametrize(
    ("chosen", "grade", "headline", "marks"),
    [
        (["$(0, 1)$", "$(-1, 1)$", "from zero"], Grade.GOOD, "Right.", "rrr"),
        (["$(0, 1)$", "$(-1, 1)$", "everything"], Grade.HARD, "Wrong: 2 of 3 pairs right.",
         "rrw"),
        (["$(-1, 1)$", "$(0, 1)$", "from zero"], Grade.AGAIN, "Wrong: 1 of 3 pairs right.",
         "wwr"),
        (["from zero"], Grade.AGAIN, "Wrong: 0 of 3 pairs right.", "wmm"),
        ([], Grade.AGAIN, "Not answered.", "mmm"),
    ],
)  # fmt: skip
def test_pairs_are_judged_one_by_one(
    chosen: list[str], grade: Grade, headline: str, marks: str
) -> None:
    """Only all of them are right; two thirds are worth a Hard; each says what was chosen."""
    turn = ask(MATCH, 3)
    picks = tuple(turn.way.rights.index(text) for text in chosen)
    verdict = judge(turn, Response(picks=picks))
    assert (verdict.right, verdict.suggested) == (grade is Grade.GOOD, grade)
    assert verdict.headline == headline
    assert [line.mark.value[0] for line in verdict.lines] == list(marks)
    assert "- sigmoid → $(0, 1)$" in verdict.answer
    for line, text in zip(verdict.lines, chosen, strict=False):
        assert f"→ {text}" in line.text
        assert ("right: " in line.text) is (line.mark is PartMark.WRONG)
