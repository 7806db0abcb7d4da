"""Demonstrations without chance, or with little: their numbers are known beforehand."""

from __future__ import annotations

import math

import pytest

from actquiz.demos import registry, runner


def test_gelu_approximations_have_their_known_errors() -> None:
    """The largest errors, and where, are those of 40-digit arithmetic."""
    figures = runner.outcome(registry.get("gelu-approximations"), {}).figures
    assert figures["tanh.error"] == pytest.approx(4.7323552e-4, rel=1e-6)
    assert figures["tanh.at"] == pytest.approx(2.69894139, abs=1e-3)
    assert figures["tanh.slope_error"] == pytest.approx(8.685e-4, abs=5e-8)
    assert figures["tanh.slope_at"] == pytest.approx(2.01866, abs=1e-3)
    assert figures["sigmoid.error"] == pytest.approx(2.0334872e-2, rel=1e-6)
    assert figures["sigmoid.at"] == pytest.approx(2.27040, abs=1e-3)
    assert figures["tanh.minimum"] == pytest.approx(-0.1700407506, abs=1e-9)


@pytest.mark.parametrize("classes", [2, 5, 100])
def test_softmax_goes_from_one_hot_to_uniform(classes: int) -> None:
    """Cold, the top class takes all; hot, the entropy is that of a fair die; J's norm is ≤ ½."""
    result = runner.outcome(registry.get("softmax"), {"classes": classes, "sweep": 1000})
    figures = result.figures
    # The runner-up is gap/(classes-1) behind, which a temperature of 1/1000 magnifies.
    assert figures["top.cold"] == pytest.approx(1.0, abs=1e-9)
    assert figures["entropy.hot"] == pytest.approx(math.log(classes), abs=1e-4)
    assert figures["jacobian"] <= 0.5
    assert figures["jacobian.cold"] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(("dtype", "logit"), [("float16", 12), ("float32", 89), ("float64", 710)])
def test_naive_softmax_overflows_where_exp_does(dtype: str, logit: int) -> None:
    """exp leaves each floating type just above the logarithm of its largest number."""
    figures = runner.outcome(registry.get("softmax"), {"dtype": dtype}).figures
    assert figures["naive.breaks"] == logit


def test_linear_layers_are_one_matrix_and_others_are_not() -> None:
    """With the identity only rounding is left over; with tanh or ReLU most of the variance is."""
    demo = registry.get("linear-collapse")
    result = runner.outcome(demo, {"depth": 50}, seeds=4, seed=3)
    assert result.figures["identity.gap"] < 1e-12
    assert result.figures["identity.unexplained"] < 1e-20
    assert result.figures["relu.unexplained"] > 0.3
    assert result == runner.outcome(demo, {"depth": 50}, seeds=4, seed=3)
