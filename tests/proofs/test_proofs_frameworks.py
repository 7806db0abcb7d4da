"""What PyTorch says, and what was recorded of it."""

from __future__ import annotations

import pytest

from actquiz import paths
from actquiz.bank.cards import Card
from actquiz.bank.loader import load_deck
from actquiz.engine import torch_facts
from actquiz.errors import ActquizError
from actquiz.proofs.claims import check_claim
from actquiz.proofs.frameworks import torch_record

CARDS: list[Card] = [
    card
    for file in sorted(paths.shipped_content().glob("*/*.yaml"))
    if (deck := load_deck(file).deck)
    for card in deck.cards
]
SHIPPED = {
    claim["torch"]: claim["value"] for card in CARDS for claim in card.claims if "torch" in claim
}


def test_the_record_holds_the_shipped_claims() -> None:
    """Where PyTorch is not installed, each shipped claim is held against what it said once."""
    assert SHIPPED
    assert torch_record()["facts"] == SHIPPED


def test_without_pytorch_the_record_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong value is found by the record; what is not recorded is told as unchecked."""
    monkeypatch.setattr(torch_facts, "is_installed", lambda: False)
    assert check_claim({"torch": "nn.GELU().approximate", "value": "none"}) == []
    (wrong,) = check_claim({"torch": "nn.GELU().approximate", "value": "tanh"})
    assert wrong.what == "nn.GELU().approximate is 'none', not 'tanh'"
    (unknown,) = check_claim({"torch": "nn.GLU().dim", "value": -1})
    assert unknown.severity == "warning"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nn.GELU().approximate", "none"),
        ("nn.RReLU(0.1, 0.3).upper", 0.3),
        ("nn.Hardtanh(min_val=-2.0).min_val", -2.0),
        ("nn.functional.leaky_relu.negative_slope", 0.01),
        ("nn.TransformerEncoderLayer.activation", "relu"),
    ],
)
def test_attributes_and_defaults_are_looked_up(text: str, value: object) -> None:
    """Of a module that is constructed, and of a signature; of a function its name."""
    pytest.importorskip("torch")
    assert torch_facts.look_up(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "os.system('true').x",
        "nn.GELU().__class__",
        "nn.GELU().forward.__globals__",
        "nn.functional.math.pi",
        "nn.Linear(9999, 9999).bias",
        "nn.Linear(2, 2).weight",
        "nn.Linear(2, [].append(1)).in_features",
        "nn.NoSuch().x",
        "nn.functional.relu.input",
        "nn.GELU()",
        "1 +",
    ],
)
def test_nothing_else_is_done(text: str) -> None:
    """Other rooms, private names, code, large modules and tensors are refused."""
    pytest.importorskip("torch")
    with pytest.raises(ActquizError):
        torch_facts.look_up(text)
