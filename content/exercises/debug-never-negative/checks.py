"""Debug: a regression that never goes below zero."""

import numpy as np

from actquiz.practice.exercises.checks import (
    TWICE,
    Learner,
    agree,
    expect,
    for_seeds,
    gradient,
    prop,
)

X = np.linspace(-2, 2, 101)
LOWERED = "parameters['b2'] = -100; predict(parameters, x)"


@prop("The network can produce numbers of both signs.")
def signs(learner: Learner) -> None:
    parameters = learner.initialize(0)
    parameters["b2"] = np.array([-100.0])
    largest = float(np.asarray(learner.predict(parameters, X)).max())
    what = "the largest prediction"
    expect(largest < 0, what, expected="a negative number", got=largest, call=LOWERED)


@prop("The output bends nothing: an output bias lower by 100 lowers each prediction by 100.")
def straight(learner: Learner) -> None:
    parameters = learner.initialize(0)
    before = np.asarray(learner.predict(parameters, X))
    lowered = learner.predict({**parameters, "b2": parameters["b2"] - 100}, X)
    call = LOWERED.replace("=", "-=")
    agree(lowered, before - 100, call=call, rtol=1e-9, atol=1e-9)


@prop("The gradients are those of half the mean squared error, by differences.")
def gradients(learner: Learner) -> None:
    x = np.array([-1.7, -0.6, 0.3, 1.1])
    y = np.sin(2 * x)
    for seed in range(2):
        parameters = learner.initialize(seed)

        def loss(p: dict[str, np.ndarray]) -> float:
            return 0.5 * float(((np.asarray(learner.predict(p, x)) - y) ** 2).mean())

        got = learner.gradients(parameters, x, y)
        gradient(loss, parameters, got, rtol=1e-4, call="gradients(parameters, x, y)")


@prop("The hidden layer is a ReLU layer still: the fit is made of straight pieces.")
def pieces(learner: Learner) -> None:
    parameters = learner.initialize(1)
    points = np.linspace(-2, 2, 2001)
    bends = abs(np.diff(np.asarray(learner.predict(parameters, points)), n=2))
    share = float((bends > 1e-9).mean())
    what = "share of points where the fit is bent, at the start"
    call = "predict(initialize(1), np.linspace(-2, 2, 2001))"
    expect(0 < share < 0.1, what, expected="a few corners only", got=share, call=call)


@prop(
    "The fit has a mean squared error below 0.02 after training, for each of three seeds.",
    false_alarm=TWICE,
)
def fits(learner: Learner) -> None:
    y = np.sin(2 * X)

    def training(number: int) -> None:
        fit = np.asarray(learner.predict(learner.train(X, y, number), X))
        error = float(((fit - y) ** 2).mean())
        expect(
            error < 0.02,
            "mean squared error after training",
            expected="below 0.02",
            got=float(f"{error:.3g}"),
            call=f"predict(train(x, y, {number}), x)",
        )

    for_seeds(training)
