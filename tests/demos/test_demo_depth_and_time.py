"""The edge of chaos, attention's softmax, residual stacks, memory in time and outliers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from actquiz.demos import registry, runner
from actquiz.demos.attention import looks
from actquiz.demos.edge_of_chaos import gain_at_rest
from actquiz.demos.memory_in_time import half_life, kept
from actquiz.demos.outliers import rounded
from actquiz.demos.residual_norms import through
from actquiz.engine import activations
from actquiz.engine.meanfield import Weights

SMALL: dict[str, dict[str, Any]] = {
    "attention": {"most": 64},
    "edge-of-chaos": {"depth": 10, "width": 128},
    "memory-in-time": {"steps": 40, "units": 32},
    "outliers": {"activation": "identity", "sizes": "1,10"},
    "residual-norms": {"depth": 12, "width": 48},
}


@pytest.mark.parametrize("name", SMALL)
def test_the_same_seed_gives_the_same_run_and_theory_is_met(name: str) -> None:
    """A run repeats, another seed differs, and what a theory gives is measured near enough."""
    demo = registry.get(name)
    first = runner.outcome(demo, SMALL[name], seeds=8, seed=3)
    assert first == runner.outcome(demo, SMALL[name], seeds=8, seed=3)
    assert first.figures != runner.outcome(demo, SMALL[name], seeds=8, seed=4).figures
    assert first.theory or name == "memory-in-time"
    for theory in first.theory:
        assert abs(theory.measured - theory.expected) <= 3.5 * theory.error + 1e-9, theory


def test_the_map_finds_the_known_edges() -> None:
    """χ is σw² for tanh that dies out, σw²/2 for ReLU at any size, and above 1 in chaos."""
    tanh, relu = activations.get("tanh"), activations.get("relu")
    assert gain_at_rest(tanh, Weights(0.8)) == pytest.approx(0.8, abs=1e-6)
    assert gain_at_rest(tanh, Weights(1.0)) == pytest.approx(1.0, abs=0.03)
    assert gain_at_rest(tanh, Weights(4.0)) > 1.2
    for weight in (0.5, 2.0, 3.0):
        assert gain_at_rest(relu, Weights(weight)) == pytest.approx(weight / 2, abs=1e-9)
    assert gain_at_rest(relu, Weights(1.0, 0.3)) == pytest.approx(0.5, abs=1e-9)


def test_attention_is_looked_at_as_defined() -> None:
    """Entropy, largest weight and the Jacobian's norm of one row, against their definitions."""
    logits = np.array([[0.3, -1.0, 2.0, 0.0]])
    weights = np.exp(logits[0]) / np.exp(logits[0]).sum()
    entropy, top, norm = looks(logits)
    assert entropy == pytest.approx(-(weights * np.log(weights)).sum() / math.log(4))
    assert top == pytest.approx(weights.max())
    jacobian = np.diag(weights) - np.outer(weights, weights)
    assert norm == pytest.approx(np.linalg.norm(jacobian))
    assert looks(np.zeros((2, 8)))[0] == pytest.approx(1.0)


@pytest.mark.parametrize("stack", ["plain", "residual", "post-norm", "pre-norm"])
def test_the_gradient_through_a_stack_is_the_derivative(stack: str) -> None:
    """The backward pass agrees with torch's, through every kind of stack."""
    torch = pytest.importorskip("torch")
    params = {"depth": 3, "width": 6, "inputs": 2}
    logs = through(stack, activations.get("tanh"), params, seed=5, network=0)
    from actquiz.engine import gaussian

    rng = np.random.default_rng([5, 0])

    def norm(x: Any) -> Any:
        return (x - x.mean(0, keepdim=True)) / x.std(0, keepdim=True, unbiased=False)

    given = torch.tensor(rng.standard_normal((6, 2)))
    x = start = norm(given).detach().requires_grad_()
    outer = math.sqrt(1 / (6 * gaussian.square(activations.get("tanh"))))
    for _ in range(3):
        first = torch.tensor(rng.standard_normal((6, 6))) * math.sqrt(1 / 6)
        second = torch.tensor(rng.standard_normal((6, 6))) * outer
        branch = second @ torch.tanh(first @ (norm(x) if stack == "pre-norm" else x))
        x = branch if stack == "plain" else x + branch
        x = norm(x) if stack == "post-norm" else x
    delta = torch.tensor(rng.standard_normal((6, 2)))
    (x * delta).sum().backward()
    assert start.grad is not None
    expected = math.log10(float((start.grad**2).mean())) - math.log10(float((delta**2).mean()))
    assert logs[1, 0] == pytest.approx(expected, abs=1e-6)
    assert logs[0, -1] == pytest.approx(math.log10(float((x**2).mean().detach())), abs=1e-6)


def test_a_forget_gate_without_noise_halves_on_time() -> None:
    """Half is left after ln 2 / softplus(-b) steps; what never halves has no half-life."""
    params = {"steps": 200, "units": 4, "noise": 0.0}
    for bias in (0.0, 1.0, 3.0):
        expected = math.log(2) / math.log1p(math.exp(-bias))
        assert half_life(kept(bias, params, 0, 0)) == pytest.approx(expected)
    assert half_life(np.zeros(5)) == math.inf


def test_rounding_is_to_the_nearest_even_level() -> None:
    """Three bits are seven levels; the ends stay, and nothing is off by more than half a step."""
    values = np.linspace(-3.0, 3.0, 101)
    stored = rounded(values, np.array(3.0), 3)
    assert len(set(stored.round(9))) == 7
    assert np.abs(stored - values).max() <= 0.5 + 1e-12
    assert stored[0] == -3.0
    assert stored[-1] == 3.0
