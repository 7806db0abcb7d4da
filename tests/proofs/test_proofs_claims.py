"""Claims on functions and expressions: what holds passes, what is off by a digit does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actquiz.bank.loader import load_text
from actquiz.proofs.cards import prove
from actquiz.proofs.claims import check_claim
from actquiz.proofs.runs import check_demo_claim

TRUE: list[dict[str, Any]] = [
    {"function": "sigmoid", "value": 0.5, "at": 0},
    {"function": "sigmoid", "slope_max": 0.25, "at": 0},
    {"function": "silu", "minimum": -0.2785, "at": -1.2785},
    {"function": "silu", "range": "[-0.2785, ∞)"},
    {"function": "tanh", "range": "(-1, 1)"},
    {"function": "tanh", "limit": -1, "to": "-inf"},
    {"function": "relu", "limit": 1, "to": "inf", "of": "slope"},
    {"function": "gelu", "monotone": False},
    {"function": "gelu", "lipschitz": 1.1289},
    {"function": "tanh", "zero_mean": True},
    {"function": "relu", "gaussian_mean": 0.3989},
    {"function": "gelu", "gaussian_slope_square": 0.4559},
    {"function": "swish", "params": {"beta": 2}, "gaussian_mean": 0.3029},
    {"function": "sigmoid", "dtype": "float32", "value": 1, "at": 18, "exact": True},
    {"equal": ["tanh(x)", "2*sigmoid(2*x) - 1"], "over": [-10, 10]},
    {"unequal": ["gelu(2*x)", "2*gelu(x)"], "over": [-3, 3]},
    {"holds": "silu(x) <= relu(x)", "over": [-30, 30]},
    {"expression": "log(100) / log(10)", "value": 2},
    {"expression": "exp(12)", "dtype": "float16", "value": "inf"},
    {"expression": "k * 4", "with": {"k": 3}, "value": 12},
    {"ordered": ["gelu(x)", "relu(x)", "softplus(x)"], "over": [-5, 5]},
    {"ordered": ["0", "sigmoid(x)", "1"], "over": [-50, 50]},
    {"tends": "1 + 1/n", "as": "n", "value": 1},
    {"tends": "(1 - 2**(-n))**h", "as": "h", "with": {"n": 3}, "value": 0},
    {"tends": "n*log(1 + 1/n)", "as": "n", "value": 1},
    {"tends": "sqrt(n)", "as": "n", "value": "inf"},
    {"tends": "-log(n)", "as": "n", "value": "-inf"},
    {"torch": "nn.GELU().approximate", "value": "none"},
]

FALSE: list[tuple[dict[str, Any], str]] = [
    ({"function": "sigmoid", "slope_max": 0.26}, "is 0.25, not 0.26"),
    ({"function": "sigmoid", "slope_max": 0.25, "at": 1}, "is taken at 0, not at 1"),
    ({"function": "silu", "minimum": -0.2786}, "-0.278464"),
    ({"function": "silu", "minimum": 0.2785}, "not 0.2785"),
    ({"function": "tanh", "range": "[-1, 1)"}, "lower end of tanh's range is not reached"),
    ({"function": "relu", "range": "(0, ∞)"}, "is reached"),
    ({"function": "tanh", "range": "(0, 1)"}, "is -1, not 0"),
    ({"function": "gelu", "monotone": True}, "is not monotone"),
    ({"function": "sigmoid", "zero_mean": True}, "is not zero-mean"),
    ({"function": "sigmod", "value": 0.5, "at": 0}, "sigmod"),
    ({"function": "sigmoid"}, "says nothing"),
    ({"function": "sigmoid", "value": 0.5}, "lacks “at”"),
    ({"function": "sigmoid", "value": 0.5, "at": 0, "colour": 1}, "unknown key"),
    ({"function": "relu", "value": True, "at": 1}, "not a number"),
    ({"equal": ["tanh(x)", "2*sigmoid(x) - 1"], "over": [-10, 10]}, "differ"),
    ({"equal": ["x", "x"], "over": [1, 1]}, "empty"),
    ({"unequal": ["relu(2*x)", "2*relu(x)"], "over": [-3, 3]}, "are equal"),
    ({"holds": "gelu(x) >= 0", "over": [-3, 3]}, "is false at x = -3"),
    ({"expression": "2 + 2", "value": 5}, "is 4, not 5"),
    ({"ordered": ["relu(x)", "gelu(x)"], "over": [-5, 5]}, "“relu(x)” is above “gelu(x)” at x"),
    ({"tends": "1 + 1/n", "as": "n", "value": 1.001}, "does not tend to 1.001 as n grows"),
    ({"tends": "1 + 1/n", "as": "n", "value": "inf"}, "does not tend to inf"),
    ({"tends": "(-1)**n", "as": "n", "value": 0}, "does not tend to 0"),
    ({"tends": "m", "as": "n", "value": 0}, "unknown name, m"),
    ({"torch": "nn.GELU().approximate", "value": "tanh"}, "is 'none', not 'tanh'"),
    ({"expression": "2 +", "value": 5}, "not an expression"),
    ({"expression": "__import__('os').system('true')", "value": 0}, "attribute"),
    ({"nonsense": 1}, "nothing known"),
]


@pytest.mark.parametrize("claim", TRUE, ids=str)
def test_a_true_claim_gives_no_complaint(claim: dict[str, Any]) -> None:
    """What the engine agrees with passes."""
    assert check_claim(claim) == []


@pytest.mark.parametrize(("claim", "says"), FALSE, ids=str)
def test_a_false_or_unreadable_claim_is_named(claim: dict[str, Any], says: str) -> None:
    """What the engine disagrees with, or cannot read, is said with a way to fix it."""
    complaints = check_claim(claim)
    assert complaints
    assert says in complaints[0].what
    assert complaints[0].fix


def test_a_short_number_is_meant_nearly_exactly() -> None:
    """A slope of 0.5 is not proved by a true value of 0.49, though it would round to it."""
    assert check_claim({"function": "tanh", "value": 0.5, "at": 0.54})
    assert not check_claim({"function": "tanh", "value": 0.5, "at": 0.549})


PAGE = Path(__file__).parents[2] / "docs" / "decks.md"
DOCUMENTED = re.findall(r"^\| `(\{.+?\})` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("text", DOCUMENTED)
def test_the_documented_claims_hold(text: str) -> None:
    """What the page on decks shows as a claim is true."""
    claim = yaml.safe_load(text)
    check = check_demo_claim if "demo" in claim else check_claim
    assert check(claim) == []


def test_the_documented_cards_are_proved() -> None:
    """The examples on the page state nothing that their claims do not bear out."""
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    cards = "".join(block for block in blocks if block.startswith("  - id:"))
    deck = load_text(next(block for block in blocks if block.startswith("format: 1")) + cards, PAGE)
    assert deck.deck
    assert {card.id: prove(card) for card in deck.deck.cards if prove(card)} == {}


def test_the_documentation_shows_claims_of_every_subject() -> None:
    """No subject of claims is left without an example."""
    keys = {key for text in DOCUMENTED for key in yaml.safe_load(text)}
    assert {"function", "equal", "holds", "expression", "demo"} <= keys
