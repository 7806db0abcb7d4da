"""Softmax along an axis."""

import numpy as np

from actquiz.engine.activations import vector
from actquiz.practice.exercises.checks import Call, Learner, holds, inputs, prop, pure, quiet, same

SOFTMAX = vector("softmax").value


def reference(x: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.asarray(SOFTMAX(x, axis=axis))


@prop("One vector gives e^x over its sum.")
def one_vector(learner: Learner) -> None:
    same(learner.softmax, reference, [np.array([0.0, 1.0, -1.0]), np.array([2.0])])


@prop("Without an axis it works along the last one: each row of a matrix sums to 1.")
def last_axis(learner: Learner) -> None:
    matrices = inputs.matrices(3, 4)
    holds(
        learner.softmax,
        matrices,
        lambda p, x: p.shape == x.shape and np.allclose(p.sum(axis=-1), 1),
        "rows that sum to 1",
    )
    same(learner.softmax, reference, matrices)


@prop("Any axis can be asked for, in arrays of any dimension.")
def any_axis(learner: Learner) -> None:
    cube = np.arange(24.0).reshape(2, 3, 4) / 7
    calls = [Call(x, axis=0) for x in inputs.matrices(3, 4)]
    calls += [Call(cube, axis=a) for a in (0, 1, 2, -2)]
    same(learner.softmax, reference, calls)


@prop("1000 does not overflow and -1000 does not give 0/0.")
def extremes(learner: Learner) -> None:
    x = np.array([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -1002.0]])
    same(learner.softmax, reference, [x[0], x[1], x])
    quiet(learner.softmax, [x[0], x[1]])


@prop("Each row has its own maximum: a row far below the others is still right.")
def far_rows(learner: Learner) -> None:
    x = np.array([[1000.0, 1001.0], [-1000.0, -1001.0]])
    same(learner.softmax, reference, [x, Call(x.T.copy(), axis=0)])
    quiet(learner.softmax, [x])


@prop("A masked entry, minus infinity, gets probability 0.")
def masked(learner: Learner) -> None:
    same(learner.softmax, reference, [np.array([[0.0, -np.inf, 1.0], [2.0, 1.0, -np.inf]])])


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    same(learner.softmax, reference, [np.array([[1, 2, 3], [200, 100, 0]], dtype=np.float32)])


@prop("The logits are as they were afterwards: no subtraction in place.")
def untouched(learner: Learner) -> None:
    pure(learner.softmax, [np.array([1.0, 2.0, 3.0]), np.array([[1.0, 5.0], [2.0, 2.0]])])
