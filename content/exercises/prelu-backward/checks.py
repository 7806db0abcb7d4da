"""Backward through PReLU, and to its leak."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, gradient, inputs, prop, pure, same


def reference(grad: np.ndarray, x: np.ndarray, alpha: np.ndarray) -> tuple[np.ndarray, ...]:
    if grad.shape != x.shape or x.ndim != 2 or alpha.shape != x.shape[1:]:
        raise ValueError
    return np.where(x > 0, grad, alpha * grad), (grad * np.minimum(x, 0)).sum(axis=0)


def calls(dtype: type = float) -> list[Call]:
    grad, x, _ = inputs.matrices(4, 3)
    arrays = (grad, x, np.array([0.25, -0.5, 1.5]))
    return [Call(*(a.astype(dtype) for a in arrays))]


@prop("One number: on the right the gradient passes and the leak gets nothing.")
def right(learner: Learner) -> None:
    call = Call(np.array([[3.0]]), np.array([[2.0]]), np.array([0.25]))
    same(learner.prelu_backward, reference, [call], values=False)


@prop("One number: on the left the gradient is multiplied by the leak, and the leak gets x.")
def left(learner: Learner) -> None:
    call = Call(np.array([[3.0]]), np.array([[-2.0]]), np.array([0.25]))
    same(learner.prelu_backward, reference, [call], values=False)


@prop("Each channel has its own leak, and the leak's gradient adds up over the rows.")
def channels(learner: Learner) -> None:
    same(learner.prelu_backward, reference, calls(), atol=1e-12)


@prop("Both are the gradients of a loss, by differences.")
def by_differences(learner: Learner) -> None:
    grad, x, alpha = calls()[0].args

    def loss(p: dict[str, np.ndarray]) -> float:
        return float((grad * np.where(p["x"] > 0, p["x"], p["alpha"] * p["x"])).sum())

    dx, dalpha = learner.prelu_backward(grad, x, alpha)
    got = {"x": dx, "alpha": dalpha}
    gradient(loss, {"x": x, "alpha": alpha}, got, call="prelu_backward(grad, x, alpha)")


@prop("At 0 the slope is the leak.")
def at_zero(learner: Learner) -> None:
    call = Call(np.array([[2.0]]), np.array([[0.0]]), np.array([0.25]))
    same(learner.prelu_backward, reference, [call], values=False)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    same(learner.prelu_backward, reference, calls(np.float32), atol=1e-6)


@prop("No argument is changed.")
def untouched(learner: Learner) -> None:
    pure(learner.prelu_backward, calls())
