"""Demonstrations of what networks can represent and how signals travel in them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from actquiz.demos import registry, runner
from actquiz.demos.cost import FUNCTIONS
from actquiz.demos.glu_variants import GATES, PLAIN, _block, _task
from actquiz.demos.shattered_gradients import input_gradient
from actquiz.engine import activations

SMALL: dict[str, tuple[dict[str, Any], int]] = {
    "initialization": ({"depth": 12, "width": 96}, 8),
    "universal": ({"units": 40}, 4),
    "shattered-gradients": ({"width": 50, "depths": "1,10"}, 6),
    "glu-variants": ({"steps": 40}, 2),
}


@pytest.mark.parametrize("name", SMALL)
def test_the_same_seed_gives_the_same_result_and_theory_is_met(name: str) -> None:
    """A run repeats bit for bit, and each number of a theory lies within three errors of it."""
    params, seeds = SMALL[name]
    demo = registry.get(name)
    result = runner.outcome(demo, params, seeds=seeds, seed=4)
    assert result == runner.outcome(demo, params, seeds=seeds, seed=4)
    for theory in result.theory:
        assert abs(theory.measured - theory.expected) <= 3 * theory.error + 1e-9, theory


def test_only_the_edge_of_chaos_keeps_signal_and_gradient_of_gelu() -> None:
    """With He's weights GELU's gradient vanishes; at the computed edge it hardly changes."""
    params = {"activation": "gelu", "schemes": "he,edge", "width": 256, "depth": 30}
    figures = runner.outcome(registry.get("initialization"), params, seeds=6, seed=0).figures
    assert figures["he.gradient_expected"] < -4
    assert abs(figures["edge.gradient"]) < 0.6
    assert abs(figures["edge.signal"]) < 0.6
    assert figures["edge.weight"] == pytest.approx(1.976, abs=5e-4)
    assert figures["edge.bias"] == pytest.approx(0.186, abs=5e-4)


def test_a_square_activation_stops_at_the_best_parabola() -> None:
    """Whatever the units, x² leaves the error of the best parabola; ReLU and tanh go below it."""
    figures = runner.outcome(registry.get("universal"), {"units": 60}, seeds=3).figures
    assert figures["square.rmse"] == pytest.approx(math.sqrt(4 / 175), rel=1e-3)
    assert figures["relu.rmse"] < 0.01
    assert figures["tanh.rmse"] < figures["relu.rmse"]


def test_the_input_gradient_is_the_slope_of_the_network() -> None:
    """Away from kinks, the course that is correlated is a derivative: it integrates to f."""
    course = input_gradient(1, 40, False, np.random.default_rng(1))
    assert course.shape == (256,)
    assert np.unique(np.round(course, 6)).size <= 41, "one layer of 40 units has 40 breaks at most"


def test_deep_gradients_are_less_alike_and_skips_mend_it() -> None:
    """Autocorrelation falls with depth and is high again with skip connections."""
    params = {"depths": "1,50", "width": 60}
    figures = runner.outcome(registry.get("shattered-gradients"), params, seeds=8, seed=1).figures
    assert figures["depth50.acf"] < 0.45 < figures["depth1.acf"]
    assert figures["skip.acf"] > figures["depth50.acf"] + 0.2


@pytest.mark.parametrize("name", [*PLAIN, *GATES])
def test_a_block_is_trained_by_its_own_gradient(name: str) -> None:
    """Adam's first step goes against the finite-difference gradient of the loss."""
    x, y = _task(5, 1, 0)
    x, y = x[:, :, :32].astype(np.float64), y[:, :, :32].astype(np.float64)
    block = _block(name, 5, 9, 1, 0)
    block.matrices = [matrix.astype(np.float64) for matrix in block.matrices]
    block.moments = [(np.zeros_like(m), np.zeros_like(m)) for m in block.matrices]

    def loss() -> float:
        return float(np.square(block.output(x) - y).mean())

    slopes = []
    for matrix in block.matrices:
        kept = matrix[0, 0, 0]
        matrix[0, 0, 0] = kept + 1e-5
        above = loss()
        matrix[0, 0, 0] = kept - 1e-5
        slopes.append((above - loss()) / 2e-5)
        matrix[0, 0, 0] = kept
    block.step(x, y, 0.0, 1)
    for (first, _), slope in zip(block.moments, slopes, strict=True):
        assert first[0, 0, 0] / 0.1 == pytest.approx(slope, rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_timed_is_the_function(name: str) -> None:
    """The timed forms compute their functions, within float32's reach for such inputs."""
    x = np.linspace(-4, 4, 101, dtype=np.float32)
    out = np.empty_like(x)
    FUNCTIONS[name](x, out)
    np.testing.assert_allclose(out, activations.get(name).value(x), rtol=2e-4, atol=2e-6)


def test_cost_names_every_function_and_ratio() -> None:
    """Each function has a time, ratios to ReLU and sigmoid, and what it does to gradients."""
    params = {"functions": "silu,relu", "elements": 2048}
    figures = runner.outcome(registry.get("cost"), params).figures
    assert set(figures) == {
        f"{name}.{what}"
        for name in ("silu", "relu")
        for what in ("ns", "over_relu", "over_sigmoid", "decades")
    }
    assert all(value > 0 for name, value in figures.items() if not name.endswith("decades"))
    assert figures["relu.decades"] == pytest.approx(19 * math.log10(0.5))
    assert figures["relu.over_relu"] == 1.0
