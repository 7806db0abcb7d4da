"""Cross-entropy from logits."""

import numpy as np

from actquiz.engine.activations import vector
from actquiz.practice.exercises.checks import Call, Learner, inputs, prop, pure, quiet, same

LABELS = np.array([2, 0, 1])


def reference(logits: np.ndarray, labels: np.ndarray) -> float:
    rows = np.arange(len(labels))
    if logits.ndim != 2 or labels.shape != (len(logits),) or not len(labels):
        raise ValueError
    if labels.dtype.kind != "i" or labels.min() < 0:
        raise ValueError
    return 0.0 - float(vector("log_softmax").value(logits.astype(float))[rows, labels].mean())


def close(learner: Learner, calls: list[Call], rtol: float = 1e-9) -> None:
    same(learner.cross_entropy, reference, calls, rtol=rtol, atol=1e-12, dtype=False, values=False)


@prop("Equal logits cost log k: log 2 for two classes.")
def equal_logits(learner: Learner) -> None:
    close(learner, [Call(np.zeros((1, 2)), np.array([0])), Call(np.zeros((1, 5)), np.array([3]))])


@prop("The loss is the label's own: each row is charged for its label only.")
def labels(learner: Learner) -> None:
    close(learner, [Call(np.array([[0.0, 1.0, 3.0]]), np.array([k])) for k in range(3)])


@prop("Several examples are averaged, not summed.")
def mean(learner: Learner) -> None:
    close(learner, [Call(m, LABELS) for m in inputs.matrices(3, 4)])


@prop("A confident mistake costs its gap: 1000 logits wrong cost 1000, not infinity.")
def mistakes(learner: Learner) -> None:
    calls = [
        Call(np.array([[0.0, 1000.0]]), np.array([0])),
        Call(np.array([[0.0, 50.0]]), np.array([0])),
        Call(np.array([[-1000.0, 1000.0], [0.0, 0.0]]), np.array([0, 1])),
    ]
    close(learner, calls)
    quiet(learner.cross_entropy, calls)


@prop("Very large and very small logits that agree with the label cost nothing, without a warning.")
def extremes(learner: Learner) -> None:
    calls = [
        Call(np.array([[1000.0, 0.0]]), np.array([0])),
        Call(np.array([[-1000.0, -2000.0]]), np.array([0])),
    ]
    close(learner, calls)
    quiet(learner.cross_entropy, calls)


@prop("float32 logits work too.")
def single(learner: Learner) -> None:
    logits = np.array([[0, 200, 1], [1, 2, 3], [0, 0, 0]], dtype=np.float32)
    close(learner, [Call(logits, LABELS)], rtol=1e-5)


@prop("Logits and labels are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.cross_entropy, [Call(m, LABELS) for m in inputs.matrices(3, 4, count=1)])
