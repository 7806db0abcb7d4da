"""LayerNorm, forward and backward."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Learner,
    gradient,
    holds,
    inputs,
    prop,
    pure,
    same,
)

X = np.array([[1.0, 2.0, 6.0], [0.5, -1.0, 0.0]])
GAMMA, BETA = np.array([1.0, 2.0, -0.5]), np.array([0.0, 0.5, -1.0])


def norm(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    if gamma.shape != x.shape[-1:] or beta.shape != gamma.shape or x.shape[-1] < 2:
        raise ValueError
    wide = x.astype(float)
    centred = wide - wide.mean(axis=-1, keepdims=True)
    hat = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
    return np.asarray(gamma * hat + beta).astype(x.dtype)


def backward(
    grad: np.ndarray, x: np.ndarray, gamma: np.ndarray, eps: float = 1e-5
) -> tuple[np.ndarray, ...]:
    if grad.shape != x.shape or gamma.shape != x.shape[-1:] or x.shape[-1] < 2:
        raise ValueError
    wide, above = x.astype(float), grad.astype(float)
    centred = wide - wide.mean(axis=-1, keepdims=True)
    scale = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
    hat, g = centred * scale, above * gamma
    own = g - g.mean(axis=-1, keepdims=True) - hat * (g * hat).mean(axis=-1, keepdims=True)
    rows = tuple(range(x.ndim - 1))
    found = (own * scale, (above * hat).sum(axis=rows), above.sum(axis=rows))
    return tuple(np.asarray(one).astype(x.dtype) for one in found)


@prop("Each row leaves with mean 0 and variance 1, then gamma scales and beta shifts.")
def forward(learner: Learner) -> None:
    one, zero = np.ones(3), np.zeros(3)
    calls = [
        Call(X, one, zero),
        Call(X, GAMMA, BETA),
        *(Call(m, GAMMA, BETA) for m in inputs.matrices(4, 3)),
    ]
    same(learner.layer_norm, norm, calls, rtol=1e-9, atol=1e-12)


@prop("eps is under the root, the variance is the biased one; a constant row gives beta.")
def epsilon(learner: Learner) -> None:
    calls = [Call(X, GAMMA, BETA, 0.5), Call(np.full((2, 3), 7.0), GAMMA, BETA)]
    same(learner.layer_norm, norm, calls, rtol=1e-9, atol=1e-12)


@prop("Rows at a million keep their digits: the variance is not a difference of squares.")
def far(learner: Learner) -> None:
    call = Call(1e6 + X, GAMMA, BETA)
    same(learner.layer_norm, norm, [call], rtol=1e-7, atol=1e-9)


@prop("The gradients of gamma and beta are summed over all rows.")
def parameters(learner: Learner) -> None:
    holds(
        learner.layer_norm_backward,
        [Call(m, X[:1].repeat(4, axis=0), GAMMA) for m in inputs.matrices(4, 3)],
        lambda found, grad, x, gamma: all(
            np.shape(got) == wanted.shape and np.allclose(got, wanted)
            for got, wanted in zip(found[1:], backward(grad, x, gamma)[1:], strict=True)
        ),
        "sums over the rows of grad * x_hat and of grad, shape (3,)",
    )


@prop("The gradient of x sums to 0 along each row: a shift of the row changes nothing.")
def shift(learner: Learner) -> None:
    holds(
        learner.layer_norm_backward,
        [Call(m, X, GAMMA) for m in inputs.matrices(2, 3)],
        lambda found, grad, x, gamma: np.allclose(found[0].sum(axis=-1), 0, atol=1e-9),
        "a first value whose rows sum to 0",
    )


@prop("All three are the gradients of a loss, by differences.")
def by_differences(learner: Learner) -> None:
    for seed, x in enumerate(inputs.matrices(3, 4, seed=5)):
        draw = np.random.default_rng(seed)
        target = draw.normal(size=(3, 4))
        at = {"x": x, "gamma": draw.normal(size=4), "beta": draw.normal(size=4)}
        grad = norm(x, at["gamma"], at["beta"]) - target

        def loss(p: dict[str, np.ndarray], target: np.ndarray = target) -> float:
            return 0.5 * float(((norm(p["x"], p["gamma"], p["beta"]) - target) ** 2).sum())

        found = learner.layer_norm_backward(grad, x, at["gamma"])
        got = dict(zip(("x", "gamma", "beta"), found, strict=True))
        gradient(loss, at, got, call="layer_norm_backward(grad, x, gamma)")


@prop("Sequences, [batch, time, d], work forward and backward, and so does another eps.")
def sequences(learner: Learner) -> None:
    x = np.stack(inputs.matrices(4, 3, count=2))
    grad = np.stack(inputs.matrices(4, 3, seed=7, count=2))
    same(learner.layer_norm, norm, [Call(x, GAMMA, BETA)], rtol=1e-9, atol=1e-12)
    calls = [Call(grad, x, GAMMA), Call(grad[0], x[0], GAMMA, 0.5)]
    same(learner.layer_norm_backward, backward, calls, rtol=1e-9, atol=1e-12)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    arrays = [one.astype(np.float32) for one in (X, GAMMA, BETA)]
    same(learner.layer_norm, norm, [Call(*arrays)], rtol=1e-5, atol=1e-6)
    grad = np.ones((2, 3), dtype=np.float32) * np.array([1, 2, 4], dtype=np.float32)
    same(learner.layer_norm_backward, backward, [Call(grad, *arrays[:2])], rtol=1e-4, atol=1e-5)


@prop("No argument is changed.")
def untouched(learner: Learner) -> None:
    pure(learner.layer_norm, [Call(X, GAMMA, BETA)])
    pure(learner.layer_norm_backward, [Call(X, X, GAMMA)])
