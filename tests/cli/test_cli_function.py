"""``actquiz function``: the page about one function, named or typed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actquiz.cli.main import run
from actquiz.demos.function_report import report
from actquiz.engine import activations

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Call:
    """``actquiz function`` with a home of its own: (exit code, stdout, stderr)."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")

    def called(*words: str) -> tuple[int, str, str]:
        code = run(["function", *words])
        done = capsys.readouterr()
        return code, done.out, done.err

    return called


def _numbers(call: Call, *words: str) -> dict[str, Any]:
    code, out, _ = call(*words, "--json")
    assert code == 0
    told: dict[str, Any] = json.loads(out)
    return told


def test_the_page_has_the_formula_the_facts_and_the_cards(call: Call) -> None:
    """Mish, typed as a formula, is recognised, with its slope, its minimum and its cards."""
    code, out, _ = call("x*tanh(softplus(x))")
    assert code == 0
    assert "f′(x) = tanh(softplus(x)) + x(1 − tanh²(softplus(x))) σ(x)" in out
    assert "-0.308843413 at x = -1.192431215" in out
    assert "mish   the same function" in out
    assert "mish.formula" in out


def test_a_formula_has_the_numbers_of_the_function_it_is(call: Call) -> None:
    """What is found for x·Φ(x) is what is known of gelu."""
    typed, known = _numbers(call, "x*Phi(x)"), _numbers(call, "gelu")
    for key in ("minimum", "slope_max", "mean", "square", "slope_square", "weight_for_signal",
                "weight_for_gradient", "fixed_point"):  # fmt: skip
        if key in known:
            assert typed[key] == pytest.approx(known[key], abs=1e-10)


def test_weights_that_suit_it_are_he_for_relu(call: Call) -> None:
    """For ReLU σw² = 2 keeps both signal and gradient; that is the edge of chaos."""
    told = _numbers(call, "relu")
    assert told["weight_for_signal"] == pytest.approx(2)
    assert told["weight_for_gradient"] == pytest.approx(2)
    assert told["edge_of_chaos"] == pytest.approx([2, 0], abs=1e-9)
    assert told["mean"] == pytest.approx(1 / math.sqrt(2 * math.pi), abs=1e-12)


def test_letters_are_set_and_places_of_trouble_are_told(call: Call) -> None:
    """--set fills a letter; a formula that breaks says where, on the page and on stderr."""
    assert _numbers(call, "a*x", "--set", "a=0.5")["lipschitz"] == pytest.approx(0.5)
    code, out, err = call("x*((1+exp(x))^2-1)/((1+exp(x))^2+1)")
    assert code == 0
    assert "not a number from x = 354.9 on" in err
    assert "the value becomes NaN for 5.543 ≤ x" in " ".join(out.split())


def test_a_mistake_is_a_message(call: Call) -> None:
    """A formula with a mistake ends with exit code 2 and the character of the mistake."""
    code, _, err = call("x*sgmoid(x)")
    assert code == 2
    assert "character 3: there is no function “sgmoid” — did you mean 'sigmoid'?" in err


@pytest.mark.parametrize("name", ["step(x)", "x^3", "log(x)", "sin(30x)", "exp(x)", "0.5", "1/x"])
def test_a_page_can_be_made_of_anything(name: str) -> None:
    """Jumps, growth, waves, constants, poles: there is a page, and its ranges hold."""
    found = report(activations.get(name), costs=False)
    assert found.sections[0][0] == "Shape"
    assert found.numbers["minimum"] <= found.numbers["maximum"]


def test_what_is_falling_and_what_jumps_is_said() -> None:
    """Monotony is told with its place, and a jump makes the Lipschitz constant infinite."""
    rows = dict(report(activations.get("silu"), costs=False).sections[0][1])
    assert rows["monotone"] == "no: it falls for x < -1.278464543"
    step = dict(report(activations.get("step(x)"), costs=False).sections[0][1])
    assert step["Lipschitz constant"] == "∞"
    assert "jump at 0" in step
