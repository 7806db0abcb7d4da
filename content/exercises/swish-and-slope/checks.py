"""Swish with beta, and its slope."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Call, Learner, inputs, learns, prop, pure, quiet, same

BETAS = (0.5, 2.0, 10.0, 0.0, -1.0)
X = np.array([-4.0, -1.0, -0.25, 0.0, 0.5, 2.0])


def value(x: np.ndarray, beta: float = 1.0) -> np.ndarray:
    return np.asarray(x * get("sigmoid").value(beta * x))


def derivative(x: np.ndarray, beta: float = 1.0) -> np.ndarray:
    z = beta * x
    return np.asarray(get("sigmoid").value(z) + z * get("sigmoid").slope(z))


@prop("With beta 1 it is SiLU, x * sigmoid(x), in every shape.")
def silu(learner: Learner) -> None:
    same(learner.swish, value, [*inputs.ordinary(), np.ones((2, 3)), np.zeros((0, 2))])


@prop("beta stands inside the sigmoid only; at beta 0 the function is x/2.")
def betas(learner: Learner) -> None:
    same(learner.swish, value, [Call(X, beta=b) for b in BETAS])


@prop("With beta 1 the slope is right: 1/2 at 0, above 1 at 2.4.")
def slope(learner: Learner) -> None:
    same(learner.swish_slope, derivative, [X, *inputs.ordinary()], atol=1e-12)


@prop("With another beta the chain rule shows: the second term carries beta.")
def slope_betas(learner: Learner) -> None:
    same(learner.swish_slope, derivative, [Call(X, beta=b) for b in BETAS], atol=1e-12)


@prop("Large inputs and large betas overflow nowhere.")
def extremes(learner: Learner) -> None:
    x = np.array([-1e4, -800.0, 800.0, 1e4])
    calls = [Call(x), Call(x, beta=10.0), Call(x, beta=-10.0)]
    same(learner.swish, value, calls)
    quiet(learner.swish, calls)
    same(learner.swish_slope, derivative, calls)
    quiet(learner.swish_slope, calls)


@prop("float32 stays float32 in both functions.")
def single(learner: Learner) -> None:
    x = X.astype(np.float32)
    same(learner.swish, value, [Call(x), Call(x, beta=2.0)])
    same(learner.swish_slope, derivative, [Call(x), Call(x, beta=2.0)], atol=1e-6)


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.swish, [X])
    pure(learner.swish_slope, [X])


@prop("A small network learns with this pair.")
def network(learner: Learner) -> None:
    learns(learner.swish, learner.swish_slope)
