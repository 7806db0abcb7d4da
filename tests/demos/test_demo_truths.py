"""What experiments say of their edges: constants, overflow, survivors, infinities."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pytest

from actquiz.demos import registry, runner, shattered_gradients
from actquiz.demos.demo import Frame, Result
from actquiz.plots.figure import Line
from actquiz.plots.table import as_table


def _last(name: str, seeds: int | None = None, **given: Any) -> Frame:
    demo = registry.get(name)
    *_, frame = runner.run(demo, runner.parameters(demo, given), seeds, 0)
    return frame


def _result(name: str, seeds: int | None = None, **given: Any) -> Result:
    result = _last(name, seeds, **given).result
    assert result is not None
    return result


def test_a_cold_softmax_can_enlarge_a_gradient() -> None:
    """With two close logits at T = 0.05 the Jacobian to the logits is p(1-p)·2/T."""
    figures = _result("softmax", classes=2, gap=0.1, sweep=20).figures
    p = 1 / (1 + math.exp(-0.1 / 0.05))
    assert figures["logits.cold"] == pytest.approx(2 * p * (1 - p) / 0.05)
    assert figures["logits.most"] > 4
    assert figures["jacobian"] <= 0.5


def test_relus_gradient_has_one_sign_for_every_single_input() -> None:
    """Zeros have no sign: whatever is never negative counts, which is the textbook case."""
    figures = _result("zero-centered", 2, inputs=500).figures
    assert figures["relu.same_sign"] == 1.0
    assert figures["sigmoid.same_sign"] == 1.0
    assert figures["tanh.same_sign"] < 0.01


def test_dead_networks_are_drawn_beside_their_own_theory() -> None:
    """The curve is for a signal dead at one input; whole networks have a panel without it."""
    at_one, whole = _last("born-dead", 200, depth=5, widths="2,3").figure.panels
    assert any(getattr(mark, "theory", False) for mark in at_one.marks)
    assert not any(getattr(mark, "theory", False) for mark in whole.marks)


def test_the_network_with_skips_is_seen_and_its_step_told() -> None:
    """Its gradient has a panel, and the share of it that is one step at 0 a figure."""
    frame = _last("shattered-gradients", 2, depths="1,5", width=20)
    assert "deepest, with skips" in [panel.title for panel in frame.figure.panels]
    assert frame.result is not None
    assert 0 <= frame.result.figures["skip.step"] <= 1
    assert shattered_gradients.step_share(np.repeat([1.0, -1.0], 128)) == pytest.approx(1.0)
    assert shattered_gradients.step_share(np.tile([1.0, -1.0], 128)) == pytest.approx(0.0)


@pytest.mark.parametrize("name", ["relu", "squared_relu", "leaky_relu"])
def test_networks_that_died_or_overflowed_are_told_as_such(name: str) -> None:
    """No share is infinite or missing, and nothing warns: a constant network is affine."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = _result("linear-collapse", 6, width=2, activations=name)
    shares = [v for key, v in result.figures.items() if key.endswith("unexplained")]
    assert all(0 <= share <= 1 for share in shares)
    assert "inf" not in result.summary.split()
    assert "nan" not in result.summary


def test_gelu_is_zero_at_zero() -> None:
    """The numbers of the picture hold the value at 0 itself."""
    panel = _last("gelu-approximations").figure.panels[0]
    line = panel.marks[0]
    assert isinstance(line, Line)
    assert line.y[list(line.x).index(0.0)] == 0.0


def test_an_answer_that_is_no_number_is_no_error_of_300() -> None:
    """Where the naive form overflows the table says inf, and the picture shows the very top."""
    figure = _last("stability", forms="tanh").figure
    assert "inf" in as_table(figure)
    assert "300" not in as_table(figure)


def test_gradients_deviation_is_that_of_gradients_with_their_signs() -> None:
    """With a mean near 0 it is the root mean square, above the mean absolute value."""
    figures = _result("gradient-stats", 6, width=16).figures
    assert figures["relu.std"] > figures["relu.mean"]


def test_survivors_are_counted_in_the_table() -> None:
    """A mean over those that did not diverge says of how many it is."""
    result = _result("rescue", 4, start="large", steps=60, remedies="skip,leaky")
    rows = {row[0]: row for row in result.table[1:]}
    for name, row in rows.items():
        lost = round(4 * result.figures[f"{name}.diverged"])
        assert (f"({4 - lost} of 4)" in row[1]) == (0 < lost < 4)
        assert "± 0.000" not in row[1]
    assert "iverged" in result.summary


def test_bimodal_signals_are_told_by_their_mean() -> None:
    """GELU with He's weights: some networks die, others live, and no mean is 10^99."""
    result = _result("selu-fixed-point", 8, activation="gelu", schemes="he", depth=60, width=64)
    assert abs(result.figures["he.log10_square"]) < 3
