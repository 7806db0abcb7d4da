"""A network that learns XOR."""

import numpy as np

from actquiz.practice.exercises.checks import (
    TWICE,
    Call,
    Learner,
    agree,
    expect,
    for_seeds,
    prop,
    pure,
)


def clouds(number: int, n: int, opposite: bool = False) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(1000 + number)
    corners = draw.integers(0, 2, size=(n, 2))
    points = 2.0 * corners - 1 + 0.25 * draw.normal(size=(n, 2))
    return points, corners[:, 0] ^ corners[:, 1] ^ int(opposite)


def turned(points: np.ndarray) -> np.ndarray:
    """By 45 degrees: no product of the coordinates tells the classes apart any more."""
    return points @ np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2)


def network(parameters: dict[str, np.ndarray], x: np.ndarray) -> np.ndarray:
    """The answers of the network that the task describes."""
    hidden = np.tanh(x @ parameters["w1"] + parameters["b1"])
    return (hidden @ parameters["w2"] + parameters["b2"] > 0).astype(int)


@prop("train returns the parameters of a network with one hidden layer, by name.")
def parameters(learner: Learner) -> None:
    found = learner.train(*clouds(0, 100), 0)
    names = sorted(found) if isinstance(found, dict) else type(found).__name__
    wanted = ["b1", "b2", "w1", "w2"]
    call = "train(x, y, 0)"
    expect(names == wanted, "what it returns", expected=wanted, got=names, call=call)
    units = np.shape(found["b1"])[0] if np.ndim(found["b1"]) == 1 else 0
    shapes = [np.shape(found[name]) for name in ("w1", "b1", "w2")]
    shaped = [(2, units), (units,), (units,)]
    what = "shapes of w1, b1 and w2"
    expect(shapes == shaped, what, expected="[(2, h), (h,), (h,)]", got=shapes, call=call)
    single = np.size(found["b2"]) == 1
    expect(single, "size of b2", expected=1, got=np.size(found["b2"]), call=call)


@prop("predict gives the answers of that network: m labels of 0 and 1.")
def answers(learner: Learner) -> None:
    found = learner.train(*clouds(0, 100), 0)
    points = 2 * np.random.default_rng(7).normal(size=(200, 2))
    call = "predict(train(x, y, 0), points)"
    agree(learner.predict(found, points), network(found, points), call=call)
    moved = {**found, "b2": np.asarray(found["b2"]) + 100}
    call = "predict(parameters, points), b2 larger by 100"
    agree(learner.predict(moved, points), np.ones(200, dtype=int), call=call)


@prop("New points are classified right, for every one of three seeds.", false_alarm=TWICE)
def learns_xor(learner: Learner) -> None:
    def training(number: int) -> None:
        score(learner, number, clouds(number, 200), clouds(number + 50, 500))

    for_seeds(training)


@prop("The opposite labelling is learnt as well.", false_alarm=TWICE)
def learns_opposite(learner: Learner) -> None:
    def training(number: int) -> None:
        score(learner, number, clouds(number, 200, True), clouds(number + 50, 500, True))

    for_seeds(training)


@prop(
    "Clouds turned by 45 degrees are learnt too: nothing about XOR is written into the code.",
    false_alarm=TWICE,
)
def learns_turned(learner: Learner) -> None:
    def training(number: int) -> None:
        (x, y), (points, labels) = clouds(number, 200), clouds(number + 50, 500)
        score(learner, number, (turned(x), y), (turned(points), labels))

    for_seeds(training)


def score(
    learner: Learner,
    number: int,
    data: tuple[np.ndarray, np.ndarray],
    new: tuple[np.ndarray, np.ndarray],
) -> None:
    found = learner.train(*data, number)
    share = float((network(found, new[0]) == new[1]).mean())
    expect(
        share >= 0.97,
        "share of new points classified right",
        expected="at least 0.97",
        got=share,
        call=f"predict(train(x, y, {number}), points)",
    )


@prop("The same seed gives the same network, another seed another one.")
def repeatable(learner: Learner) -> None:
    x, y = clouds(0, 200)
    first, again, other = (learner.train(x, y, number) for number in (3, 3, 4))
    for name, value in first.items():
        agree(again[name], value, call=f"train(x, y, 3)[{name!r}], the second time", rtol=0)
    differ = not np.array_equal(first["w1"], other["w1"])
    what, call = "w1 is that of train(x, y, 3)", "train(x, y, 4)['w1'][0, :3]"
    expect(differ, what, expected="other weights", got=other["w1"][0, :3], call=call)


@prop("The training data are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.train, [Call(*clouds(0, 50), 0)])
