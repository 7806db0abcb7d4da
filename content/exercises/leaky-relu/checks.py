"""Leaky ReLU for any leak."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Call, Learner, inputs, learns, prop, pure, same

LEAKY = get("leaky_relu").value


def leaky(x: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    return np.where(x > 0, x, alpha * x)


def leaky_slope(x: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    return np.where(x > 0, 1, alpha).astype((alpha * x).dtype)


@prop("Positive numbers pass, negative ones are multiplied by the leak, 0.01 unless told.")
def ordinary(learner: Learner) -> None:
    calls = [*inputs.ordinary(), np.full((2, 3), -2.0), np.zeros((0, 2))]
    same(learner.leaky_relu, LEAKY, calls)
    same(learner.leaky_relu, leaky, [Call(np.array([-2.0, 2.0]), alpha=0.25)])


@prop("A leak above 1 or below 0 works as well: the sign of x decides, not which value is larger.")
def any_leak(learner: Learner) -> None:
    x = np.array([-2.0, 0.0, 3.0])
    same(learner.leaky_relu, leaky, [Call(x, alpha=a) for a in (1.5, -0.5, 1.0, 0.0)])


@prop("The slope is 1 on the right, and the leak on the left and at 0.")
def slope(learner: Learner) -> None:
    x = np.array([-2.0, -0.5, 0.0, 0.5, 3.0])
    calls = [Call(x), *(Call(x, alpha=a) for a in (0.2, 1.5, -0.5))]
    same(learner.leaky_relu_slope, leaky_slope, calls)


@prop("Integers are answered with fractions: leaky_relu(-3) is -0.03, not 0.")
def integers(learner: Learner) -> None:
    x = np.array([-3, 0, 4])
    same(learner.leaky_relu, leaky, [x])
    same(learner.leaky_relu_slope, leaky_slope, [x])


@prop("float32 stays float32 in both functions.")
def single(learner: Learner) -> None:
    x = np.array([-3.0, 0.0, 4.0], dtype=np.float32)
    same(learner.leaky_relu, leaky, [Call(x), Call(x, alpha=0.25)])
    same(learner.leaky_relu_slope, leaky_slope, [Call(x), Call(x, alpha=0.25)])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    x = np.array([-2.0, 0.0, 3.0])
    pure(learner.leaky_relu, [x])
    pure(learner.leaky_relu_slope, [x])


@prop("A small network learns with this pair.")
def network(learner: Learner) -> None:
    learns(learner.leaky_relu, learner.leaky_relu_slope)
