"""Backward through tanh, from its output."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, prop, pure, same


def slope_from(grad: np.ndarray, y: np.ndarray) -> np.ndarray:
    return grad * (1 - y) * (1 + y)


def calls(dtype: type) -> list[Call]:
    y = np.array([[-0.999, -0.5, 0.0], [0.25, 0.75, 0.999]], dtype=dtype)
    grad = np.array([[1.0, -2.0, 3.0], [0.5, 1.0, -1.0]], dtype=dtype)
    return [Call(grad, y), Call(grad[0], y[0])]


@prop("The slope is 1 - y^2, from the output alone.")
def from_output(learner: Learner) -> None:
    same(
        learner.tanh_backward,
        slope_from,
        [Call(np.array([1.0]), np.array([0.5])), *calls(float)],
        values=False,
    )


@prop("The gradient that arrives from above is multiplied in.")
def chain_rule(learner: Learner) -> None:
    same(learner.tanh_backward, slope_from, [Call(np.array([-3.0]), np.array([0.0]))], values=False)


@prop("Close to 1 the answer keeps its digits: y^2 rounds, and 1 - y^2 keeps the rounding only.")
def saturated(learner: Learner) -> None:
    y = np.array([1 - 1e-9, -1 + 1e-9, 1 - 1e-12])
    same(learner.tanh_backward, slope_from, [Call(np.ones(3), y)], rtol=1e-10)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    same(learner.tanh_backward, slope_from, calls(np.float32))


@prop("Neither the gradient nor the output is changed: the next layer needs them.")
def untouched(learner: Learner) -> None:
    pure(learner.tanh_backward, calls(float))
