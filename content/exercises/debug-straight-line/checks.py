"""Debug: as good as a straight line."""

import numpy as np

from actquiz.practice.exercises.checks import TWICE, Learner, expect, for_seeds, gradient, prop


def clouds(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(1000 + seed)
    corners = draw.integers(0, 2, size=(n, 2))
    return 2.0 * corners - 1 + 0.25 * draw.normal(size=(n, 2)), corners[:, 0] ^ corners[:, 1]


@prop("The network is more than one linear layer: its response to a sum is not the sum.")
def bends(learner: Learner) -> None:
    parameters = learner.initialize(0)
    points = np.array([[1.0, 0.5], [-2.0, 1.0], [-1.0, 1.5], [0.0, 0.0]])
    logits = np.asarray(learner.forward(parameters, points)[1])
    difference = float(logits[0] + logits[1] - logits[2] - logits[3])
    expect(
        abs(difference) > 1e-6,
        "f(a) + f(b) - f(a + b) - f(0) is 0: the logits are a linear function of the input",
        expected="anything but 0",
        got=difference,
        call="forward(initialize(0), points)[1]",
    )


@prop("The gradients are those of the loss that the forward pass computes, by differences.")
def gradients(learner: Learner) -> None:
    x, y = clouds(1, 12)
    parameters = learner.initialize(1)

    def loss(p: dict[str, np.ndarray]) -> float:
        logits = np.asarray(learner.forward(p, x)[1])
        return float(np.mean(np.logaddexp(0, logits) - y * logits))

    got = learner.gradients(parameters, x, y)
    gradient(loss, parameters, got, rtol=1e-4, call="gradients(parameters, x, y)")


@prop("New points are classified right after training, for each of three seeds.", false_alarm=TWICE)
def trains(learner: Learner) -> None:
    def training(number: int) -> None:
        parameters = learner.train(*clouds(number, 200), number)
        x, y = clouds(number + 50, 500)
        share = float(((np.asarray(learner.forward(parameters, x)[1]) > 0) == y).mean())
        expect(
            share >= 0.97,
            "share of new points classified right after training",
            expected="at least 0.97",
            got=share,
            call=f"forward(train(x, y, {number}), points)[1]",
        )

    for_seeds(training)
