"""Batch normalisation, training and evaluation."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Function,
    Handle,
    Learner,
    agree,
    expect,
    inputs,
    prop,
    pure,
)

X = np.array([[1.0, 10.0, -1.0], [2.0, 30.0, 0.0], [6.0, 20.0, 4.0], [3.0, 0.0, 1.0]])


def close(got: object, wanted: np.ndarray, call: str) -> None:
    agree(got, wanted, call=call, rtol=1e-9, atol=1e-12)


def forward(x: np.ndarray, training: bool, of: str = "BatchNorm(3)") -> str:
    """The call as it is shown."""
    return Call(x, training).shown(f"{of}.forward")


def normal(x: np.ndarray, mean: np.ndarray, var: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    return (x - mean) / np.sqrt(var + eps)


def look(layer: Handle, name: str) -> np.ndarray:
    return np.asarray(Function(layer.learner, "__getattribute__", layer)(name))


def statistics(layer: Handle) -> tuple[np.ndarray, np.ndarray]:
    return look(layer, "running_mean"), look(layer, "running_var")


@prop("In training each column leaves with mean 0 and variance 1.")
def columns(learner: Learner) -> None:
    out = np.asarray(learner.BatchNorm(3).forward(X, True))
    close(out.mean(axis=0), np.zeros(3), f"{forward(X, True)}.mean(axis=0)")
    agree(out.var(axis=0), np.ones(3), call=f"{forward(X, True)}.var(axis=0)", rtol=1e-4)


@prop("It is the biased variance that normalises, with eps under the root.")
def formula(learner: Learner) -> None:
    for x in (X, *inputs.matrices(5, 3)):
        got = learner.BatchNorm(3).forward(x, True)
        close(got, normal(x, x.mean(axis=0), x.var(axis=0)), forward(x, True))
    got = learner.BatchNorm(3, 0.1, 0.5).forward(X, True)
    wanted = normal(X, X.mean(axis=0), X.var(axis=0), 0.5)
    close(got, wanted, forward(X, True, "BatchNorm(3, 0.1, 0.5)"))


@prop("A constant column gives 0, not 0/0.")
def constant(learner: Learner) -> None:
    x = np.full((3, 2), 7.0)
    got = learner.BatchNorm(2).forward(x, True)
    close(got, np.zeros((3, 2)), forward(x, True, "BatchNorm(2)"))


@prop("gamma scales and beta shifts, column by column, in both modes.")
def scale_and_shift(learner: Learner) -> None:
    gamma, beta = np.array([2.0, 0.5, -1.0]), np.array([1.0, 0.0, 3.0])
    layer = learner.BatchNorm(3)
    for name, value in (("gamma", gamma), ("beta", beta)):
        Function(layer.learner, "__setattr__", layer)(name, value)
    made = f"BatchNorm(3) with gamma = {gamma.tolist()} and beta = {beta.tolist()}; layer"
    got = layer.forward(X, False)
    close(got, gamma * normal(X, np.zeros(3), np.ones(3)) + beta, forward(X, False, made))
    got = layer.forward(X, True)
    wanted = gamma * normal(X, X.mean(axis=0), X.var(axis=0)) + beta
    close(got, wanted, forward(X, True, made))


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
        made = f"layer = BatchNorm(3, {momentum}); forward of X, X + 5 and 2 X in training; layer"
        close(got[0], mean, f"{made}.running_mean")
        close(got[1], var, f"{made}.running_var")


@prop("Evaluation uses the running statistics: one row alone has an answer, whatever its company.")
def evaluation(learner: Learner) -> None:
    layer = learner.BatchNorm(3)
    layer.forward(X, True)
    mean, var = 0.1 * X.mean(axis=0), 0.9 + 0.1 * X.var(axis=0, ddof=1)
    made = "layer = BatchNorm(3); layer.forward(X, True); layer"
    close(layer.forward(X[:1], False), normal(X[:1], mean, var), f"{made}.forward(X[:1], False)")
    close(layer.forward(X, False), normal(X, mean, var), f"{made}.forward(X, False)")


@prop("Evaluation does not move the running statistics.")
def frozen(learner: Learner) -> None:
    layer = learner.BatchNorm(3)
    before = statistics(layer)
    layer.forward(X, False)
    after = statistics(layer)
    unchanged = all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    what = "the running statistics after a forward pass in evaluation"
    expect(unchanged, what, expected=before, got=after, call=forward(X, False))


@prop("The batch is as it was afterwards, in both modes.")
def untouched(learner: Learner) -> None:
    layer = learner.BatchNorm(3)
    for training in (True, False):
        pure(layer.forward, [Call(X, training)])
