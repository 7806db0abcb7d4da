"""Whole cards: a changed digit, sign or formula anywhere in what they state is caught."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from actquiz import paths
from actquiz.bank.cards import Card, Numeric
from actquiz.bank.drawn_values import draw, every_draw
from actquiz.bank.loader import load_deck
from actquiz.engine.expressions import number
from actquiz.proofs.cards import is_claimed, prove
from actquiz.proofs.texts import statements

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
MATCH = {
    "kind": "match",
    "id": "ranges",
    "question": "Which has which range?",
    "pairs": [
        {"left": "Sigmoid", "right": "(0, 1)"},
        {"left": "tanh", "right": "(-1, 1)"},
        {"left": "ReLU", "right": "[0, ∞)"},
    ],
    "distractors": ["(-2, 2)"],
    "why": "The sigmoid is never 1.",
    "claims": [
        {"function": "sigmoid", "range": "(0, 1)"},
        {"function": "tanh", "range": "(-1, 1)"},
        {"function": "relu", "range": "[0, ∞)"},
    ],
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


def test_pairs_that_changed_places_are_not_proved() -> None:
    """Both sides and both claims are true, but of other pairs."""
    first, second, third = MATCH["pairs"]
    changed = [{**first, "right": second["right"]}, {**second, "right": first["right"]}, third]
    assert prove(read(MATCH)) == []
    found = [problem.what for problem in prove(read({**MATCH, "pairs": changed}))]
    assert any("(-1,1)" in what for what in found)
    assert any("(0,1)" in what for what in found)


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


BRANCHES: dict[str, Any] = {
    "kind": "formula",
    "id": "hard",
    "name": "Hard sigmoid",
    "function": "hardsigmoid",
    "latex": r"f(x) = \begin{cases} 0 & \text{if } x \le -3 \\"
    r" \frac{x + 3}{6} & \text{if } -3 < x < 3 \\"
    r" 1 & \text{if } x \ge 3 \end{cases}",
    "slope_latex": r"f'(x) = \begin{cases} \frac{1}{6} & \text{if } -3 < x < 3 \\"
    r" 0 & \text{if } x < -3 \\ 0 & \text{if } x > 3 \end{cases}",
    "ask": ["formula"],
}


@pytest.mark.parametrize(
    ("field", "old", "new", "complaint"),
    [
        ("latex", r"x \ge 3", r"x \ge -3", "two branches hold at x = "),
        ("latex", r"x \ge 3", r"x > 3", "no branch holds at x = 3"),
        ("latex", r"-3 < x < 3", r"-3 \le x < 3", "two branches hold at x = -3"),
        ("latex", r"-3 < x < 3", r"-3 < x < 2", "no branch holds at x = 2"),
        ("latex", r"x \le -3", r"x \ge -3", "two branches hold at x = "),
        ("slope_latex", r"x < -3", r"x < 3", "two branches hold at x = "),
        ("slope_latex", r"x > 3", r"x > 4", "no branch holds at x = "),
        ("slope_latex", r"x < -3", r"x \le -3", ""),
        ("slope_latex", r"0 & \text{if } x > 3", r"0 & \text{otherwise}", ""),
        ("slope_latex", r"x > 3", r"x > ", "cannot be read"),
    ],
)
def test_the_branches_of_a_formula_must_share_out_the_line(
    field: str, old: str, new: str, complaint: str
) -> None:
    """Branches that overlap or leave a gap are wrong, though a slope may leave out its kinks."""
    assert prove(read(BRANCHES)) == []
    assert BRANCHES[field].count(old) == 1
    changed = {**BRANCHES, field: BRANCHES[field].replace(old, new)}
    found = " ".join(one.what for one in prove(read(changed)))
    assert complaint in found
    assert bool(found) == bool(complaint)


def test_branches_that_change_places_are_caught() -> None:
    """The right conditions beside the wrong values are a complaint."""
    parts = BRANCHES["latex"].replace(r"x \le -3", "@").replace(r"x \ge 3", r"x \le -3")
    assert prove(read({**BRANCHES, "latex": parts.replace("@", r"x \ge 3")}))


@pytest.mark.parametrize(
    "claim",
    [
        {"holds": "relu(x) >= 0", "over": [0, 7]},
        {"demo": "vanishing", "set": {"depth": 7}, "seeds": 7, "figure": "none"},
        {"function": "relu", "value": 0, "at": 0, "tolerance": 7},
    ],
)
def test_the_settings_of_a_claim_bear_out_nothing(claim: dict[str, Any]) -> None:
    """A number of the answer must be asserted, not only be among what a claim was tried with."""
    card = {"kind": "flashcard", "id": "c", "front": "x?", "back": "It is 7.", "claims": [claim]}
    said = [one.what for one in prove(read(card))]
    assert "the answer states 7, which no claim of the card bears out" in said


@pytest.mark.parametrize(
    "back", ["$x^3$", "$x^{3}$", r"$\sqrt{3}$", r"$\tfrac{2}{0}$", "2/0", r"$e^{-2}$"]
)
def test_exponents_roots_and_fractions_are_statements(back: str) -> None:
    """A digit counts wherever in a formula it stands, except in a subscript or as 0/0."""
    claims = [{"expression": "2*2", "value": 4}]
    card = {"kind": "flashcard", "id": "c", "front": "x?", "claims": claims}
    assert prove(read({**card, "back": "$x^2$, $x^{2}$, $W_{3}$, $W_3$, 0/0"})) == []
    assert prove(read({**card, "back": back}))


def test_the_equation_that_a_gap_stands_in_must_hold() -> None:
    """A cloze is tried with its gaps filled."""
    card = {
        "kind": "cloze",
        "id": "c",
        "text": r"$\sigma(-x) = [[1]] - \sigma(x)$, or [[2]] at 0.",
        "blanks": [{"answer": "1"}, {"answer": "0.5"}],
        "claims": [
            {"function": "sigmoid", "value": 0.5, "at": 0},
            {"expression": "1+1", "value": 2},
        ],
    }
    assert prove(read(card)) == []
    assert prove(read({**card, "blanks": [{"answer": "2"}, {"answer": "0.5"}]}))


@pytest.mark.parametrize(
    ("stated", "claimed", "holds"),
    [("0.05", 0.0493, True), ("0.05", 0.0452, False), ("0.394", 0.3943, True), ("0.0", 0, True),
     ("0.4", 0.3989, True), ("0.1", 0.143, False), ("1.1", 1.0998, True), ("25 %", 0.25, True)],
)  # fmt: skip
def test_a_number_may_be_rounded_but_not_by_a_large_share(
    stated: str, claimed: float, holds: bool
) -> None:
    """One digit after the point does not excuse an error of a tenth."""
    claims = [{"expression": f"{claimed!r}*2/2", "value": claimed, "tolerance": 1e-6}]
    card = {"kind": "flashcard", "id": "c", "front": "x?", "back": stated, "claims": claims}
    assert (prove(read(card)) == []) is holds


def test_an_asserted_point_bears_out_a_number() -> None:
    """The value of a claim, and the point it is taken at, may be quoted."""
    claim = {"function": "relu", "value": 9, "at": 9}
    card = {"kind": "flashcard", "id": "c", "front": "x?", "back": "It is 9.", "claims": [claim]}
    assert prove(read(card)) == []


NUMERIC_CARDS = [
    card
    for file in sorted(paths.shipped_content().glob("*/*.yaml"))
    if (deck := load_deck(file).deck)
    for card in deck.cards
    if isinstance(card, Numeric)
]


@pytest.mark.parametrize("card", NUMERIC_CARDS, ids=lambda card: card.id)
def test_no_single_guess_answers_a_numeric_card(card: Numeric) -> None:
    """Over all draws no one number is right more than a fifth of the time, and none is noise."""
    answers = [number(card.answer, values) for values in every_draw(card.draw, 10_000)]
    slack = {
        answer: max(float(card.tolerance.abs), float(card.tolerance.rel) * abs(answer))
        for answer in answers
    }
    for guess in {*answers, 0.0}:
        right = sum(abs(guess - answer) <= slack[answer] for answer in answers)
        assert right <= 0.2 * len(answers), f"{guess} is right in {right} of {len(answers)} draws"
    assert not [answer for answer in answers if 0 < abs(answer) < 1e-9]
    assert not [answer for answer in answers if slack[answer] > 0.25 * abs(answer) > 0]


@pytest.mark.parametrize(
    ("mistake", "tolerance", "heard"),
    [
        ("2*s", {"abs": 0.1}, []),
        ("s*s + 0.05", {"abs": 0.1},
         [("error", "the mistake “s*s + 0.05” gives 1.05 at s = 1, which counts for 1")]),
        ("s", {"abs": 0.1}, [("warning", "the mistake “s” gives the right answer at s = 1")]),
        ("s/0", {"abs": 0.1}, [("error", "“s/0” divides by zero")]),
        ("s*s + 0.01", {"rel": 0.001},
         [("error", "the mistake “s*s + 0.01” gives 100.01 at s = 10, which counts for 100")]),
    ],
)  # fmt: skip
def test_a_tolerance_lets_no_known_mistake_through(
    mistake: str, tolerance: dict[str, float], heard: list[tuple[str, str]]
) -> None:
    """All draws are tried; where a mistake happens to be right, the card only warns."""
    card = {
        "kind": "numeric", "id": "c", "question": "[[s]] squared?", "answer": "s*s",
        "check": "s**2", "draw": {"s": {"choose": [1, 3, 10]}}, "tolerance": tolerance,
        "mistakes": [{"answer": mistake, "why": "No."}],
    }  # fmt: skip
    assert [(one.severity, one.what) for one in prove(read(card))] == heard


@pytest.mark.parametrize(
    "text",
    [
        "1. The norms.\n2. The scale.",
        "```python\ny[3] = 7\n```",
        "It is `clip(x, 0, 6)` in code.",
        "float16, `conv2d`, GPT-2, ResNet50, section 3",
        "See https://example.org/1234, arXiv:1502.01852, doi:10.1000/182, eq. (4), page 5.",
        "Python 3.11 and v2.0 of 2024-01-01: (1) a norm and (2) a scale.",
        r"$W^{(2)}$ maps $\mathbb{R}^3$ to $\mathbb{R}^{16}$.",
    ],
)
def test_digits_that_state_no_number_need_no_claim(text: str) -> None:
    """Markers of lists, code, names and where something stands are not figures."""
    assert prove(read({**FLASHCARD, "why": text})) == []


def test_an_exponent_is_no_name() -> None:
    """4.25e-18 stays a number, however like a name its end looks."""
    complaints = prove(read({**FLASHCARD, "why": "It is 4.25e-18 there."}))
    assert "4.25e-18" in complaints[0].what


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, (1, 1)),
        ({"back": r"$\tfrac{1}{4}$. It is at zero."}, (2, 1)),
        ({"back": r"$\sigma'(x) = \sigma(x)(1-\sigma(x))$. It is flat."}, (2, 1)),
        ({"why": "It is a product. Both factors sum to one."}, (3, 1)),
        ({"back": "It is small.", "claims": []}, (1, 0)),
        ({"back": "It is 0.25.", "claims": [], "cited": ["0.25"]}, (1, 0)),
    ],
)
def test_sentences_that_carry_a_check_are_counted(
    changes: dict[str, Any], counted: tuple[int, int]
) -> None:
    """An equation that is tried or a number that a claim bears out; a citation is no check."""
    assert statements(read({**FLASHCARD, **changes})) == counted
