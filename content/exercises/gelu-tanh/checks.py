"""GELU's tanh form and its slope."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Learner, inputs, prop, pure, quiet, same, slope

GELU = get("gelu_tanh")
LARGE = {
    np.float16: [100.0, 300.0, 60000.0],
    np.float32: [1e3, 1e15, 3e38],
    np.float64: [1e3, 1e120, 1e308],
}


@prop("The value is the tanh form: at 1 it is 0.841192, where the exact GELU is 0.841345.")
def value(learner: Learner) -> None:
    calls = [np.array([1.0]), *inputs.ordinary(), np.ones((2, 3)), np.zeros((0, 2))]
    same(learner.gelu_tanh, GELU.value, calls, atol=1e-12)


@prop("The slope is the derivative of the value, checked by differences.")
def derivative(learner: Learner) -> None:
    points = np.array([-3.0, -1.5, -0.5, 0.0, 0.5, 1.5, 3.0])
    slope(learner.gelu_tanh_slope, GELU.value, points, rtol=1e-5)
    same(learner.gelu_tanh_slope, GELU.slope, [points, points.reshape(1, 7)], atol=1e-12)


@prop("The value overflows nowhere, up to the largest number of each type.")
def large_values(learner: Learner) -> None:
    for dtype, numbers in LARGE.items():
        x = np.array([*numbers, *(-n for n in numbers)], dtype=dtype)
        same(learner.gelu_tanh, GELU.value, [x], atol=1e-6)
        quiet(learner.gelu_tanh, [x])


@prop("The slope is 1 or 0 in the far tails, never NaN: no 0 times infinity.")
def large_slopes(learner: Learner) -> None:
    for dtype, numbers in LARGE.items():
        x = np.array([*numbers, *(-n for n in numbers)], dtype=dtype)
        same(learner.gelu_tanh_slope, GELU.slope, [x], atol=1e-6)
        quiet(learner.gelu_tanh_slope, [x])


@prop("float16 and float32 stay what they are: no constant turns them into float64.")
def types(learner: Learner) -> None:
    for dtype, tolerance in ((np.float32, 1e-5), (np.float16, 1e-2)):
        x = np.linspace(-3, 3, 13).astype(dtype)
        same(learner.gelu_tanh, GELU.value, [x], rtol=tolerance, atol=tolerance)
        same(learner.gelu_tanh_slope, GELU.slope, [x], rtol=tolerance, atol=tolerance)


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    x = np.array([-2.0, 0.0, 30.0])
    pure(learner.gelu_tanh, [x])
    pure(learner.gelu_tanh_slope, [x])
