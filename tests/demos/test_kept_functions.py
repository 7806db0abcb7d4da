"""Functions that keep a name: in functions.yaml, in decks, in packages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from actquiz.bank.loader import load_deck
from actquiz.demos import kept_functions, registry, runner
from actquiz.engine import activations
from actquiz.errors import ActquizError
from actquiz.proofs.ledger import Ledger
from actquiz.proofs.prover import prove_decks

OWN = """format: 1
functions:
  twice: {formula: 2*squish(x)}
  squish:
    formula: x*sigmoid(b*x)
    parameters: {b: 1.5}
    note: a steeper gate
"""
DECK = """format: 1
deck: mine
title: Mine
functions:
  dipper: {formula: x*exp(x)/(1 + exp(x))}
cards:
  - id: dip
    front: How deep does it dip?
    back: To -0.28.
    claims:
      - {function: dipper, minimum: -0.2784645427610738, at: -1.278464542761074}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A learner's folder; what is kept in it is forgotten afterwards."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path))
    (tmp_path / "decks").mkdir()
    yield tmp_path
    for file in (tmp_path / "functions.yaml", tmp_path / "decks" / "mine.yaml"):
        file.unlink(missing_ok=True)
    kept_functions.load()


def test_functions_yaml_names_functions_everywhere(home: Path) -> None:
    """A kept name is listed, plotted and trained with, one made of another in any order."""
    (home / "functions.yaml").write_text(OWN, encoding="utf-8")
    demo = registry.get("gallery")
    assert {"squish", "twice"} <= set(activations.names())
    figures = runner.outcome(demo, {"activations": "squish; twice"}).figures
    assert figures["twice.minimum"] == pytest.approx(2 * figures["squish.minimum"])


def test_a_changed_file_counts_at_once(home: Path) -> None:
    """A formula that is edited, or taken out, is what it is now."""
    file = home / "functions.yaml"
    file.write_text(OWN, encoding="utf-8")
    kept_functions.load()
    file.write_text(OWN.replace("b: 1.5", "b: 0.0"), encoding="utf-8")
    assert kept_functions.load() == []
    assert activations.get("squish").slope(2.0) == pytest.approx(0.5)
    file.write_text("format: 1\n", encoding="utf-8")
    kept_functions.load()
    with pytest.raises(ActquizError, match="no activation function named “squish”"):
        activations.get("squish")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("format: 1\nfunctions:\n  bad: {formula: x*sgmoid(x)}\n", 3, "no function “sgmoid”"),
        ("format: 1\nfunctions:\n  relu: {formula: x}\n", 3, "there is a function relu already"),
        ("format: 1\nfunctions:\n  sin: {formula: x}\n", 3, "cannot be a function's name"),
        ("format: 1\nfunctions:\n  ax: {formula: a*x}\n", 3, "a has no value"),
        ("format: 1\nfunctions:\n  odd: {formla: x}\n", 3, "formla"),
        ("format: 1\nfunctions: [\n", 3, ""),
        ("functions: {}\n", 1, "format"),
    ],
)
def test_what_is_wrong_is_located(home: Path, text: str, line: int, what: str) -> None:
    """Each mistake is one problem with its line, and raises nothing."""
    (home / "functions.yaml").write_text(text, encoding="utf-8")
    (problem,) = kept_functions.load()
    assert what in problem.what
    assert problem.where is not None
    assert problem.where.path.name == "functions.yaml"
    assert problem.where.line == line


def test_a_decks_claims_on_its_own_functions_are_proved(home: Path) -> None:
    """A stranger's deck may teach a function of its own; a wrong claim on it is found."""
    path = home / "decks" / "mine.yaml"
    path.write_text(DECK, encoding="utf-8")
    deck = load_deck(path)
    assert deck.problems == []
    ledger = Ledger(home / "ledger.json")
    assert prove_decks([deck], ledger, whole_bank=False).problems == []
    path.write_text(DECK.replace("exp(x)/(1 + exp(x))", "tanh(x)"), encoding="utf-8")
    problems = prove_decks([load_deck(path)], ledger, whole_bank=False).problems
    assert problems
    for problem in problems:
        assert problem.what.startswith("dip: ")
        assert problem.where is not None
        assert problem.where.line == 7


def test_a_mistake_in_a_decks_formula_is_told_at_its_line(home: Path) -> None:
    """The place is the formula's in the deck's head."""
    path = home / "decks" / "mine.yaml"
    path.write_text(DECK.replace("exp(x)/", "epx(x)/"), encoding="utf-8")
    problems = prove_decks([load_deck(path)], Ledger(home / "l.json"), whole_bank=False).problems
    assert "function dipper: “x*epx(x)/(1 + exp(x))”, character 3" in problems[0].what
    assert problems[0].where is not None
    assert problems[0].where.line == 5
