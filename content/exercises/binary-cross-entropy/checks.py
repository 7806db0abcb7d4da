"""Binary cross-entropy from logits."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Call, Learner, inputs, prop, pure, quiet, same

SOFTPLUS = get("softplus").value


def reference(logits: np.ndarray, targets: np.ndarray) -> float:
    if logits.shape != targets.shape or not logits.size or targets.min() < 0 or targets.max() > 1:
        raise ValueError
    z, y = logits.astype(float), targets.astype(float)
    return float((y * SOFTPLUS(-z) + (1 - y) * SOFTPLUS(z)).mean())


def close(learner: Learner, calls: list[Call], rtol: float = 1e-9) -> None:
    same(learner.binary_cross_entropy, reference, calls, rtol=rtol, dtype=False, values=False)


def single_call(z: float, y: float) -> Call:
    return Call(np.array([z]), np.array([y]))


@prop("A logit of 0 costs log 2, whatever the target.")
def zero(learner: Learner) -> None:
    close(learner, [single_call(0.0, y) for y in (0.0, 1.0, 0.5)])


@prop("Targets 0 and 1 are charged the right way round, and targets between them in proportion.")
def targets(learner: Learner) -> None:
    close(learner, [single_call(z, y) for z in (2.0, -1.0) for y in (0.0, 1.0, 0.9)])


@prop("The mean goes over all entries of arrays of any dimension.")
def mean(learner: Learner) -> None:
    y = np.array([[0.0, 1.0, 1.0], [0.5, 0.0, 1.0]])
    close(learner, [Call(m, y) for m in inputs.matrices(2, 3)] + [Call(np.ones(4), np.zeros(4))])


@prop("A confident mistake costs its logit: 1000 for z = 1000 and y = 0, not infinity.")
def mistakes(learner: Learner) -> None:
    calls = [single_call(z, float(z < 0)) for z in (1000.0, -1000.0, 50.0, -50.0)]
    close(learner, calls)
    quiet(learner.binary_cross_entropy, calls)


@prop("A confident right answer costs a tiny number, not 0 and not less than 0.")
def right_answers(learner: Learner) -> None:
    numbers = (-20.0, -50.0, -700.0)
    calls = [*(single_call(z, 0.0) for z in numbers), *(single_call(-z, 1.0) for z in numbers)]
    close(learner, calls)
    quiet(learner.binary_cross_entropy, [*calls, single_call(1000.0, 1.0)])


@prop("float32 arrays work too, where the sigmoid is exactly 1 from 17 on.")
def single(learner: Learner) -> None:
    z, y = np.array([-30, 3, 60], dtype=np.float32), np.array([0, 1, 0], dtype=np.float32)
    close(learner, [Call(z, y)], rtol=1e-5)


@prop("Logits and targets are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.binary_cross_entropy, [Call(np.array([1.0, -2.0]), np.array([0.0, 1.0]))])
