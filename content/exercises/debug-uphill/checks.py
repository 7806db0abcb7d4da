"""Debug: the training loss falls, then climbs."""

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


def problem(seed: int, n: int = 200) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(6000 + seed)
    x = draw.normal(size=(n, 2))
    return x, (x[:, 0] + 0.5 * x[:, 1] > 0.3).astype(float)


@prop("The gradients are those of the loss, by differences, as they were.")
def gradients(learner: Learner) -> None:
    x, y = problem(0, 10)
    parameters = learner.initialize(0)

    def loss(p: dict[str, np.ndarray]) -> float:
        return float(learner.loss(p, x, y))

    got = learner.gradients(parameters, x, y)
    gradient(loss, parameters, got, rtol=1e-4, call="gradients(parameters, x, y)")


@prop("A small step of any one parameter, the others held, makes the loss smaller.")
def each_parameter(learner: Learner) -> None:
    x, y = problem(1, 20)
    parameters = learner.initialize(1)
    moved = learner.step(parameters, learner.gradients(parameters, x, y), 0.01)
    before = float(learner.loss(parameters, x, y))
    for name in parameters:
        after = float(learner.loss({**parameters, name: moved[name]}, x, y))
        expect(
            after < before,
            f"the loss after a step of {name} alone, at a rate of 0.01",
            expected=f"below {before:.6f}",
            got=f"{after:.6f}",
            call=f"step(parameters, slopes, 0.01)[{name!r}]",
        )


@prop("The step is proportional to the rate: at rate 0 nothing moves.")
def rate(learner: Learner) -> None:
    parameters = learner.initialize(2)
    slopes = learner.gradients(parameters, *problem(2, 20))
    half, full = (learner.step(parameters, slopes, r) for r in (0.1, 0.2))
    for name, value in parameters.items():
        call = f"step(parameters, slopes, 0.2)[{name!r}]"
        wanted = value + 2 * (half[name] - value)
        agree(full[name], wanted, call=call, rtol=1e-9, atol=1e-12)


@prop(
    "The training loss falls from each tenth step to the next, to the end, for three seeds.",
    false_alarm=TWICE,
)
def falls(learner: Learner) -> None:
    def training(number: int) -> None:
        losses = np.asarray(learner.train(*problem(number), number)[1])[::10]
        climbs = np.flatnonzero(np.diff(losses) > 1e-9)
        where = f"from step {10 * climbs[0]} to {10 * climbs[0] + 10}" if climbs.size else ""
        expect(
            climbs.size == 0,
            f"the training loss climbs {where}",
            expected="a loss that falls",
            got=losses[climbs[0] : climbs[0] + 2] if climbs.size else "",
            call=f"train(x, y, {number})[1][::10]",
        )

    for_seeds(training)


@prop("At the end the loss is below 0.1.", false_alarm=TWICE)
def low(learner: Learner) -> None:
    def training(number: int) -> None:
        found = float(learner.train(*problem(number), number)[1][-1])
        call = f"train(x, y, {number})[1][-1]"
        expect(found < 0.1, "the last loss", expected="below 0.1", got=found, call=call)

    for_seeds(training)
