"""The sigmoid's slope, right in both tails."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Learner, inputs, prop, pure, quiet, same

SLOPE = get("sigmoid").slope


@prop("The slope is right for ordinary numbers: 1/4 at 0, smaller on both sides.")
def ordinary(learner: Learner) -> None:
    same(learner.sigmoid_slope, SLOPE, [np.array([0.0]), *inputs.ordinary()])


@prop("Far to the right the slope is tiny, not 0: it is as exact there as on the left.")
def tails(learner: Learner) -> None:
    x = np.array([15.0, 40.0, 300.0])
    same(learner.sigmoid_slope, SLOPE, [x, -x], values=False)


@prop("The largest inputs give 0, without overflow, NaN or a warning.")
def extremes(learner: Learner) -> None:
    same(learner.sigmoid_slope, SLOPE, inputs.finite_extreme())
    quiet(learner.sigmoid_slope, inputs.finite_extreme())


@prop("float32 stays float32, in every shape, and is right at 17, where 1 - sigmoid(x) is 0.")
def single(learner: Learner) -> None:
    x = np.array([[-80, -17, -2], [2, 17, 80]], dtype=np.float32)
    same(learner.sigmoid_slope, SLOPE, [x])
    quiet(learner.sigmoid_slope, [x])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.sigmoid_slope, [np.array([-2.0, 0.0, 3.0])])
