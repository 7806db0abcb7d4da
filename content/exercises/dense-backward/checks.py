"""Backward through a dense layer."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Learner,
    expect,
    gradient,
    inputs,
    prop,
    pure,
    same,
)


def reference(grad: np.ndarray, x: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, ...]:
    if (len(grad), *weight.shape) != (len(x), x.shape[1], grad.shape[1]):
        raise ValueError
    return grad @ weight.T, x.T @ grad, grad.sum(axis=0)


def call(n: int, width: int, out: int, dtype: type = float) -> Call:
    arrays = (inputs.matrices(a, b, count=1)[0] for a, b in ((n, out), (n, width), (width, out)))
    return Call(*(a.astype(dtype) for a in arrays))


@prop("It returns three arrays in the shapes of x, weight and bias.")
def shapes(learner: Learner) -> None:
    got = learner.dense_backward(*call(5, 3, 2).args)
    found = [np.shape(g) for g in got] if isinstance(got, tuple | list) else type(got).__name__
    expect(
        found == [(5, 3), (3, 2), (2,)],
        "shapes for n = 5, in = 3, out = 2",
        expected=[(5, 3), (3, 2), (2,)],
        got=found,
        call="dense_backward(grad, x, weight)",
    )


@prop("The three are the gradients of the loss, by differences, for n = 4, in = 3, out = 2.")
def by_differences(learner: Learner) -> None:
    target, x, weight = call(4, 3, 2).args
    bias = np.array([0.5, -1.0])
    grad = x @ weight + bias - target

    def loss(p: dict[str, np.ndarray]) -> float:
        return float(((p["x"] @ p["weight"] + p["bias"] - target) ** 2).sum() / 2)

    dx, dw, db = learner.dense_backward(grad, x, weight)
    parameters = {"x": x, "weight": weight, "bias": bias}
    got = {"x": dx, "weight": dw, "bias": db}
    gradient(loss, parameters, got, call="dense_backward(grad, x, weight)")


@prop("A square layer tells a transposed matrix from the right one.")
def square(learner: Learner) -> None:
    same(learner.dense_backward, reference, [call(3, 3, 3)], atol=1e-12)


@prop("The weights' and the bias's gradients add up over the batch: no division by n.")
def sums(learner: Learner) -> None:
    ones = Call(np.ones((4, 1)), np.ones((4, 1)), np.ones((1, 1)))
    same(learner.dense_backward, reference, [ones], atol=1e-12)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    same(learner.dense_backward, reference, [call(4, 3, 2, np.float32)], atol=1e-5)


@prop("No argument is changed.")
def untouched(learner: Learner) -> None:
    pure(learner.dense_backward, [call(4, 3, 2)])
