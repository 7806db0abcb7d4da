"""Derivatives against central differences, and whether a network learns with a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from actquiz.practice.exercises.call_checks import expect, same
from actquiz.practice.exercises.learner import Function, Wrong
from actquiz.practice.exercises.report import Trouble
from actquiz.practice.exercises.value_text import as_code

_STEP = 1e-5
_ENTRIES = 48
"""Entries of one parameter that are compared; of larger ones, that many spread evenly."""
_HIDDEN = 8
_RATE = 0.1
_LEARNT = 0.1


def slope(
    function: Function, of: Callable[[Any], Any], points: Iterable[float], *, rtol: float = 1e-5
) -> None:
    """The function is the derivative of ``of`` at ``points``, which lie away from kinks."""

    def differences(x: Any) -> Any:
        step = _STEP * np.maximum(1.0, np.abs(x))
        high, low = np.asarray(of(x + step)), np.asarray(of(x - step))
        return (high - low) / (2 * step)

    # Only fewer points, no others: a rounder one might be a kink.
    at = [np.asarray(list(points), dtype=float)]
    same(function, differences, at, rtol=rtol, atol=1e-7, values=False)


def gradient(
    loss: Callable[[dict[str, Any]], float],
    parameters: Mapping[str, Any],
    gradients: Mapping[str, Any],
    *,
    call: str,
    rtol: float = 1e-5,
) -> None:
    """``gradients`` are the derivatives of ``loss`` by each entry of ``parameters`` (float64)."""
    for name, value in parameters.items():
        got = gradients.get(name)
        wanted = np.shape(value)
        expect(
            got is not None and np.shape(got) == wanted,
            f"the gradient of {name} must have the shape of {name}",
            expected=f"shape {wanted}",
            got="nothing" if got is None else f"shape {np.shape(got)}",
            call=call,
        )
        for place in _places(wanted):
            actual = float(np.asarray(got)[place])
            # A ReLU's kink between the two points makes a difference wrong; a hundred times nearer
            # there is hardly ever one as well.
            for step in (_STEP, _STEP / 100):
                expected = _difference(loss, parameters, name, place, step)
                near = rtol * max(abs(expected), abs(actual)) + 1e-7
                if abs(expected - actual) <= near:
                    break
            else:
                at = f"{name}{list(place)}" if place else name
                what = f"the gradient by {at} is wrong (compared with central differences)"
                shown = as_code(float(f"{expected:.6g}"))
                raise Wrong(Trouble("failed", what, call=call, expected=shown, got=as_code(actual)))


def learns(
    activation: Callable[[Any], Any],
    derivative: Callable[[Any], Any],
    *,
    steps: int = 300,
    seed: int = 0,
) -> None:
    """A network of one hidden layer learns XOR with the function and its derivative.

    Full-batch gradient descent with momentum 0.9; the logistic loss must fall to a tenth. Only
    gross mistakes fail here: networks learn with slopes that are a little wrong.
    """
    random = np.random.default_rng(seed)
    x = random.choice([-1.0, 1.0], (64, 2)) + 0.1 * random.standard_normal((64, 2))
    y = (x[:, 0] * x[:, 1] > 0).astype(float)
    w1 = random.standard_normal((2, _HIDDEN))
    b1 = np.zeros(_HIDDEN)
    w2 = random.standard_normal(_HIDDEN) / np.sqrt(_HIDDEN)
    b2 = np.zeros(())
    parameters = [w1, b1, w2, b2]
    velocity = [np.zeros_like(one) for one in parameters]
    losses = []
    for _ in range(steps):
        z = x @ w1 + b1
        h = np.asarray(activation(z), dtype=float)
        logits = h @ w2 + b2
        losses.append(float(np.mean(np.logaddexp(0.0, logits) - y * logits)))
        delta = (0.5 * (1.0 + np.tanh(logits / 2)) - y) / len(y)
        back = np.outer(delta, w2) * np.asarray(derivative(z), dtype=float)
        slopes = [x.T @ back, back.sum(axis=0), h.T @ delta, delta.sum()]
        for parameter, moving, by in zip(parameters, velocity, slopes, strict=True):
            moving *= 0.9
            moving -= _RATE * by
            parameter += moving
    expect(
        losses[-1] < _LEARNT * losses[0],
        "a small network does not learn XOR with it",
        expected=f"a loss below {_LEARNT * losses[0]:.2g} after {steps} steps",
        got=f"{losses[-1]:.2g} (it began at {losses[0]:.2g})",
        call=f"a network of {_HIDDEN} hidden units with {as_code(activation)}",
    )


def _places(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    places = [tuple(int(index) for index in place) for place in np.ndindex(shape)]
    stride = -(-len(places) // _ENTRIES) or 1
    return places[::stride]


def _difference(
    loss: Callable[[dict[str, Any]], float],
    parameters: Mapping[str, Any],
    name: str,
    place: tuple[int, ...],
    step: float,
) -> float:
    values = []
    for sign in (1.0, -1.0):
        moved = {key: np.array(value, dtype=float) for key, value in parameters.items()}
        moved[name][place] += sign * step
        values.append(float(loss(moved)))
    return (values[0] - values[1]) / (2 * step)
