"""Mish for every input."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Learner, inputs, prop, pure, quiet, same

MISH = get("mish").value


@prop("Ordinary numbers give x * tanh(softplus(x)), in every shape.")
def ordinary(learner: Learner) -> None:
    same(learner.mish, MISH, [*inputs.ordinary(), np.ones((2, 3)), np.zeros((0, 2))])


@prop("The dip is where it belongs: -0.308843 at -1.192431.")
def dip(learner: Learner) -> None:
    same(learner.mish, MISH, [np.array([-1.1924312145])])


@prop("In the left tail the value is about x * e^x, not 0.")
def left_tail(learner: Learner) -> None:
    same(learner.mish, MISH, [np.array([-15.0, -40.0, -300.0])], values=False)


@prop("Large inputs come back as they are, without overflow, NaN or a warning.")
def extremes(learner: Learner) -> None:
    x = np.array([-1e4, -800.0, 400.0, 800.0, 1e4])
    same(learner.mish, MISH, [x])
    quiet(learner.mish, [x])


@prop("float32 stays float32, where e^x overflows from 89 on already.")
def single(learner: Learner) -> None:
    x = np.array([-60.0, -2.0, 0.0, 2.0, 100.0, 1000.0], dtype=np.float32)
    same(learner.mish, MISH, [x])
    quiet(learner.mish, [x])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.mish, [np.array([-2.0, 0.0, 3.0])])
