# The biases do not move any more.
# fails: makes the loss smaller
import numpy as np

HIDDEN = 12
STEPS = 500
RATE = 0.2


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(2, HIDDEN)),
        "b1": np.zeros(HIDDEN),
        "w2": rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
    }


def forward(parameters, x):
    hidden = np.tanh(x @ parameters["w1"] + parameters["b1"])
    return hidden, hidden @ parameters["w2"] + parameters["b2"]


def loss(parameters, x, y):
    """The mean binary cross-entropy."""
    _, z = forward(parameters, x)
    return (np.logaddexp(0, z) - y * z).mean()


def gradients(parameters, x, y):
    """Of the loss, by name."""
    hidden, z = forward(parameters, x)
    delta = (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    back = np.outer(delta, parameters["w2"]) * (1 - hidden**2)
    return {
        "w1": x.T @ back,
        "b1": back.sum(axis=0),
        "w2": hidden.T @ delta,
        "b2": np.array([delta.sum()]),
    }


def step(parameters, slopes, rate):
    """One step of gradient descent; biases move half as fast as weights."""
    moved = {}
    for name, value in parameters.items():
        if name.startswith("w"):
            moved[name] = value - rate * slopes[name]
        else:
            moved[name] = value
    return moved


def train(x, y, seed):
    """The parameters, and the loss before each step."""
    parameters = initialize(seed)
    losses = []
    for _ in range(STEPS):
        losses.append(loss(parameters, x, y))
        parameters = step(parameters, gradients(parameters, x, y), RATE)
    return parameters, losses
