"""Typed functions as parameters of experiments: named, combined, given letters, refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from actquiz.demos import functions, registry, runner
from actquiz.demos.demo import Demo
from actquiz.errors import ActquizError

OURS = "x*sigmoid(1.5x); sin(x); leaky_relu:alpha=0.2"
LAYERED = f"{OURS}; tanh|relu"
SMALL = {"epochs", "steps", "points", "inputs"}
TAKING = [
    name for name, _ in registry.names() if any(p.functions for p in registry.get(name).params)
]


def _settings(demo: Demo) -> dict[str, Any]:
    """Our functions for every parameter that takes one, and little work otherwise."""
    given: dict[str, Any] = {}
    for param in demo.params:
        if param.functions and param.kind == "choices":
            given[param.name] = LAYERED if param.functions == "layers" else OURS
        elif param.functions:
            given[param.name] = "x*sigmoid(1.5x)"
        elif param.name in SMALL and param.low is not None:
            given[param.name] = int(param.low)
        elif param.name in ("depth", "width") and param.low is not None:
            given[param.name] = max(int(param.low), 5)
    if demo.name == "universal":
        given["units"] = 10
    if demo.name == "zero-centered":
        given["inputs"] = 500
    return given


@pytest.mark.parametrize("name", TAKING)
def test_experiments_run_with_typed_functions(name: str) -> None:
    """Every experiment that takes functions runs with formulas, and layers where it has them."""
    demo = registry.get(name)
    result = runner.outcome(demo, _settings(demo), 2 if demo.seeds else None)
    assert result.figures
    assert result.summary


def test_vanishing_with_alternating_layers_agrees_with_theory() -> None:
    """``tanh|relu`` is measured and computed layer by layer, like a function of one kind."""
    demo = registry.get("vanishing")
    figures = runner.outcome(demo, {"activations": "tanh|relu", "depth": 10}, 16).figures
    assert figures["tanh|relu.decades"] == pytest.approx(figures["tanh|relu.expected"], abs=0.3)


def test_a_typed_function_gives_what_its_name_gives() -> None:
    """x·Φ(x) typed has gelu's figures, to what float32 rounds away."""
    demo = registry.get("vanishing")
    given = {"activations": "gelu; x*Phi(x); x*(1+erf(x/sqrt(2)))/2", "depth": 8}
    figures = runner.outcome(demo, given, 4).figures
    for typed in ("x*Phi(x)", "x*(1+erf(x/sqrt(2)))/2"):
        assert figures[f"{typed}.decades"] == pytest.approx(figures["gelu.decades"], abs=1e-4)


@pytest.mark.slow
def test_torch_trains_typed_functions_as_numpy_does() -> None:
    """Both backends end at the same losses, from the slope that the rules give."""
    pytest.importorskip("torch")
    demo = registry.get("compare")
    given = {
        "activations": "x*sigmoid(1.5x); ste(sign(x), clip(x,-1,1)); tanh|relu", "epochs": 3,
        "points": 100,
    }  # fmt: skip
    one = runner.outcome(demo, given, 2).figures
    other = runner.outcome(demo, {**given, "backend": "torch"}, 2).figures
    assert other == pytest.approx(one, rel=1e-3, abs=1e-4)


def test_letters_are_set_beside_the_experiments_own_parameters() -> None:
    """``a=0.2`` goes into the formulas that have an a; a letter no formula has is an error."""
    demo = registry.get("gallery")
    values = runner.parameters(demo, {"activations": "max(x, a*x); relu", "a": "0.2"})
    assert values["activations"] == ("max(x, a*x):a=0.2", "relu")
    with pytest.raises(ActquizError, match="no parameter 'b'"):
        runner.parameters(demo, {"activations": "max(x, a*x)", "a": 0.2, "b": 1})
    with pytest.raises(ActquizError, match="a has no value"):
        runner.parameters(demo, {"activations": "max(x, a*x)"})


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("relu, tanh", ["relu", "tanh"]),
        ("relu; max(0, x); sin(x)", ["relu", "max(0, x)", "sin(x)"]),
        ("elu:alpha=2, relu", ["elu:alpha=2", "relu"]),
        ("a*x+b:a=2,b=1; tanh", ["a*x+b:a=2,b=1", "tanh"]),
        ("where(x > 0, x, 0),tanh|relu", ["where(x > 0, x, 0)", "tanh|relu"]),
    ],
)
def test_lists_of_functions_are_separated(text: str, pieces: list[str]) -> None:
    """; separates always, a comma where it is not inside brackets or between settings."""
    assert functions.separate(text) == pieces
    assert functions.separate(functions.joined(pieces)) == pieces


@pytest.mark.parametrize(
    ("demo", "text", "what"),
    [
        ("gallery", "tanh|relu", "cannot be 'tanh|relu'"),
        ("vanishing", "relu; x*sgmoid(x)", "no function “sgmoid”"),
        ("vanishing", "sqrt(x)", "not a number up to x = 0"),
        ("vanishing", "1/sqrt(9 - x^2)", "not a number"),
        ("vanishing", "rleu", "cannot be 'rleu'"),
        ("linear-collapse", "linear", "cannot be 'linear'"),
    ],
)
def test_functions_that_cannot_be_used_are_refused(demo: str, text: str, what: str) -> None:
    """What is wrong with one of the functions is said, and which one it is."""
    with pytest.raises(ActquizError) as caught:
        runner.parameters(registry.get(demo), {"activations": text})
    assert what in caught.value.what


def test_a_run_says_where_a_formula_breaks() -> None:
    """A ratio that overflows far out is used, and the result says where and which part."""
    text = "x*((1+exp(x))^2-1)/((1+exp(x))^2+1)"
    summary = runner.outcome(registry.get("gallery"), {"activations": text}).summary
    assert "not a number from x = 354.9 on: (1 + exp(x))^2 has none there" in summary


def test_numbers_that_leave_the_range_end_the_run_with_a_message() -> None:
    """x³ grows past all bounds in a deep network; the error says after how many layers."""
    with pytest.raises(ActquizError, match="runs to infinity after"):
        runner.outcome(registry.get("vanishing"), {"activations": "x^3"}, 2)
    assert np.geterr()["over"] == "warn"
