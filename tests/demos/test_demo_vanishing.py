"""Vanishing gradients, against the theory of wide networks."""

from __future__ import annotations

import math

import numpy as np
import pytest

from actquiz.demos import registry, runner
from actquiz.demos.demo import Result
from actquiz.demos.vanishing import log_gradients
from actquiz.engine import activations

DEMO = registry.get("vanishing")


def _outcome(seed: int = 0, seeds: int = 16, **given: object) -> Result:
    return runner.outcome(DEMO, given, seeds=seeds, seed=seed)


def test_the_defaults_meet_the_theory() -> None:
    """Every activation of the default run is within three standard errors of mean-field theory."""
    result = runner.outcome(DEMO, {})
    assert {theory.name for theory in result.theory} == {
        f"{name}.decades" for name in ("sigmoid", "tanh", "relu", "gelu")
    }
    for theory in result.theory:
        assert abs(theory.measured - theory.expected) <= 3 * theory.error, theory


@pytest.mark.parametrize(
    ("init", "activation", "expected"),
    [
        ("glorot", "relu", -14.75),
        ("torch", "relu", -38.13),
        ("torch", "sigmoid", -83.30),
        ("he", "relu", 0.0),
        ("glorot", "silu", -29.16),
    ],
)
def test_fifty_layers_decay_as_computed_elsewhere(
    init: str, activation: str, expected: float
) -> None:
    """The theory's decades through fifty layers, and networks within three standard errors."""
    result = _outcome(init=init, activations=activation, depth=50, width=256, seeds=20)
    (theory,) = result.theory
    assert theory.expected == pytest.approx(expected, abs=0.02)
    assert abs(theory.measured - theory.expected) <= 3 * theory.error


def test_the_same_seed_gives_the_same_result() -> None:
    """One seed is one result, bit for bit; another seed is another."""
    again = [_outcome(seed=seed, depth=5, width=32).figures for seed in (3, 3, 4)]
    assert again[0] == again[1]
    assert again[0]["relu.decades"] != again[2]["relu.decades"]


def test_activations_do_not_disturb_each_other() -> None:
    """Adding an activation leaves the others' numbers as they were."""
    alone = _outcome(activations="relu", depth=6, width=32).figures
    both = _outcome(activations="tanh,relu", depth=6, width=32).figures
    assert both.items() >= alone.items()


def test_figures_agree_with_each_other() -> None:
    """The ratio of gradients and the decades a layer follow from the decades."""
    figures = _outcome(activations="sigmoid", depth=11, width=32).figures
    decades = figures["sigmoid.decades"]
    assert figures["sigmoid.per_layer"] == pytest.approx(decades / 10)
    assert figures["sigmoid.first_over_last"] == pytest.approx(10 ** (decades / 2))


def test_nothing_underflows() -> None:
    """A hundred sigmoid layers give a number, though float32 ends 130 decades earlier."""
    figures = _outcome(activations="sigmoid", depth=100, width=16, init="torch", seeds=4).figures
    assert -185 < figures["sigmoid.decades"] < -155


def test_gradients_are_those_of_the_network() -> None:
    """The backward pass gives the slopes that finite differences give."""
    rng = np.random.default_rng(5)
    tanh, depth, width = activations.get("tanh"), 4, 6
    weights = rng.normal(0, 0.6, (depth, 1, width, width))
    inputs, readout = rng.normal(size=(1, width, 1)), rng.normal(size=(1, width, 1))

    def loss(layer: int, nudge: np.ndarray) -> float:
        signal = inputs
        for index in range(depth):
            before = weights[index] @ signal
            signal = np.tanh(before + (nudge if index == layer else 0.0))
        return float((readout * signal).sum())

    def square(layer: int) -> float:
        total = 0.0
        for unit in range(width):
            nudge = np.zeros((1, width, 1))
            nudge[0, unit] = 1e-6
            total += ((loss(layer, nudge) - loss(layer, -nudge)) / 2e-6) ** 2
        return total

    logs = log_gradients([tanh] * depth, weights, inputs, readout)[0]
    for layer in range(depth):
        assert logs[layer] == pytest.approx(math.log10(square(layer) / square(depth - 1)), abs=1e-6)


def test_frames_arrive_as_networks_do() -> None:
    """A large run shows more networks from frame to frame, and only the last has a result."""
    params = runner.parameters(DEMO, {"width": "256", "activations": "relu", "depth": "20"})
    frames = list(runner.run(DEMO, params, 6, 0))
    assert [frame.step for frame in frames] == [3, 6]
    assert [frame.result is not None for frame in frames] == [False, True]


@pytest.mark.parametrize("norm", ["none", "pre", "post"])
def test_residual_blocks_carry_the_gradient_and_have_no_theory(norm: str) -> None:
    """The gradient at both ends is within a factor of a hundred; no theory is drawn."""
    given = {"residual": True, "norm": norm, "width": 32, "activations": "tanh,sigmoid"}
    *_, frame = runner.run(DEMO, runner.parameters(DEMO, given), 6, 0)
    assert frame.result is not None
    assert abs(frame.result.figures["tanh.decades"]) < 4
    assert not frame.result.theory
    assert not any(getattr(mark, "theory", False) for mark in frame.figure.panels[0].marks)
