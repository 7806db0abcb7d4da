"""Debug: two answers to the same question."""

import numpy as np

from actquiz.practice.exercises.checks import TWICE, Learner, Seeded, agree, expect, for_seeds, prop


def clouds(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(7000 + seed)
    corners = draw.integers(0, 2, size=(n, 2))
    return 2.0 * corners - 1 + 0.35 * draw.normal(size=(n, 2)), corners[:, 0] ^ corners[:, 1]


@prop("The same input gets the same probability each time.")
def repeatable(learner: Learner) -> None:
    parameters = learner.initialize(0)
    x = clouds(0, 8)[0]
    first, second = learner.predict(parameters, x), learner.predict(parameters, x)
    alike = np.array_equal(first, second)
    what, call = "the second answer to the same input", "predict(parameters, x)"
    expect(alike, what, expected=first, got=second, call=call)


@prop("A prediction uses all units, neither half of them nor twice their outputs.")
def all_units(learner: Learner) -> None:
    parameters = {**learner.initialize(1), "b2": np.array([0.5])}
    x = clouds(1, 4)[0]
    hidden = np.maximum(x @ parameters["w1"] + parameters["b1"], 0)
    logits = hidden @ parameters["w2"] + parameters["b2"]
    wanted = 0.5 * (1 + np.tanh(logits / 2))
    agree(learner.predict(parameters, x), wanted, call="predict(parameters, x)")


@prop("In training, units are still dropped: about half of those that are on.")
def drops(learner: Learner) -> None:
    parameters = learner.initialize(2)
    x = clouds(2, 200)[0]
    whole = np.maximum(x @ parameters["w1"] + parameters["b1"], 0)
    on = whole > 0
    first, second = (
        np.asarray(learner.forward(parameters, x, Seeded(seed), True)[0]) for seed in (0, 1)
    )
    share = float((first[on] > 0).mean())
    what, call = "share of the units kept in training", "forward(parameters, x, rng, True)[0]"
    expect(0.4 < share < 0.6, what, expected=0.5, got=share, call=call)
    kept = first > 0
    wanted = float((whole[kept] * 2).sum())
    agree(float(first[kept].sum()), wanted, call=f"{call}.sum(): the outputs kept are doubled")
    differ = not np.array_equal(first, second)
    what = "two training passes with different generators dropped the same units"
    expect(differ, what, expected="different ones", got=second[0, :5], call=call)


@prop("New points are classified right after training, for each of three seeds.", false_alarm=TWICE)
def trains(learner: Learner) -> None:
    def training(number: int) -> None:
        parameters = learner.train(*clouds(number, 200), number)
        x, y = clouds(number + 50, 500)
        share = float(((np.asarray(learner.predict(parameters, x)) > 0.5) == y).mean())
        expect(
            share >= 0.97,
            "share of new points classified right after training",
            expected="at least 0.97",
            got=share,
            call=f"predict(train(x, y, {number}), points)",
        )

    for_seeds(training)
