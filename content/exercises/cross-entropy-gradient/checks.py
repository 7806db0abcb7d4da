"""The gradient of softmax cross-entropy."""

import numpy as np

from actquiz.engine.activations import vector
from actquiz.practice.exercises.checks import (
    Call,
    Learner,
    gradient,
    holds,
    inputs,
    prop,
    pure,
    quiet,
    same,
)

LABELS = np.array([2, 0, 1])


def reference(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    if logits.ndim != 2 or labels.shape != (len(logits),) or labels.dtype.kind != "i":
        raise ValueError
    if labels.min() < 0:
        raise ValueError
    p = np.array(vector("softmax").value(logits.astype(float)))
    p[np.arange(len(labels)), labels] -= 1
    return (p / len(labels)).astype(logits.dtype)


def loss(parameters: dict[str, np.ndarray]) -> float:
    logs = vector("log_softmax").value(parameters["logits"])
    return float(-logs[np.arange(3), LABELS].mean())


@prop("One example: probabilities, minus 1 at the label.")
def one(learner: Learner) -> None:
    calls = [Call(np.array([[0.0, 1.0, 3.0]]), np.array([k])) for k in range(3)]
    same(learner.cross_entropy_gradient, reference, calls, atol=1e-12)


@prop("A batch: it is the gradient of the mean loss, by differences.")
def batch(learner: Learner) -> None:
    for logits in inputs.matrices(3, 4):
        result = learner.cross_entropy_gradient(logits, LABELS)
        call = "cross_entropy_gradient(logits, labels)"
        gradient(loss, {"logits": logits}, {"logits": result}, call=call)


@prop("Each row sums to 0: what one class gains, the others lose.")
def rows(learner: Learner) -> None:
    holds(
        learner.cross_entropy_gradient,
        [Call(m, LABELS) for m in inputs.matrices(3, 4)],
        lambda g, logits, labels: np.allclose(g.sum(axis=1), 0, atol=1e-12),
        "rows that sum to 0",
    )


@prop("Logits of 1000 give a gradient of ordinary size, without NaN or a warning.")
def extremes(learner: Learner) -> None:
    z = np.array([[1000.0, 0.0], [-1000.0, 1000.0], [-1000.0, -1000.0]])
    calls = [Call(z, np.array([1, 0, 0]))]
    same(learner.cross_entropy_gradient, reference, calls, atol=1e-12)
    quiet(learner.cross_entropy_gradient, calls)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    call = Call(np.array([[1, 2, 3], [0, 0, 0], [5, 1, 1]], dtype=np.float32), LABELS)
    same(learner.cross_entropy_gradient, reference, [call], atol=1e-6)


@prop("Logits and labels are as they were afterwards.")
def untouched(learner: Learner) -> None:
    calls = [Call(m, LABELS) for m in inputs.matrices(3, 4, count=1)]
    pure(learner.cross_entropy_gradient, calls)
