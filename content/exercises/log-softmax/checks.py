"""logsumexp and log-softmax."""

import numpy as np

from actquiz.engine.activations import vector
from actquiz.practice.exercises.checks import Call, Learner, inputs, prop, pure, quiet, same

HARD = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1001.0, -1000.0]])


def lse(x: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.asarray(vector("logsumexp").value(x, axis=axis))[()]


def log_softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.asarray(vector("log_softmax").value(x, axis=axis))


@prop("logsumexp gives the logarithm of the sum: log 2 for two zeros.")
def ordinary(learner: Learner) -> None:
    calls = [np.array([0.0, 0.0]), np.array([3.0]), np.array([0.0, 1.0, 2.0])]
    same(learner.logsumexp, lse, calls, atol=1e-12, shape=False)


@prop("log_softmax gives logarithms of probabilities: their exponentials sum to 1.")
def logarithms(learner: Learner) -> None:
    calls = [np.array([0.0, 0.0]), np.array([0.0, 1.0, 2.0]), *inputs.matrices(2, 3)]
    same(learner.log_softmax, log_softmax, calls, atol=1e-12)


@prop("Any axis can be asked for; logsumexp removes it, log_softmax keeps it.")
def axes(learner: Learner) -> None:
    cube = np.arange(24.0).reshape(2, 3, 4) / 7
    matrices = inputs.matrices(2, 3)
    calls = [*matrices, *(Call(m, axis=0) for m in matrices)]
    calls += [Call(cube, axis=a) for a in (0, 1, -1)]
    same(learner.logsumexp, lse, calls, atol=1e-12)
    same(learner.log_softmax, log_softmax, calls, atol=1e-12)


@prop("1000 does not overflow, and -1000 does not become log 0.")
def extremes(learner: Learner) -> None:
    same(learner.logsumexp, lse, [HARD[0], HARD[1], HARD])
    quiet(learner.logsumexp, [HARD])


@prop("Where the probability underflows to 0, its logarithm is still a number.")
def underflow(learner: Learner) -> None:
    same(
        learner.log_softmax, log_softmax, [np.array([0.0, -1000.0]), HARD], atol=1e-12, values=False
    )
    quiet(learner.log_softmax, [np.array([0.0, -1000.0])])


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    x = np.array([[0, -150, 3], [1, 1, 1]], dtype=np.float32)
    same(learner.logsumexp, lse, [x])
    same(learner.log_softmax, log_softmax, [x], atol=1e-6)


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.logsumexp, [np.array([1.0, 2.0, 3.0])])
    pure(learner.log_softmax, [np.array([1.0, 2.0, 3.0])])
