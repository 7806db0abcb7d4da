"""Batch normalisation, training and evaluation."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Function,
    Handle,
    Learner,
    expect,
    inputs,
    prop,
    pure,
)

X = np.array([[1.0, 10.0, -1.0], [2.0, 30.0, 0.0], [6.0, 20.0, 4.0], [3.0, 0.0, 1.0]])


def close(got: object, wanted: np.ndarray, what: str) -> None:
    found = np.asarray(got)
    good = found.shape == wanted.shape and np.allclose(found, wanted, rtol=1e-9, atol=1e-12)
    expect(good, what, expected=wanted, got=found)


def normal(x: np.ndarray, mean: np.ndarray, var: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    return (x - mean) / np.sqrt(var + eps)


def look(layer: Handle, name: str) -> np.ndarray:
    return np.asarray(Function(layer.learner, "__getattribute__", layer)(name))


def statistics(layer: Handle) -> tuple[np.ndarray, np.ndarray]:
    return look(layer, "running_mean"), look(layer, "running_var")


@prop("In training each column leaves with mean 0 and variance 1.")
def columns(learner: Learner) -> None:
    out = np.asarray(learner.BatchNorm(3).forward(X, True))
    close(out.mean(axis=0), np.zeros(3), "means of the columns")
    spread = out.var(axis=0)
    expect(np.allclose(spread, 1, atol=1e-4), "variances of the columns", expected=1, got=spread)


@prop("It is the biased variance that normalises, with eps under the root.")
def formula(learner: Learner) -> None:
    for x in (X, *inputs.matrices(5, 3)):
        got = learner.BatchNorm(3).forward(x, True)
        close(got, normal(x, x.mean(axis=0), x.var(axis=0)), "the normalised batch")
    got = learner.BatchNorm(3, 0.1, 0.5).forward(X, True)
    close(got, normal(X, X.mean(axis=0), X.var(axis=0), 0.5), "the normalised batch with eps 0.5")


@prop("A constant column gives 0, not 0/0.")
def constant(learner: Learner) -> None:
    got = learner.BatchNorm(2).forward(np.full((3, 2), 7.0), True)
    close(got, np.zeros((3, 2)), "a constant column, normalised")


@prop("gamma scales and beta shifts, column by column, in both modes.")
def scale_and_shift(learner: Learner) -> None:
    gamma, beta = np.array([2.0, 0.5, -1.0]), np.array([1.0, 0.0, 3.0])
    layer = learner.BatchNorm(3)
    for name, value in (("gamma", gamma), ("beta", beta)):
        Function(layer.learner, "__setattr__", layer)(name, value)
    got = layer.forward(X, False)
    close(got, gamma * normal(X, np.zeros(3), np.ones(3)) + beta, "evaluation, gamma and beta set")
    got = layer.forward(X, True)
    wanted = gamma * normal(X, X.mean(axis=0), X.var(axis=0)) + beta
    close(got, wanted, "training, gamma and beta set")


@prop("The running statistics move by the momentum, the variance by its unbiased estimate.")
def running(learner: Learner) -> None:
    for momentum in (0.1, 0.75):
        layer = learner.BatchNorm(3, momentum)
        mean, var = np.zeros(3), np.ones(3)
        for x in (X, X + 5, 2 * X):
            layer.forward(x, True)
            mean = (1 - momentum) * mean + momentum * x.mean(axis=0)
            var = (1 - momentum) * var + momentum * x.var(axis=0, ddof=1)
        got = statistics(layer)
        close(got[0], mean, f"running_mean after three batches, momentum {momentum}")
        close(got[1], var, f"running_var after three batches, momentum {momentum}")


@prop("Evaluation uses the running statistics: one row alone has an answer, whatever its company.")
def evaluation(learner: Learner) -> None:
    layer = learner.BatchNorm(3)
    layer.forward(X, True)
    mean, var = 0.1 * X.mean(axis=0), 0.9 + 0.1 * X.var(axis=0, ddof=1)
    close(layer.forward(X[:1], False), normal(X[:1], mean, var), "one row in evaluation")
    close(layer.forward(X, False), normal(X, mean, var), "four rows in evaluation")


@prop("Evaluation does not move the running statistics.")
def frozen(learner: Learner) -> None:
    layer = learner.BatchNorm(3)
    before = statistics(layer)
    layer.forward(X, False)
    after = statistics(layer)
    unchanged = all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    what = "the running statistics after a forward pass in evaluation"
    expect(unchanged, what, expected=before, got=after)


@prop("The batch is as it was afterwards, in both modes.")
def untouched(learner: Learner) -> None:
    layer = learner.BatchNorm(3)
    for training in (True, False):
        pure(layer.forward, [Call(X, training)])
