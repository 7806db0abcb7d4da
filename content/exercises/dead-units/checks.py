"""Count the dead units."""

from itertools import pairwise

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, prop, pure, same

Arrays = list[np.ndarray]


def reference(x: np.ndarray, weights: Arrays, biases: Arrays) -> list[int]:
    counts, h = [], x
    for weight, bias in zip(weights, biases, strict=True):
        h = np.maximum(h @ weight + bias, 0)
        counts.append(int((h == 0).all(axis=0).sum()))
    return counts


def network(seed: int, sizes: tuple[int, ...], bias: float = 0.0, rows: int = 20) -> Call:
    draw = np.random.default_rng(seed)
    pairs = list(pairwise(sizes))
    weights = [draw.normal(size=pair) for pair in pairs]
    biases = [bias + draw.normal(size=out) for _, out in pairs]
    return Call(draw.normal(size=(rows, sizes[0])), weights, biases)


@prop("A unit that is off for every row is dead; one that is on for a single row is not.")
def one_layer(learner: Learner) -> None:
    x = np.array([[1.0], [-1.0], [2.0]])
    weight = np.array([[1.0, -1.0, 0.0, 1.0]])
    bias = np.array([0.0, -0.5, -1.0, -5.0])
    same(learner.dead_units, reference, [Call(x, [weight], [bias])])


@prop("One row of a thousand is enough: a unit that is on for it is not dead.")
def rare(learner: Learner) -> None:
    x = -np.ones((1000, 1))
    x[617] = 1
    same(learner.dead_units, reference, [Call(x, [np.array([[1.0, 0.0]])], [np.zeros(2)])])


@prop("Many zeros are not dead units: half of the outputs are 0 here, and no unit is dead.")
def sparse(learner: Learner) -> None:
    x = np.array([[1.0, -1.0], [-1.0, 1.0]])
    same(learner.dead_units, reference, [Call(x, [np.eye(2)], [np.zeros(2)])])


@prop("A pre-activation of exactly 0 is an output of 0: such a unit counts as dead.")
def exact_zero(learner: Learner) -> None:
    call = Call(np.array([[1.0], [2.0]]), [np.zeros((1, 2))], [np.array([0.0, 1.0])])
    same(learner.dead_units, reference, [call])


@prop("Each layer is counted on the outputs of the layer before it.")
def layers(learner: Learner) -> None:
    calls = [network(seed, (3, 8, 6, 4), bias=-2.0) for seed in range(4)]
    same(learner.dead_units, reference, calls)


@prop("The counts are Python ints, one a layer.")
def types(learner: Learner) -> None:
    same(learner.dead_units, reference, [network(9, (2, 5, 5))], dtype=True)


@prop("Inputs, weights and biases are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.dead_units, [network(1, (3, 4, 2))])
