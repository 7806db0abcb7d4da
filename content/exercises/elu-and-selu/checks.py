"""ELU and SELU without overflow."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Call, Learner, inputs, prop, pure, quiet, same

ELU = get("elu").value
SELU = get("selu").value


@prop("ELU is x on the right and alpha * (e^x - 1) on the left, in every shape.")
def elu(learner: Learner) -> None:
    x = np.array([[-2.0, -0.5], [0.0, 3.0]])
    same(learner.elu, ELU, [*inputs.ordinary(), x, np.zeros((0, 2))])
    same(learner.elu, ELU, [Call(x, alpha=0.5), Call(x, alpha=2.0)])


@prop("SELU multiplies both sides by lambda, not only the left one.")
def selu(learner: Learner) -> None:
    same(learner.selu, SELU, [np.array([1.0]), np.array([-1.0]), *inputs.ordinary()])


@prop("Close to 0 no digits are lost: elu(-1e-10) is -1e-10 to twelve digits.")
def near_zero(learner: Learner) -> None:
    x = np.array([-1e-10, -1e-15, -1e-5])
    same(learner.elu, ELU, [x], rtol=1e-12)
    same(learner.selu, SELU, [x], rtol=1e-12)


@prop("Large inputs pass without overflow, in the branch that is not taken too.")
def extremes(learner: Learner) -> None:
    for function, reference in ((learner.elu, ELU), (learner.selu, SELU)):
        same(function, reference, inputs.finite_extreme())
        quiet(function, inputs.finite_extreme())


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    x = np.array([-100.0, -1.0, -1e-6, 0.0, 2.0, 100.0], dtype=np.float32)
    same(learner.elu, ELU, [x])
    same(learner.selu, SELU, [x])
    quiet(learner.selu, [x])


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    x = np.array([-2.0, 0.0, 3.0])
    pure(learner.elu, [x])
    pure(learner.selu, [x])
