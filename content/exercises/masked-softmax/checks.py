"""A causal mask, and rows with nothing left."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, inputs, prop, pure, quiet, same


def reference(scores: np.ndarray, padding: np.ndarray) -> np.ndarray:
    n = scores.shape[-1]
    if scores.shape[-2:] != (n, n) or padding.shape != (*scores.shape[:-2], n) or not n:
        raise ValueError
    allowed = np.tril(np.ones((n, n), dtype=bool)) & ~padding[..., None, :]
    x = np.where(allowed, scores.astype(float), -np.inf)
    if np.isnan(x).any() or (x == np.inf).any():
        raise ValueError
    top = x.max(axis=-1, keepdims=True)
    e = np.exp(x - np.where(np.isfinite(top), top, 0.0))
    total = e.sum(axis=-1, keepdims=True)
    return np.asarray(e / np.where(total > 0, total, 1.0)).astype(scores.dtype)


def none(n: int) -> np.ndarray:
    return np.zeros(n, dtype=bool)


def close(learner: Learner, calls: list[Call], *, values: bool = True) -> None:
    same(learner.causal_softmax, reference, calls, rtol=1e-9, atol=1e-15, values=values)


@prop("A query looks at itself and at what comes before it; the rest gets 0.")
def causal(learner: Learner) -> None:
    close(learner, [Call(np.zeros((2, 2)), none(2)), Call(np.zeros((3, 3)), none(3))])


@prop("Along the keys, the last axis, what is allowed sums to 1.")
def rows(learner: Learner) -> None:
    close(learner, [Call(m, none(4)) for m in inputs.matrices(4, 4)])


@prop("Padding gets 0 as well, and the other keys share what it would have had.")
def padded(learner: Learner) -> None:
    padding = np.array([False, True, False, True])
    close(learner, [Call(m, padding) for m in inputs.matrices(4, 4)])


@prop("A query with no key left has weights of 0, not NaN.")
def empty_rows(learner: Learner) -> None:
    padding = np.array([True, True, False])
    calls = [Call(np.ones((3, 3)), padding), Call(np.zeros((1, 1)), np.array([True]))]
    close(learner, calls)
    quiet(learner.causal_softmax, calls)


@prop("NaN, infinity or 1000 in a place that is masked changes nothing.")
def garbage(learner: Learner) -> None:
    padding = np.array([False, True, False])
    calls = []
    for number in (np.nan, np.inf, 1000.0):
        scores = np.array([[1.0, number, number], [2.0, number, number], [0.5, number, -1.0]])
        calls.append(Call(scores, padding))
    close(learner, calls, values=False)
    quiet(learner.causal_softmax, calls)


@prop("Allowed scores of 1000 and of -1000 work without a warning, row by row.")
def extremes(learner: Learner) -> None:
    calls = [Call(np.array([[-1000.0, 0.0], [1000.0, 999.0]]), none(2))]
    close(learner, calls)
    quiet(learner.causal_softmax, calls)


@prop("Batches and heads in front work, each with a padding of its own.")
def batches(learner: Learner) -> None:
    scores = np.stack(inputs.matrices(3, 3, count=2))
    padding = np.array([[False, False, True], [True, False, False]])
    close(learner, [Call(scores, padding)])


@prop("float32 and float16 stay what they are; in float16 there is no -10^9.")
def types(learner: Learner) -> None:
    scores = np.array([[1, 2, 3], [0, 1, 5], [2, 2, 1]])
    padding = np.array([True, False, False])
    calls = [Call(scores.astype(kind), padding) for kind in (np.float32, np.float16)]
    same(learner.causal_softmax, reference, calls, atol=1e-6)
    quiet(learner.causal_softmax, calls)


@prop("Scores and padding are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.causal_softmax, [Call(np.ones((3, 3)), np.array([False, True, False]))])
