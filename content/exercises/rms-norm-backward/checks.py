"""RMSNorm, forward and backward."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Learner,
    gradient,
    inputs,
    prop,
    pure,
    quiet,
    same,
)

X = np.array([[1.0, 2.0, 6.0], [0.5, -1.0, 0.0]])
GAIN = np.array([1.0, 2.0, -0.5])


def norm(x: np.ndarray, gain: np.ndarray, eps: float = 1e-6) -> np.ndarray:
    if gain.shape != x.shape[-1:] or not x.shape[-1]:
        raise ValueError
    wide = x.astype(float)
    scale = 1 / np.sqrt((wide**2).mean(axis=-1, keepdims=True) + eps)
    return np.asarray(wide * scale * gain.astype(float)).astype(x.dtype)


def backward(
    grad: np.ndarray, x: np.ndarray, gain: np.ndarray, eps: float = 1e-6
) -> tuple[np.ndarray, ...]:
    if grad.shape != x.shape or gain.shape != x.shape[-1:] or not x.shape[-1]:
        raise ValueError
    above, wide, g = (one.astype(float) for one in (grad, x, gain))
    scale = 1 / np.sqrt((wide**2).mean(axis=-1, keepdims=True) + eps)
    hat, h = wide * scale, above * g
    dx = scale * (h - hat * (h * hat).mean(axis=-1, keepdims=True))
    dgain = (above * hat).sum(axis=tuple(range(x.ndim - 1)))
    return dx.astype(x.dtype), np.asarray(dgain).astype(gain.dtype)


@prop("Each row leaves with a mean square of 1, times the gain; no mean is taken off.")
def forward(learner: Learner) -> None:
    calls = [Call(X, np.ones(3)), Call(X, GAIN), *(Call(m, GAIN) for m in inputs.matrices(4, 3))]
    same(learner.rms_norm, norm, calls, rtol=1e-9, atol=1e-12)


@prop("eps is added to the mean square, under the root; a row of 0 gives 0.")
def epsilon(learner: Learner) -> None:
    calls = [Call(X, GAIN, 0.5), Call(np.zeros((2, 3)), GAIN)]
    same(learner.rms_norm, norm, calls, rtol=1e-9, atol=1e-12)
    quiet(learner.rms_norm, calls)


@prop("The gradient of x agrees with differences of a loss: the scale depends on x too.")
def of_x(learner: Learner) -> None:
    for seed, x in enumerate(inputs.matrices(3, 4, seed=5)):
        target = np.random.default_rng(seed).normal(size=(3, 4))
        gain = np.random.default_rng(seed + 10).normal(size=4)

        def loss(
            p: dict[str, np.ndarray], target: np.ndarray = target, gain: np.ndarray = gain
        ) -> float:
            return 0.5 * float(((norm(p["x"], gain) - target) ** 2).sum())

        got = {"x": learner.rms_norm_backward(norm(x, gain) - target, x, gain)[0]}
        gradient(loss, {"x": x}, got, call="rms_norm_backward(grad, x, gain)[0]")


@prop("The gradient of the gain is summed over all rows, in sequences [batch, time, d] too.")
def of_gain(learner: Learner) -> None:
    x, grad = (np.stack(inputs.matrices(4, 3, seed=s, count=2)) for s in (0, 7))
    calls = [Call(grad[0], x[0], GAIN), Call(grad, x, GAIN), Call(grad[0], x[0], GAIN, 0.5)]
    same(learner.rms_norm_backward, backward, calls, rtol=1e-9, atol=1e-12)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    x, gain = X.astype(np.float32), GAIN.astype(np.float32)
    same(learner.rms_norm, norm, [Call(x, gain)], rtol=1e-5, atol=1e-6)
    same(learner.rms_norm_backward, backward, [Call(x, x[::-1].copy(), gain)], rtol=1e-4, atol=1e-5)


@prop("float16 stays float16, and entries of 300 and more are normalised, not flushed to 0.")
def half(learner: Learner) -> None:
    x = np.array([[300, -600, 900, 0], [1, 2, 3, 4]]).astype(np.float16)
    gain = np.array([1, 2, -1, 0.5]).astype(np.float16)
    grad = np.array([[1, 2, 0, -1], [4, 1, 1, 1]]).astype(np.float16)
    same(learner.rms_norm, norm, [Call(x, gain)], rtol=4e-3, atol=1e-3)
    quiet(learner.rms_norm, [Call(x, gain)])
    same(learner.rms_norm_backward, backward, [Call(grad, x, gain)], rtol=1e-2, atol=2e-3)


@prop("No argument is changed.")
def untouched(learner: Learner) -> None:
    pure(learner.rms_norm, [Call(X, GAIN)])
    pure(learner.rms_norm_backward, [Call(X, X, GAIN)])
