"""A two-layer network, backward by hand."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Learner,
    agree,
    expect,
    gradient,
    prop,
    pure,
    quiet,
)

Parameters = dict[str, np.ndarray]


def network(seed: int, scale: float = 1.0) -> tuple[Parameters, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    shapes = {"w1": (3, 5), "b1": (5,), "w2": (5, 4), "b2": (4,)}
    parameters = {name: scale * draw.normal(size=shape) for name, shape in shapes.items()}
    return parameters, draw.normal(size=(6, 3)), draw.integers(0, 4, size=6)


def loss_of(parameters: Parameters, x: np.ndarray, labels: np.ndarray) -> float:
    hidden = np.maximum(x @ parameters["w1"] + parameters["b1"], 0)
    z = hidden @ parameters["w2"] + parameters["b2"]
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return float(-log_p[np.arange(len(labels)), labels].mean())


@prop("The loss is the mean cross-entropy: log 4 for four classes and zero weights.")
def loss(learner: Learner) -> None:
    zero, x, labels = network(0, scale=0.0)
    for parameters in (zero, network(0)[0], network(1)[0]):
        got = learner.loss_and_gradients(parameters, x, labels)[0]
        wanted = loss_of(parameters, x, labels)
        call = Call(parameters, x, labels).shown("loss_and_gradients")
        agree(got, wanted, call=f"{call}[0]", rtol=1e-9, dtype=False)


@prop("Each gradient has its parameter's name and shape.")
def shapes(learner: Learner) -> None:
    parameters, x, labels = network(0)
    got = learner.loss_and_gradients(parameters, x, labels)[1]
    wanted = {name: value.shape for name, value in parameters.items()}
    found = {name: np.shape(value) for name, value in got.items()}
    what, call = "names and shapes of the gradients", "loss_and_gradients(parameters, x, labels)[1]"
    expect(found == wanted, what, expected=wanted, got=found, call=call)


@prop("The output layer's gradients agree with differences of the loss.")
def output_layer(learner: Learner) -> None:
    compare(learner, ("w2", "b2"))


@prop("The hidden layer's gradients agree too: the mask of the ReLU is in its place.")
def hidden_layer(learner: Learner) -> None:
    compare(learner, ("w1", "b1"))


def compare(learner: Learner, names: tuple[str, ...]) -> None:
    for seed in (0, 1):
        parameters, x, labels = network(seed)
        got = learner.loss_and_gradients(parameters, x, labels)[1]
        rest = {name: value for name, value in parameters.items() if name not in names}

        def loss(p: Parameters) -> float:
            return loss_of({**rest, **p}, x, labels)  # noqa: B023 (called before the next round)

        chosen = {name: parameters[name] for name in names}
        gradient(loss, chosen, got, call="loss_and_gradients(parameters, x, labels)[1]")


@prop("The gradients are computed backward and not by differences: twelve digits are right.")
def exact(learner: Learner) -> None:
    parameters = {"w1": np.array([[2.0]]), "b1": np.array([1.0]), "b2": np.zeros(2)}
    parameters["w2"] = np.array([[1.0, -1.0]])
    x, labels = np.array([[0.5]]), np.array([1])
    # One unit, on, with output 2: logits 2 and -2, so the label has probability 1/(1 + e^4).
    p = 1 / (1 + np.exp(-4.0))
    wanted = {"w1": np.array([[p]]), "b1": np.array([2 * p])}
    wanted |= {"w2": np.array([[2 * p, -2 * p]]), "b2": np.array([p, -p])}
    got = learner.loss_and_gradients(parameters, x, labels)[1]
    for name, value in wanted.items():
        call = f"loss_and_gradients(parameters, x, labels)[1][{name!r}], one hidden unit"
        agree(got[name], value, call=call, rtol=1e-12)


@prop("Logits of a thousand give a finite loss and finite gradients, without a warning.")
def extremes(learner: Learner) -> None:
    parameters, x, labels = network(2, scale=30.0)
    value, gradients = learner.loss_and_gradients(parameters, x, labels)
    wanted = loss_of(parameters, x, labels)
    call = "loss_and_gradients(parameters, x, labels), weights of about 30"
    agree(value, wanted, call=f"{call}: the loss", rtol=1e-6, dtype=False)
    finite = all(np.isfinite(g).all() for g in gradients.values())
    expect(finite, "a gradient is not finite", call=call)
    quiet(learner.loss_and_gradients, [Call(parameters, x, labels)])


@prop("The parameters and the data are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.loss_and_gradients, [Call(*network(0))])


@prop("Plain gradient descent with it learns: the loss falls to a tenth.")
def descent(learner: Learner) -> None:
    parameters, x, _ = network(3)
    labels = (x[:, 0] > 0).astype(int) + 2 * (x[:, 1] > 0)
    first = loss_of(parameters, x, labels)
    for _ in range(150):
        gradients = learner.loss_and_gradients(parameters, x, labels)[1]
        parameters = {name: p - 0.5 * gradients[name] for name, p in parameters.items()}
    last = loss_of(parameters, x, labels)
    expect(
        last < first / 10,
        "after 150 steps of gradient descent the loss is still too high",
        expected=f"below {first / 10:.3g}",
        got=last,
        call="loss_and_gradients(parameters, x, labels), 150 times",
    )
