"""Debug: probabilities that depend on the company."""

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
    draw = np.random.default_rng(8000 + seed)
    labels = draw.integers(0, 3, size=n)
    angle = 2 * np.pi * labels / 3
    centres = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + 0.4 * draw.normal(size=(n, 2)), labels


def moved(parameters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """With biases that are not 0, so that their signs count."""
    return {**parameters, "b1": parameters["b1"] + 0.3, "b2": parameters["b2"] + [0.5, 0.0, -0.5]}


@prop("The probabilities of each example sum to 1.")
def sums(learner: Learner) -> None:
    p = np.asarray(learner.probabilities(learner.initialize(0), clouds(0, 4)[0]))
    agree(p.sum(axis=1), np.ones(4), call="probabilities(initialize(0), x).sum(axis=1)")


@prop("An example gets the same probabilities alone as among others.")
def company(learner: Learner) -> None:
    parameters = learner.initialize(1)
    x = clouds(1, 5)[0]
    among = np.asarray(learner.probabilities(parameters, x))[0]
    alone = np.asarray(learner.probabilities(parameters, x[:1]))[0]
    expect(
        np.allclose(among, alone),
        "the first of five examples gets other probabilities when it is sent alone",
        expected=among,
        got=alone,
        call="probabilities(parameters, x[:1])[0] beside probabilities(parameters, x)[0]",
    )


@prop("A logit of 1000 does not overflow.")
def extremes(learner: Learner) -> None:
    parameters = learner.initialize(2)
    parameters["b2"] = np.array([1000.0, 0.0, -1000.0])
    p = learner.probabilities(parameters, clouds(2, 2)[0])
    wanted = np.array([[1.0, 0.0, 0.0]] * 2)
    agree(p, wanted, call="probabilities with logits near 1000, 0 and -1000", atol=1e-12)


@prop("The gradients are those of the mean cross-entropy, by differences.")
def gradients(learner: Learner) -> None:
    x, labels = clouds(3, 6)
    parameters = moved(learner.initialize(3))

    def loss(p: dict[str, np.ndarray]) -> float:
        p_label = np.asarray(learner.probabilities(p, x))[np.arange(6), labels]
        return float(-np.log(p_label).mean())

    got = learner.gradients(parameters, x, labels)
    gradient(loss, parameters, got, rtol=1e-4, call="gradients(parameters, x, labels)")


@prop(
    "Training reaches 97 of 100 new points, and confident answers, for each of three seeds.",
    false_alarm=TWICE,
)
def trains(learner: Learner) -> None:
    def training(number: int) -> None:
        parameters = learner.train(*clouds(number), number)
        x, labels = clouds(number + 50, 300)
        p = np.asarray(learner.probabilities(parameters, x))
        share = float((p.argmax(axis=1) == labels).mean())
        what = "share of new points classified right after training"
        call = f"train(x, labels, {number})"
        expect(share >= 0.97, what, expected="at least 0.97", got=share, call=call)
        given = float(p[np.arange(300), labels].mean())
        what = "mean probability given to the label"
        expect(given > 0.9, what, expected="above 0.9", got=given, call=call)

    for_seeds(training)
