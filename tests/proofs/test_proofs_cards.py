"""Whole cards: a changed digit, sign or formula anywhere in what they state is caught."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from actquiz.bank.cards import Card
from actquiz.bank.draws import draw
from actquiz.proofs.cards import is_claimed, prove

FORMULA = {
    "kind": "formula",
    "id": "silu",
    "name": "SiLU",
    "function": "silu",
    "latex": r"\operatorname{SiLU}(x) = x\,\sigma(x) = \frac{x}{1+e^{-x}}",
    "slope_latex": r"f'(x) = \sigma(x)\left(1 + x(1-\sigma(x))\right)",
    "range": "[-0.2785, ∞)",
    "minimum": {"value": -0.2785, "at": -1.2785},
    "slope_max": {"value": 1.0998, "at": 2.3994},
    "ask": ["formula"],
}
FLASHCARD = {
    "kind": "flashcard",
    "id": "slope",
    "front": "What is the largest slope of the sigmoid?",
    "back": r"$\tfrac{1}{4}$, at $x = 0$, because $\sigma'(x) = \sigma(x)(1-\sigma(x))$.",
    "claims": [{"function": "sigmoid", "slope_max": 0.25, "at": 0}],
}
NUMERIC = {
    "kind": "numeric",
    "id": "number",
    "question": "σ′ at [[x]]?",
    "draw": {"x": {"from": -3, "to": 3, "step": 0.5}},
    "answer": "slope(sigmoid, x)",
    "check": "sigmoid(x)*(1-sigmoid(x))",
    "tolerance": {"abs": 0.01},
}
CURVE = {
    "kind": "curve",
    "id": "picture",
    "function": "gelu",
    "options": ["gelu", "relu", "tanh"],
}


def read(card: dict[str, Any]) -> Any:
    """A card as the loader would give it."""
    return msgspec.convert(card, Card)


@pytest.mark.parametrize("card", [FORMULA, FLASHCARD, NUMERIC, CURVE], ids=lambda card: card["id"])
def test_a_true_card_is_proved(card: dict[str, Any]) -> None:
    """Nothing is complained about where everything holds."""
    assert prove(read(card)) == []
    assert is_claimed(read(card))


@pytest.mark.parametrize(
    ("card", "field", "old", "new"),
    [
        (FORMULA, "latex", "1+e", "1-e"),
        (FORMULA, "latex", "e^{-x}", "e^{x}"),
        (FORMULA, "slope_latex", "1 + x", "1 - x"),
        (FORMULA, "range", "-0.2785", "-0.2875"),
        (FORMULA, "range", "[", "("),
        (FLASHCARD, "back", "{4}", "{2}"),
        (FLASHCARD, "back", r"(1-\sigma(x))", r"(1+\sigma(x))"),
        (NUMERIC, "answer", "slope(sigmoid, x)", "slope(tanh, x)"),
        (NUMERIC, "check", "(1-", "(2-"),
    ],
)
def test_a_changed_card_is_not(card: dict[str, Any], field: str, old: str, new: str) -> None:
    """One character off, in a formula, a range, a text or an expression, is a complaint."""
    assert old in card[field]
    changed = {**card, field: card[field].replace(old, new, 1)}
    assert prove(read(changed))


def test_a_number_without_a_claim_is_named_unless_it_is_cited() -> None:
    """An answer may state a number only if a claim or a source bears it out."""
    bare = {**FLASHCARD, "why": "Glorot and Bengio measured 0.73 there."}
    complaints = prove(read(bare))
    assert "0.73" in complaints[0].what
    assert prove(read({**bare, "cited": ["0.73"]})) == []


def test_curves_that_look_alike_are_no_question() -> None:
    """An option whose curve can't be told from the right one is a complaint."""
    alike = {**CURVE, "options": ["gelu", "gelu_tanh"]}
    assert "looks like" in prove(read(alike))[0].what


def test_draws_repeat_for_a_seed_and_stay_on_their_grid() -> None:
    """The same seed draws the same values; every one lies on the card's grid."""
    card = read(NUMERIC)
    seen = {draw(card.draw, seed)["x"] for seed in range(200)}
    assert draw(card.draw, 7) == draw(card.draw, 7)
    assert seen == {-3 + 0.5 * step for step in range(13)}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (r"$\sigma' = \sigma(1 - \sigma)$", True),
        (r"$\sigma' = \sigma(1 + \sigma)$", False),
        (r"$x = \operatorname{ReLU}(x) - \operatorname{ReLU}(-x)$", True),
        (r"$x = \operatorname{ReLU}(x) - \operatorname{ReLU}(x)$", False),
        (r"$\tanh' = 1 - \tanh^2$", True),
        (r"$\tanh(x) = 2\sigma(2x) - 1$", True),
        (r"$\tanh(x) = 2\sigma(2x) - 3$", False),
    ],
)
def test_equations_in_a_text_must_hold(text: str, holds: bool) -> None:
    """An identity between functions is tried wherever it stands; a slip in it is a complaint."""
    card = read({**FLASHCARD, "back": text, "claims": []})
    assert (prove(card) == []) is holds


def test_a_formula_that_is_said_to_give_the_answer_must_give_it() -> None:
    """``$formula$ = [[answer]]`` is computed with the drawn values."""
    card = {**NUMERIC, "answer": "sigmoid(x)", "check": "1/(1+exp(-x))"}
    good = {**card, "why": r"$\frac{1}{1 + e^{-x}}$ = [[answer]]."}
    assert prove(read(good)) == []
    assert prove(read({**good, "why": r"$\frac{1}{1 + e^{x}}$ = [[answer]]."}))
