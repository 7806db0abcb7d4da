"""Cards that the engine answers: drawn numbers, pictures of curves, predictions graded by a run."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.bank.cards import Card
from actquiz.bank.drawn_values import written
from actquiz.bank.studied_card import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import PickOne
from actquiz.practice.card_asking import ask, judge, picture
from actquiz.practice.kinds import predict
from actquiz.practice.turn import Response


def entry(**card: Any) -> Entry:
    """An entry of the given card."""
    return Entry(
        id="a-card", deck="deck", deck_title="Deck", group="a-card", path="deck.yaml", line=3,
        position=0, digest="", card=msgspec.convert({"id": "a-card", **card}, Card),
    )  # fmt: skip


SLOPE = entry(
    kind="numeric",
    question="The sigmoid's slope at [[x]]?",
    draw={"x": {"from": -2, "to": 2, "step": 0.5}},
    answer="slope(sigmoid, x)",
    check="sigmoid(x)*(1 - sigmoid(x))",
    tolerance={"abs": 0.005},
    why="At [[x]] it is [[answer]].",
)
MISH = entry(
    kind="curve", function="mish", options=["mish", "relu", "tanh"], window=[-4, 2], why="It dips."
)
COLLAPSE = entry(
    kind="predict",
    question="How large is the gap?",
    demo="linear-collapse",
    set={"depth": 5, "width": 4, "activations": ["relu"]},
    figure="identity.gap",
    outcomes=[
        {"text": "rounding", "below": 1e-9, "correct": True},
        {"text": "large", "at_least": 1e-9, "why": "A product of matrices is a matrix."},
    ],
)


def test_a_numeric_question_draws_its_values_and_computes_its_answer() -> None:
    """The seed decides the values; the answer is what the expression gives for them."""
    questions = {ask(SLOPE, seed).question for seed in range(60)}
    assert len(questions) == 9
    turn = ask(SLOPE, 3)
    assert turn == ask(SLOPE, 3)
    verdict = judge(turn, Response(texts=("7",)))
    assert verdict.right is False
    assert judge(turn, Response(texts=(verdict.answer,))).right
    assert verdict.answer in verdict.why


@given(st.integers(0, 10_000), st.floats(-0.02, 0.02))
def test_a_typed_number_is_right_exactly_within_the_tolerance(seed: int, off: float) -> None:
    """Inside the tolerance it counts, outside it does not."""
    turn = ask(SLOPE, seed)
    x = float(turn.question.removeprefix("The sigmoid's slope at ").rstrip("?").replace("−", "-"))
    from actquiz.engine import activations

    truth = float(activations.get("sigmoid").slope(x))
    if abs(abs(off) - 0.005) < 1e-6:
        return
    verdict = judge(turn, Response(texts=(repr(round(truth + off, 12)),)))
    assert verdict.right is (abs(off) < 0.005)
    assert verdict.suggested == (Grade.GOOD if verdict.right else Grade.AGAIN)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.25, "0.25"),
        (-1.27846, "−1.278"),
        (8e-17, "8·10⁻¹⁷"),
        (1e-6, "10⁻⁶"),
        (16777216, "16,777,216"),
        (-0.0, "0"),
        (9999.7, "10,000"),
        (12345, "12,345"),
    ],
)
def test_numbers_are_written_as_a_card_would(number: float, text: str) -> None:
    """Four digits, a true minus sign, powers of ten for the very small."""
    assert written(number) == text


def test_a_curve_is_picked_by_its_picture() -> None:
    """The picture has no name before the answer; the right option is the drawn function."""
    turn = ask(MISH, 1)
    assert isinstance(turn.way, PickOne)
    hidden = picture(turn)
    assert [mark.name for mark in hidden.panels[0].marks] == [""]
    place = turn.way.options.index("Mish")
    assert judge(turn, Response(picks=(place,))).right
    wrong = judge(turn, Response(picks=((place + 1) % 3,)))
    assert wrong.right is False
    assert wrong.why == "It dips."
    assert judge(turn, Response()).headline.startswith("Not answered")


def test_a_prediction_is_graded_by_the_run() -> None:
    """The run's figure decides, even against the outcome that was marked."""
    turn = ask(COLLAPSE, 2)
    rounding, large = map(turn.way.options.index, ("rounding", "large"))
    *_, (_, measured) = predict.run(turn)
    assert measured is not None
    assert judge(turn, Response(picks=(rounding,), measured=measured)).right
    assert "The run gave" in judge(turn, Response(picks=(large,), measured=measured)).headline
    assert judge(turn, Response(picks=(large,), measured=0.5)).right


def test_outcomes_are_shuffled() -> None:
    """Over reviews the outcome that happens stands at either place."""
    assert {ask(COLLAPSE, seed).way.options for seed in range(20)} == {
        ("rounding", "large"),
        ("large", "rounding"),
    }


def test_a_prediction_without_a_run_falls_back_on_the_proved_outcome() -> None:
    """Where the experiment could not run, the marked outcome counts."""
    turn = ask(COLLAPSE, 2)
    rounding, large = map(turn.way.options.index, ("rounding", "large"))
    assert judge(turn, Response(picks=(rounding,))).right
    assert judge(turn, Response(picks=(large,))).right is False
    assert judge(turn, Response()).headline.startswith(f"Not answered: {rounding + 1}")
