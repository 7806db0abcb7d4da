"""ReLU, and its slope with a stated choice at 0."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Call, Learner, inputs, learns, prop, pure, quiet, same

RELU = get("relu").value


def step(x: np.ndarray, at_zero: float = 0.0) -> np.ndarray:
    return np.heaviside(x, x.dtype.type(at_zero))


@prop("ReLU keeps positive numbers and gives 0 for the others, in every shape.")
def ordinary(learner: Learner) -> None:
    same(learner.relu, RELU, [*inputs.ordinary(), np.full((2, 3), -1.0), np.zeros((0, 2))])


@prop("ReLU of minus infinity is 0, of infinity infinity, without a warning.")
def infinities(learner: Learner) -> None:
    x = np.array([-np.inf, np.inf])
    same(learner.relu, RELU, [x])
    quiet(learner.relu, [x])


@prop("A NaN stays a NaN: it must not turn into a harmless 0.")
def nan(learner: Learner) -> None:
    same(learner.relu, RELU, [np.array([np.nan, 1.0])])


@prop("The slope is 1 on the right and 0 on the left.")
def slope(learner: Learner) -> None:
    same(learner.relu_slope, step, [np.array([-2.0, -1e-30, 1e-30, 2.0]), np.ones((2, 2))])


@prop("At 0, and at -0.0, the slope is the number that was asked for, or else 0.")
def at_zero(learner: Learner) -> None:
    zeros = np.array([0.0, -0.0])
    calls = [Call(zeros), Call(zeros, at_zero=1.0), Call(zeros, at_zero=0.5)]
    same(learner.relu_slope, step, calls)


@prop("float32 stays float32 in both functions.")
def single(learner: Learner) -> None:
    x = np.array([-1.5, 0.0, 2.5], dtype=np.float32)
    same(learner.relu, RELU, [x])
    same(learner.relu_slope, step, [Call(x), Call(x, at_zero=0.5)])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    x = np.array([-2.0, 0.0, 3.0])
    pure(learner.relu, [x])
    pure(learner.relu_slope, [x])


@prop("A small network learns with this pair.")
def network(learner: Learner) -> None:
    learns(learner.relu, learner.relu_slope)
