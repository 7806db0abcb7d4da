"""A sigmoid that never overflows."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Learner, inputs, prop, pure, quiet, same

SIGMOID = get("sigmoid").value


@prop("Ordinary numbers give 1/(1 + e^-x).")
def ordinary(learner: Learner) -> None:
    same(learner.sigmoid, SIGMOID, inputs.ordinary())


@prop("Every shape is answered in the same shape, an empty array too.")
def shapes(learner: Learner) -> None:
    same(learner.sigmoid, SIGMOID, [np.ones((2, 3)), np.ones((1, 2, 2)), np.zeros((0, 3))])


@prop("Far to the left the value is tiny, not 0: no subtraction has eaten the digits.")
def left_tail(learner: Learner) -> None:
    same(learner.sigmoid, SIGMOID, [np.array([-20.0, -40.0, -300.0, -700.0])], values=False)


@prop("The largest inputs give 0 and 1, without a warning.")
def extremes(learner: Learner) -> None:
    same(learner.sigmoid, SIGMOID, inputs.finite_extreme())
    quiet(learner.sigmoid, inputs.finite_extreme())


@prop("float32 stays float32, where e^x overflows from 89 on already.")
def single(learner: Learner) -> None:
    x = np.array([-100, -80, -1, 0, 1, 80, 100], dtype=np.float32)
    same(learner.sigmoid, SIGMOID, [x])
    quiet(learner.sigmoid, [x])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.sigmoid, [np.array([-2.0, 0.0, 3.0])])
