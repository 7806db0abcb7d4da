"""A numerical gradient checker."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, expect, prop, pure, same

STEP = 1e-5
# Numbers to which += h, -= 2 h, += h does not lead back; at the first one, -= h, += h neither.
UNSTEADY = np.array([-0.5, 0.1, 0.7, 1.1])
assert (UNSTEADY + STEP - 2 * STEP + STEP != UNSTEADY).all()
assert UNSTEADY[0] - STEP + STEP != UNSTEADY[0]

X = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])


def square_sum(x: np.ndarray) -> float:
    return float((x**2).sum())


def twisted(x: np.ndarray) -> float:
    return float(np.exp(x.reshape(-1) * 0.7).sum() + x.reshape(-1)[0] * x.reshape(-1)[-1])


def twisted_gradient(f: object, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    flat = x.astype(float).reshape(-1)
    gradient = 0.7 * np.exp(0.7 * flat)
    gradient[0] += flat[-1]
    gradient[-1] += flat[0]
    return gradient.reshape(x.shape)


@prop("The gradient of a sum of squares is twice the input.")
def squares(learner: Learner) -> None:
    call = Call(square_sum, np.array([1.0, -2.0, 3.0]))
    same(learner.numerical_gradient, lambda f, x: 2.0 * x, [call], rtol=1e-6, atol=1e-8)


@prop("Arrays of any shape are answered in their shape.")
def shapes(learner: Learner) -> None:
    calls = [Call(twisted, X), Call(twisted, X.reshape(1, 2, 3)), Call(twisted, X[0])]
    same(learner.numerical_gradient, twisted_gradient, calls, rtol=1e-6, atol=1e-8)


@prop("The differences are central: one-sided ones are wrong by about h.")
def central(learner: Learner) -> None:
    call = Call(twisted, X, h=1e-3)
    same(learner.numerical_gradient, twisted_gradient, [call], rtol=2e-6)


@prop("The step is the one the caller asked for.")
def step(learner: Learner) -> None:
    def kink(x: np.ndarray) -> float:
        return float(abs(x[0] - 0.05))

    got = learner.numerical_gradient(kink, np.array([0.0]), 0.1)
    expect(
        np.allclose(got, -0.5),
        "the slope of |x - 0.05| at 0 over steps of 0.1 to both sides",
        expected=[-0.5],
        got=got,
        call="numerical_gradient(f, np.array([0.0]), 0.1)",
    )


@prop("float32 and integer inputs are moved in float64, where the step is not lost.")
def types(learner: Learner) -> None:
    calls = [Call(twisted, np.array([1, 2, 3])), Call(twisted, X.astype(np.float32))]
    same(learner.numerical_gradient, twisted_gradient, calls, rtol=1e-6)


@prop("Every call of f sees x with one entry moved, all others where they were.")
def one_at_a_time(learner: Learner) -> None:
    seen: list[np.ndarray] = []

    def watch(x: np.ndarray) -> float:
        seen.append(np.array(x, dtype=float))
        return float(x.sum())

    learner.numerical_gradient(watch, UNSTEADY, STEP)
    for x in seen:
        moved = int((x != UNSTEADY).sum())
        expect(
            moved <= 1,
            "f was called with more than one entry moved",
            expected="x with at most one entry moved",
            got=x,
            call=Call(UNSTEADY, STEP).shown("numerical_gradient").replace("(", "(f, ", 1),
        )


@prop("The point is as it was afterwards, to the last bit.")
def untouched(learner: Learner) -> None:
    pure(learner.numerical_gradient, [Call(square_sum, UNSTEADY, STEP)])
