"""Softplus for every input."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Learner, inputs, prop, pure, quiet, same

SOFTPLUS = get("softplus").value


@prop("Ordinary numbers give log(1 + e^x), in every shape.")
def ordinary(learner: Learner) -> None:
    same(learner.softplus, SOFTPLUS, [*inputs.ordinary(), np.ones((2, 3)), np.zeros((0, 2))])


@prop("On the left the value is e^x, not 0: 1 + e^x must not be computed there.")
def left_tail(learner: Learner) -> None:
    same(learner.softplus, SOFTPLUS, [np.array([-15.0, -40.0, -300.0])], values=False)


@prop("There is no jump where a formula is switched: 12 digits between 15 and 45.")
def no_jump(learner: Learner) -> None:
    same(learner.softplus, SOFTPLUS, [np.linspace(15, 45, 61)], rtol=1e-12)


@prop("Large inputs come back as they are, without overflow or a warning.")
def extremes(learner: Learner) -> None:
    same(learner.softplus, SOFTPLUS, inputs.finite_extreme())
    quiet(learner.softplus, inputs.finite_extreme())


@prop("float32 stays float32, where e^x overflows from 89 on already.")
def single(learner: Learner) -> None:
    x = np.array([-80, -20, 0, 20, 100, 1000], dtype=np.float32)
    same(learner.softplus, SOFTPLUS, [x])
    quiet(learner.softplus, [x])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.softplus, [np.array([-2.0, 0.0, 3.0])])
