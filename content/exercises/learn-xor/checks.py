"""A network that learns XOR."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, expect, prop, pure

SEEDS = range(4)


def clouds(seed: int, n: int, opposite: bool = False) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(1000 + seed)
    corners = draw.integers(0, 2, size=(n, 2))
    y = corners[:, 0] ^ corners[:, 1] ^ int(opposite)
    return 2.0 * corners - 1 + 0.25 * draw.normal(size=(n, 2)), y


@prop("train returns a function; it answers m points with m labels of 0 and 1.")
def answers(learner: Learner) -> None:
    predict = learner.train(*clouds(0, 100), 0)
    got = np.asarray(predict(clouds(1, 7)[0]))
    expect(got.shape == (7,), "shape of predict for 7 points", expected=(7,), got=got.shape)
    good = set(got.tolist()) <= {0, 1} and got.dtype.kind in "iu"
    expect(good, "predict must give integers 0 and 1", expected="0 and 1, integers", got=got)


@prop("New points are classified right, for every one of four seeds.")
def learns_xor(learner: Learner) -> None:
    for seed in SEEDS:
        score(learner, seed, opposite=False)


@prop("The opposite labelling is learnt as well: nothing about XOR is written into the code.")
def learns_opposite(learner: Learner) -> None:
    for seed in SEEDS:
        score(learner, seed, opposite=True)


def score(learner: Learner, seed: int, opposite: bool) -> None:
    predict = learner.train(*clouds(seed, 200, opposite), seed)
    x, y = clouds(seed + 50, 500, opposite)
    share = float((predict(x) == y).mean())
    expect(
        share >= 0.97,
        f"share of new points classified right after training with seed {seed}",
        expected="at least 0.97",
        got=share,
    )


@prop("The same seed gives the same network; all points are classified alike.")
def repeatable(learner: Learner) -> None:
    x, y = clouds(0, 200)
    border = np.random.default_rng(7).uniform(-3, 3, size=(1000, 2))
    first, again = (learner.train(x, y, 3)(border) for _ in range(2))
    differ = int((np.asarray(first) != again).sum())
    what = "points of 1000 that two trainings with seed 3 classify differently"
    expect(differ == 0, what, expected=0, got=differ)


@prop("The training data are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.train, [Call(*clouds(0, 50), 0)])
