"""Debug: a loss that will not go below 0.55."""

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


def clouds(seed: int, n: int = 150) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(2000 + seed)
    labels = draw.integers(0, 3, size=n)
    angle = 2 * np.pi * labels / 3
    centres = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + 0.4 * draw.normal(size=(n, 2)), labels


def moved(parameters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """With biases that are not 0, so that their signs count."""
    return {**parameters, "b1": parameters["b1"] + 0.3, "b2": parameters["b2"] + [0.5, 0.0, -0.5]}


@prop("The probabilities of each example are positive and sum to 1.")
def sums(learner: Learner) -> None:
    p = np.asarray(learner.probabilities(learner.initialize(0), clouds(0, 5)[0]))
    good = p.shape == (5, 3) and bool((p > 0).all()) and np.allclose(p.sum(axis=1), 1)
    call = "probabilities(initialize(0), x)"
    expect(good, "probabilities of 5 examples", expected="5 rows that sum to 1", got=p, call=call)


@prop("The loss is the mean of -log of the probability that the model gives to the label.")
def consistent(learner: Learner) -> None:
    for number in range(3):
        parameters = moved(learner.initialize(number))
        x, labels = clouds(number, 6)
        p = np.asarray(learner.probabilities(parameters, x))
        wanted = float(-np.log(p[np.arange(6), labels]).mean())
        got = learner.loss(parameters, x, labels)
        call = "loss(parameters, x, labels)"
        agree(got, wanted, call=call, rtol=1e-9, dtype=False)


@prop("A confident mistake costs what it should, about 60: nothing is added in the logarithm.")
def mistakes(learner: Learner) -> None:
    parameters = learner.initialize(0)
    parameters["b2"] = np.array([60.0, 0.0, 0.0])
    x, labels = clouds(0, 4)[0], np.array([1, 2, 1, 2])
    p = np.asarray(learner.probabilities(parameters, x))
    wanted = float(-np.log(p[np.arange(4), labels]).mean())
    call = "loss(parameters, x, labels), b2 = [60, 0, 0] and no label is 0"
    agree(learner.loss(parameters, x, labels), wanted, call=call, rtol=1e-9, dtype=False)


@prop("The gradients are those of the loss, by differences.")
def gradients(learner: Learner) -> None:
    x, labels = clouds(3, 6)
    parameters = moved(learner.initialize(3))

    def loss(p: dict[str, np.ndarray]) -> float:
        return float(learner.loss(p, x, labels))

    got = learner.gradients(parameters, x, labels)
    gradient(loss, parameters, got, rtol=1e-4, call="gradients(parameters, x, labels)")


@prop("A step against the gradients makes the loss smaller.")
def first_step(learner: Learner) -> None:
    _, losses = learner.train(*clouds(0), 0)
    falls = losses[1] < losses[0]
    what, call = "the first two losses", "train(x, labels, 0)"
    expect(falls, what, expected="the second one smaller", got=losses[:2], call=call)


@prop("On separate classes the loss falls below 0.1, for each of three seeds.", false_alarm=TWICE)
def low_loss(learner: Learner) -> None:
    def training(number: int) -> None:
        x, labels = clouds(number)
        parameters, losses = learner.train(x, labels, number)
        expect(
            losses[-1] < 0.1,
            "the loss after training",
            expected="below 0.1",
            got=losses[-1],
            call=f"train(x, labels, {number})",
        )
        p = np.asarray(learner.probabilities(parameters, x))
        share = float((p.argmax(axis=1) == labels).mean())
        what, call = "share classified right", f"probabilities(train(x, labels, {number})[0], x)"
        expect(share > 0.97, what, expected="above 0.97", got=share, call=call)

    for_seeds(training)
