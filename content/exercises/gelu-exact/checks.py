"""Exact GELU with the standard library."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Learner, inputs, prop, pure, quiet, same

GELU = get("gelu").value


@prop("The exact form, not an approximation: ordinary numbers to nine digits.")
def ordinary(learner: Learner) -> None:
    same(learner.gelu, GELU, [np.array([1.0]), *inputs.ordinary()])


@prop("The shape is kept; an empty array comes back empty, as numbers.")
def shapes(learner: Learner) -> None:
    same(learner.gelu, GELU, [np.full((2, 3), 0.5), np.array(0.5), np.zeros((0, 2))])


@prop("In the left tail 1 + erf is 0; the value is not.")
def left_tail(learner: Learner) -> None:
    same(learner.gelu, GELU, [np.array([-6.0, -9.0, -20.0])], values=False)


@prop("Large inputs give 0 on the left and x on the right, without a warning.")
def extremes(learner: Learner) -> None:
    x = np.array([-1e4, -100.0, 100.0, 1e4])
    same(learner.gelu, GELU, [x])
    quiet(learner.gelu, [x])


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    same(learner.gelu, GELU, [np.array([[-3.0, -1.0], [0.0, 2.0]], dtype=np.float32)])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.gelu, [np.array([-2.0, 0.0, 3.0])])
