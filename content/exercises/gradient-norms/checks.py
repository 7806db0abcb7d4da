"""A gradient-norm probe."""

from itertools import pairwise

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, expect, prop, pure, same

Arrays = list[np.ndarray]


def reference(x: np.ndarray, weights: Arrays, grad: np.ndarray) -> list[float]:
    outputs = [x]
    for weight in weights:
        outputs.append(np.tanh(outputs[-1] @ weight))
    if grad.shape != outputs[-1].shape:
        raise ValueError
    norms = []
    for weight, above, below in zip(weights[::-1], outputs[::-1], outputs[-2::-1], strict=False):
        delta = grad * (1 - above**2)
        norms.append(float(np.linalg.norm(below.T @ delta)))
        grad = delta @ weight.T
    return norms[::-1]


def network(seed: int, sizes: tuple[int, ...], scale: float = 0.7, rows: int = 4) -> Call:
    draw = np.random.default_rng(seed)
    pairs = pairwise(sizes)
    weights = [scale * draw.normal(size=pair) for pair in pairs]
    return Call(draw.normal(size=(rows, sizes[0])), weights, draw.normal(size=(rows, sizes[-1])))


@prop("One layer: the norm of x^T times the gradient times tanh's slope.")
def one_layer(learner: Learner) -> None:
    unit = Call(np.array([[2.0]]), [np.array([[0.5]])], np.array([[2.0]]))
    same(learner.gradient_norms, reference, [unit, network(0, (3, 2))], atol=1e-12)


@prop("Two layers: the gradient passes the upper layer's slope and weights on its way down.")
def two_layers(learner: Learner) -> None:
    same(learner.gradient_norms, reference, [network(s, (3, 4, 2)) for s in (1, 2)], atol=1e-12)


@prop("The list runs from the first layer to the last.")
def order(learner: Learner) -> None:
    call = network(3, (2, 3, 4, 5))
    got, wanted = learner.gradient_norms(*call.args), reference(*call.args)
    expect(
        not np.allclose(got, wanted[::-1]),
        "the norms are in the order they were found, last layer first",
        expected=wanted,
        got=got,
        call="gradient_norms(x, weights, grad)",
    )
    same(learner.gradient_norms, reference, [call], atol=1e-12)


@prop("It is the gradient of the weights that is measured, by differences of a loss.")
def by_differences(learner: Learner) -> None:
    x, weights, grad = network(4, (2, 3, 2), rows=3).args

    def loss(changed: Arrays) -> float:
        h = x
        for weight in changed:
            h = np.tanh(h @ weight)
        return float((h * grad).sum())

    for layer, got in enumerate(learner.gradient_norms(x, weights, grad)):
        squares, step = 0.0, 1e-6
        for index in np.ndindex(weights[layer].shape):
            up, down = ([w.copy() for w in weights] for _ in range(2))
            up[layer][index] += step
            down[layer][index] -= step
            squares += ((loss(up) - loss(down)) / (2 * step)) ** 2
        wanted = squares**0.5
        expect(
            np.isclose(got, wanted, rtol=1e-5),
            f"norm of the weight gradient of layer {layer + 1} of 2",
            expected=wanted,
            got=got,
            call="gradient_norms(x, weights, grad)",
        )


@prop("Twenty layers with large weights: the first norm is over ten times the last, it explodes.")
def exploding(learner: Learner) -> None:
    call = network(5, (16,) * 21, scale=0.75)
    same(learner.gradient_norms, reference, [call])
    got = learner.gradient_norms(*call.args)
    expect(
        got[0] > 10 * got[-1],
        "the first norm over the last",
        expected="above 10",
        got=got[0] / got[-1],
        call="gradient_norms(x, weights, grad)",
    )


@prop("Input, weights and gradient are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.gradient_norms, [network(6, (3, 3, 3))])
