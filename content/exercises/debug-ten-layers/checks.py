"""Debug: ten layers and no gradient."""

import numpy as np

from actquiz.practice.exercises.checks import TWICE, Learner, expect, for_seeds, prop, seed


def clouds(seed: int, n: int = 128) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(4000 + seed)
    corners = draw.integers(0, 2, size=(n, 2))
    return 2.0 * corners - 1 + 0.25 * draw.normal(size=(n, 2)), corners[:, 0] ^ corners[:, 1]


@prop("The network still has ten hidden layers of 32 units.")
def depth(learner: Learner) -> None:
    found = [np.shape(w) for w in learner.initialize(0)]
    wanted = [(2, 32), *[(32, 32)] * 9, (32, 1)]
    what, call = "shapes of the weights", "initialize(0)"
    expect(found == wanted, what, expected=wanted, got=found, call=call)


# The mean of ten logarithms was -0.24 with a deviation of 0.12 in 25 rounds: six of them to -1.
@prop(
    "At the start the signal keeps its size: the tenth layer's mean square is like the first's.",
    false_alarm=1e-8,
)
def signal(learner: Learner) -> None:
    logs = []
    for number in map(seed, range(10)):
        outputs = learner.forward(learner.initialize(number), clouds(number)[0])
        logs.append(np.log10((outputs[10] ** 2).mean() / (outputs[1] ** 2).mean()))
    found = float(np.mean(logs))
    expect(
        -1 < found < 1,
        "log10 of the mean square of layer 10 over layer 1, averaged over 10 seeds",
        expected="between -1 and 1",
        got=found,
        call="forward(initialize(seed), x) for ten seeds",
    )


# The mean of ten logarithms was -0.52 with a deviation of 0.08 in 25 rounds.
@prop("At the start the first layer's gradient is of the size of the last one's.", false_alarm=1e-9)
def gradient_reaches(learner: Learner) -> None:
    logs = []
    for number in map(seed, range(10)):
        slopes = learner.gradients(learner.initialize(number), *clouds(number))
        logs.append(np.log10(np.linalg.norm(slopes[0]) / np.linalg.norm(slopes[-1])))
    found = float(np.mean(logs))
    expect(
        -2 < found < 2,
        "log10 of the first layer's gradient norm over the last one's, averaged over 10 seeds",
        expected="between -2 and 2",
        got=found,
        call="gradients(initialize(seed), x, y) for ten seeds",
    )


@prop("It trains: 95 of 100 points are right, for each of three seeds.", false_alarm=TWICE)
def trains(learner: Learner) -> None:
    def training(number: int) -> None:
        x, y = clouds(number)
        logits = np.asarray(learner.forward(learner.train(x, y, number), x)[-1])[:, 0]
        share = float(((logits > 0) == y).mean())
        expect(
            share >= 0.95,
            "share classified right after training",
            expected="at least 0.95",
            got=share,
            call=f"forward(train(x, y, {number}), x)",
        )

    for_seeds(training)
