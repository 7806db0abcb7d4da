"""Gradients through residual blocks and LayerNorm."""

from __future__ import annotations

import numpy as np
import pytest

from actquiz.arrays import Array
from actquiz.demos import vanishing
from actquiz.engine import activations, residual_flow

DEPTH, WIDTH, INPUTS = 4, 6, 3
TANH = [activations.get("tanh")] * DEPTH


def _drawn() -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(0)
    weights = rng.standard_normal((DEPTH, 2, WIDTH, WIDTH)) / np.sqrt(WIDTH)
    inputs, readout = rng.standard_normal((2, WIDTH, INPUTS)), rng.standard_normal((2, WIDTH, 1))
    return weights, inputs, readout


def _norm(x: Array) -> Array:
    centred = x - x.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5))


def _loss(moved: Array, residual: bool, norm: str) -> Array:
    """The sum of readout times output, [networks, inputs], with ``moved`` [depth, …] added to z."""
    weights, x, readout = _drawn()
    for block in range(DEPTH):
        z = weights[block] @ (_norm(x) if norm == "pre" else x) + moved[block]
        x = np.tanh(z) + (x if residual else 0)
        x = _norm(x) if norm == "post" else x
    return np.asarray((readout * x).sum(axis=1))


@pytest.mark.parametrize("residual", [True, False])
@pytest.mark.parametrize("norm", ["none", "pre", "post"])
def test_gradients_are_those_of_finite_differences(
    residual: bool, norm: residual_flow.Place
) -> None:
    """δ at each block is the slope of the output when that block's pre-activation is moved."""
    squares = np.zeros((2, DEPTH))
    step = 1e-5
    for block in range(DEPTH):
        for unit in range(WIDTH):
            moved = np.zeros((DEPTH, 2, WIDTH, INPUTS))
            moved[block, :, unit] = step
            slope = (_loss(moved, residual, norm) - _loss(-moved, residual, norm)) / (2 * step)
            squares[:, block] += (slope**2).sum(axis=1)
    expected = np.log10(squares / squares[:, -1:])
    got = residual_flow.log_gradients(TANH, *_drawn(), residual=residual, norm=norm)
    np.testing.assert_allclose(got, expected, atol=1e-6)


def test_a_plain_network_is_the_vanishing_demos() -> None:
    """Without either, gradients are those of the experiment that has neither."""
    given = (TANH, *_drawn())
    plain = residual_flow.log_gradients(*given, residual=False, norm="none")
    np.testing.assert_allclose(plain, vanishing.log_gradients(*given), atol=1e-5)
