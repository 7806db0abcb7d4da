"""Debug: the loss stays at log 2."""

import numpy as np

from actquiz.practice.exercises.checks import TWICE, Learner, expect, for_seeds, gradient, prop


def clouds(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(3000 + seed)
    corners = draw.integers(0, 2, size=(n, 2))
    return 2.0 * corners - 1 + 0.25 * draw.normal(size=(n, 2)), corners[:, 0] ^ corners[:, 1]


@prop("At the start the weights of one layer at least get a gradient.")
def gradients_at_start(learner: Learner) -> None:
    x, y = clouds(0, 50)
    slopes = learner.gradients(learner.initialize(0), x, y)
    largest = max(float(abs(slopes[name]).max()) for name in ("w1", "w2"))
    what = "the largest gradient of w1 and w2 before the first step"
    call = "gradients(initialize(0), x, y)"
    expect(largest > 1e-6, what, expected="not 0", got=largest, call=call)


@prop("The gradients are those of the loss, by differences.")
def gradients(learner: Learner) -> None:
    x, y = clouds(1, 12)
    parameters = learner.initialize(1)

    def loss(p: dict[str, np.ndarray]) -> float:
        logits = np.asarray(learner.forward(p, x)[1])
        return float(np.mean(np.logaddexp(0, logits) - y * logits))

    got = learner.gradients(parameters, x, y)
    gradient(loss, parameters, got, rtol=1e-4, call="gradients(parameters, x, y)")


@prop("After training the hidden units differ: no unit is a copy of another.")
def units_differ(learner: Learner) -> None:
    x, y = clouds(0, 200)
    hidden = np.asarray(learner.forward(learner.train(x, y, 0), x)[0])
    gaps = abs(hidden[:, :, None] - hidden[:, None, :]).max(axis=0)
    alike = int((gaps + np.eye(len(gaps)) < 1e-6).any(axis=0).sum())
    expect(
        alike == 0,
        "hidden units that give the same output as another one for all of 200 inputs",
        expected=0,
        got=alike,
        call="forward(train(x, y, 0), x)[0]",
    )


@prop("New points are classified right after training, for each of three seeds.", false_alarm=TWICE)
def trains(learner: Learner) -> None:
    def training(number: int) -> None:
        parameters = learner.train(*clouds(number, 200), number)
        x, y = clouds(number + 50, 500)
        share = float(((np.asarray(learner.forward(parameters, x)[1]) > 0) == y).mean())
        expect(
            share >= 0.95,
            "share of new points classified right after training",
            expected="at least 0.95",
            got=share,
            call=f"forward(train(x, y, {number}), points)[1]",
        )

    for_seeds(training)


@prop("The same seed gives the same start, another seed another one.")
def seeds(learner: Learner) -> None:
    first, again, other = (learner.initialize(seed) for seed in (4, 4, 5))
    for name in first:
        alike = np.array_equal(first[name], again[name])
        what, call = "what comes the second time", f"initialize(4)[{name!r}]"
        expect(alike, what, expected=first[name], got=again[name], call=call)
    differ = any(not np.array_equal(first[name], other[name]) for name in first)
    what, call = "initialize(4) and initialize(5) are the same", "initialize(5)['w1'][0, :3]"
    expect(differ, what, expected="other weights", got=other["w1"][0, :3], call=call)
