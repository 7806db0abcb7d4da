"""Backward through softmax, without its Jacobian."""

import numpy as np

from actquiz.engine.activations import vector
from actquiz.practice.exercises.checks import Call, Learner, agree, holds, inputs, prop, pure, same


def reference(grad: np.ndarray, p: np.ndarray) -> np.ndarray:
    if grad.shape != p.shape or not np.allclose(p.sum(axis=-1), 1):
        raise ValueError
    return p * (grad - (grad * p).sum(axis=-1, keepdims=True))


def probabilities(x: np.ndarray) -> np.ndarray:
    return np.asarray(vector("softmax").value(x))


@prop("For one vector it is the Jacobian, diag(p) - p p^T, times the gradient.")
def one_vector(learner: Learner) -> None:
    def by_jacobian(grad: np.ndarray, p: np.ndarray) -> np.ndarray:
        if not np.allclose(p.sum(), 1):
            raise ValueError
        return np.asarray((np.diag(p) - np.outer(p, p)) @ grad)

    call = Call(np.array([1.0, -2.0, 0.5]), probabilities(np.array([0.0, 1.0, -1.0])))
    same(learner.softmax_backward, by_jacobian, [call], atol=1e-12)


@prop("Rows are independent, in arrays of any dimension.")
def rows(learner: Learner) -> None:
    matrices = inputs.matrices(3, 4)
    calls = [Call(g, probabilities(x)) for g, x in zip(matrices, matrices[::-1], strict=True)]
    cube = np.sin(np.arange(24.0)).reshape(2, 3, 4)
    same(learner.softmax_backward, reference, [*calls, Call(cube, probabilities(cube))], atol=1e-12)


@prop("The answer sums to 0 along each row: softmax does not see a shift.")
def sums(learner: Learner) -> None:
    holds(
        learner.softmax_backward,
        [Call(g, probabilities(g)) for g in inputs.matrices(3, 4)],
        lambda out, grad, p: np.allclose(out.sum(axis=-1), 0, atol=1e-12),
        "rows that sum to 0",
    )


@prop("A row of 30,000 works: no matrix of 30,000 by 30,000 is built.")
def large(learner: Learner) -> None:
    x = np.linspace(-3, 3, 30_000)
    result = learner.softmax_backward(np.cos(x), probabilities(x))
    expected = reference(np.cos(x), probabilities(x))
    agree(result, expected, call="softmax_backward(grad, p), rows of 30,000", atol=1e-12)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    x = np.array([[0, 1, 2], [3, 3, 3]], dtype=np.float32)
    same(learner.softmax_backward, reference, [Call(x, probabilities(x))], atol=1e-6)


@prop("Gradient and probabilities are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.softmax_backward, [Call(np.array([1.0, 2.0]), np.array([0.25, 0.75]))])
