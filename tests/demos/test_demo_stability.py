"""Naive and stable forms."""

from __future__ import annotations

import math

import pytest

from actquiz.demos import registry, runner
from actquiz.demos.stability import FORMS
from actquiz.engine import naive

DEMO = registry.get("stability")
ALL = ",".join(FORMS)


def test_the_known_breaks_are_found() -> None:
    """In float32 the naive forms break where their exponentials overflow or their digits cancel."""
    figures = runner.outcome(DEMO, {"forms": ALL}).figures
    overflow = math.log(3.4028235e38)
    assert figures["tanh.breaks_above"] == pytest.approx(overflow, abs=1e-3)
    assert figures["softmax.breaks_above"] == pytest.approx(overflow, abs=1e-3)
    assert figures["log_softmax.breaks_below"] == pytest.approx(-103.97, abs=0.01)
    assert 12 < figures["sigmoid_slope.breaks_above"] < 17
    assert figures["elu.near_zero"] == 1.0
    assert figures["softplus.breaks_above"] == math.inf
    assert 1e19 < figures["gelu_tanh_slope.breaks_above"] < 1e20


def test_float64_moves_the_breaks_outwards() -> None:
    """Double precision breaks later, at the places its own range and digits give."""
    figures = runner.outcome(DEMO, {"forms": ALL, "dtype": "float64"}).figures
    assert figures["tanh.breaks_above"] == pytest.approx(709.78, abs=0.01)
    assert 30 < figures["sigmoid_slope.breaks_above"] < 37
    assert not any(name.endswith("stable_worst") for name in figures)


def test_half_precision_gelu_slope_is_not_a_number() -> None:
    """In float16 the square in GELU's slope overflows from 256."""
    figures = runner.outcome(
        DEMO, {"forms": "gelu_tanh_slope", "dtype": "float16", "reach": 1e30}
    ).figures
    assert 255 < figures["gelu_tanh_slope.breaks_above"] <= 256


@pytest.mark.parametrize("dtype", ["float16", "float32"])
def test_stable_forms_are_right_to_the_last_bit(dtype: str) -> None:
    """The stable forms are never off by more than the rounding of their type."""
    figures = runner.outcome(DEMO, {"forms": ALL, "dtype": dtype}).figures
    rounding = {"float16": 2**-11, "float32": 2**-24}[dtype]
    for name in FORMS:
        assert figures[f"{name}.stable_worst"] <= 1.01 * rounding, name


def test_every_naive_form_has_its_place() -> None:
    """No naive form is forgotten."""
    assert set(FORMS) == set(naive.FORMS)


def test_the_summary_counts_what_broke() -> None:
    """The summary tells how many forms break, and frames come one a form."""
    params = runner.parameters(DEMO, {"forms": "softmax,sigmoid"})
    frames = list(runner.run(DEMO, params, None, 0))
    assert [frame.step for frame in frames] == [1, 2]
    assert frames[-1].result is not None
    assert "2 of 2 naive forms break" in frames[-1].result.summary
