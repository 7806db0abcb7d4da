"""Debug: works with batches of 8, explodes with 128."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, agree, expect, gradient, prop, pure


def problem(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(5000 + seed)
    x = draw.normal(size=(n, 2))
    return x, x[:, 0] - 0.5 * x[:, 1] + 0.1 * draw.normal(size=n)


@prop("The gradients are those of the loss, by differences.")
def gradients(learner: Learner) -> None:
    x, y = problem(0, 5)
    parameters = learner.initialize(0)

    def loss(p: dict[str, np.ndarray]) -> float:
        return float(learner.loss(p, x, y))

    got = learner.gradients(parameters, x, y)
    gradient(loss, parameters, got, rtol=1e-4, call="gradients(parameters, x, y)")


@prop("A batch and the same batch twice over have the same gradient.")
def repeated(learner: Learner) -> None:
    x, y = problem(1, 6)
    parameters = learner.initialize(1)
    once = learner.gradients(parameters, x, y)
    twice = learner.gradients(parameters, np.concatenate([x, x]), np.concatenate([y, y]))
    for name, wanted in once.items():
        agree(twice[name], wanted, call=f"the gradient of {name}, batch repeated", rtol=1e-6)


@prop("The loss is still half the mean squared error.")
def loss_kept(learner: Learner) -> None:
    x, y = problem(2, 7)
    parameters = learner.initialize(2)
    wanted = 0.5 * float(((np.asarray(learner.predict(parameters, x)) - y) ** 2).mean())
    agree(learner.loss(parameters, x, y), wanted, call="loss(parameters, x, y)", dtype=False)


@prop("Batches of 4, 32 and 128 all train to a loss below 0.02, at the learning rate as it is.")
def batches(learner: Learner) -> None:
    x, y = problem(3, 256)
    for batch in (4, 32, 128):
        parameters = learner.train(x, y, batch, 0)
        found = 0.5 * float(((np.asarray(learner.predict(parameters, x)) - y) ** 2).mean())
        expect(
            found < 0.02,
            f"the loss after training with batches of {batch}",
            expected="below 0.02",
            got=float(f"{found:.3g}"),
            call=f"train(x, y, {batch}, 0)",
        )


@prop("The data are as they were after training.")
def untouched(learner: Learner) -> None:
    pure(learner.train, [Call(*problem(4, 32), 8, 0)])
