"""Cross-entropy with smoothed labels."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Learner,
    agree,
    gradient,
    inputs,
    prop,
    pure,
    quiet,
)

LABELS = np.array([2, 0, 1])


def reference(logits: np.ndarray, labels: np.ndarray, smoothing: float) -> tuple[float, np.ndarray]:
    if logits.ndim != 2 or labels.shape != (len(logits),) or not logits.size:
        raise ValueError
    if labels.dtype.kind != "i" or labels.min() < 0 or not 0 <= smoothing < 1:
        raise ValueError
    n, k = logits.shape
    wide = logits.astype(float)
    shifted = wide - wide.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    target = (1 - smoothing) * np.eye(k)[labels] + smoothing / k
    loss = -float((target * log_p).sum() / n)
    return loss, ((np.exp(log_p) - target) / n).astype(logits.dtype)


def close(learner: Learner, calls: list[Call], rtol: float = 1e-9, atol: float = 1e-12) -> None:
    for call in calls:
        got = learner.smoothed_cross_entropy(*call.args)
        shown = call.shown("smoothed_cross_entropy")
        loss, slope = reference(*call.args)
        agree(got[0], loss, call=f"{shown}[0]", rtol=rtol, atol=atol, dtype=False)
        agree(got[1], slope, call=f"{shown}[1]", rtol=rtol, atol=atol)


@prop("Without smoothing it is the ordinary cross-entropy: log k for equal logits.")
def ordinary(learner: Learner) -> None:
    close(
        learner, [Call(np.zeros((1, 2)), np.array([0]), 0.0), Call(np.zeros((3, 5)), LABELS, 0.0)]
    )
    close(learner, [Call(m, LABELS, 0.0) for m in inputs.matrices(3, 4)])


@prop("The smoothing is shared by all classes, the label's own included.")
def all_classes(learner: Learner) -> None:
    row = np.array([[0.0, 1.0, 3.0]])
    close(learner, [Call(row, np.array([k]), s) for k in range(3) for s in (0.1, 0.5)])


@prop("Several rows are averaged.")
def mean(learner: Learner) -> None:
    close(learner, [Call(m, LABELS, 0.2) for m in inputs.matrices(3, 4)])


@prop("The gradient is that of the loss, by differences.")
def by_differences(learner: Learner) -> None:
    for logits in inputs.matrices(3, 4, seed=3):

        def loss(p: dict[str, np.ndarray]) -> float:
            return reference(p["logits"], LABELS, 0.1)[0]

        got = {"logits": learner.smoothed_cross_entropy(logits, LABELS, 0.1)[1]}
        call = "smoothed_cross_entropy(logits, labels, 0.1)[1]"
        gradient(loss, {"logits": logits}, got, call=call)


@prop("At the best logits the gradient is 0 and the loss is the target's entropy, not 0.")
def floor(learner: Learner) -> None:
    gap = np.log((0.9 + 0.1 / 4) / (0.1 / 4))
    close(learner, [Call(np.array([[gap, 0.0, 0.0, 0.0]]), np.array([0]), 0.1)])


@prop("Logits of a thousand give a finite loss, without a warning; being sure costs, too.")
def extremes(learner: Learner) -> None:
    calls = [
        Call(np.array([[0.0, 1000.0]]), np.array([0]), 0.1),
        Call(np.array([[1000.0, 0.0]]), np.array([0]), 0.1),
        Call(np.array([[1000.0, 999.0, -1000.0]]), np.array([0]), 0.3),
    ]
    close(learner, calls)
    quiet(learner.smoothed_cross_entropy, calls)


@prop("The gradient of float32 logits is float32.")
def single(learner: Learner) -> None:
    logits = np.array([[0, 2, 1], [1, 2, 3], [0, 0, 0]], dtype=np.float32)
    close(learner, [Call(logits, LABELS, 0.1)], rtol=1e-5, atol=1e-6)


@prop("Logits and labels are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.smoothed_cross_entropy, [Call(np.ones((3, 4)), LABELS, 0.1)])
