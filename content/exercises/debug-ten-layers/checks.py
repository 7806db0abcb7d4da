"""Debug: ten layers and no gradient."""

import numpy as np

from actquiz.practice.exercises.checks import Learner, expect, prop


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


@prop("At the start the signal keeps its size: the tenth layer's mean square is like the first's.")
def signal(learner: Learner) -> None:
    logs = []
    for seed in range(10):
        outputs = learner.forward(learner.initialize(seed), clouds(seed)[0])
        logs.append(np.log10((outputs[10] ** 2).mean() / (outputs[1] ** 2).mean()))
    found = float(np.mean(logs))
    expect(
        -1 < found < 1,
        "log10 of the mean square of layer 10 over layer 1, averaged over 10 seeds",
        expected="between -1 and 1",
        got=found,
        call="forward(initialize(seed), x) for ten seeds",
    )


@prop("At the start the first layer's gradient is of the size of the last one's.")
def gradient_reaches(learner: Learner) -> None:
    logs = []
    for seed in range(10):
        slopes = learner.gradients(learner.initialize(seed), *clouds(seed))
        logs.append(np.log10(np.linalg.norm(slopes[0]) / np.linalg.norm(slopes[-1])))
    found = float(np.mean(logs))
    expect(
        -2 < found < 2,
        "log10 of the first layer's gradient norm over the last one's, averaged over 10 seeds",
        expected="between -2 and 2",
        got=found,
        call="gradients(initialize(seed), x, y) for ten seeds",
    )


@prop("It trains: 95 of 100 points are right, for each of three seeds.")
def trains(learner: Learner) -> None:
    for seed in range(3):
        x, y = clouds(seed)
        logits = np.asarray(learner.forward(learner.train(x, y, seed), x)[-1])[:, 0]
        share = float(((logits > 0) == y).mean())
        expect(
            share >= 0.95,
            f"share classified right after training with seed {seed}",
            expected="at least 0.95",
            got=share,
            call=f"forward(train(x, y, {seed}), x)",
        )
