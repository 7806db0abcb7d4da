# A smaller learning rate instead of a mean.
# fails: twice over
import numpy as np

HIDDEN = 16
STEPS = 600
RATE = 0.001


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(2, HIDDEN)) / np.sqrt(2),
        "b1": np.zeros(HIDDEN),
        "w2": rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
    }


def forward(parameters, x):
    hidden = np.tanh(x @ parameters["w1"] + parameters["b1"])
    return hidden, hidden @ parameters["w2"] + parameters["b2"]


def predict(parameters, x):
    return forward(parameters, x)[1]


def loss(parameters, x, y):
    """Half the mean squared error."""
    return 0.5 * ((predict(parameters, x) - y) ** 2).mean()


def gradients(parameters, x, y):
    """Of the loss, by name."""
    hidden, output = forward(parameters, x)
    delta = output - y
    back = np.outer(delta, parameters["w2"]) * (1 - hidden**2)
    return {
        "w1": x.T @ back,
        "b1": back.sum(axis=0),
        "w2": hidden.T @ delta,
        "b2": np.array([delta.sum()]),
    }


def train(x, y, batch, seed):
    rng = np.random.default_rng(seed)
    parameters = initialize(seed)
    for _ in range(STEPS):
        rows = rng.permutation(len(x))[:batch]
        slopes = gradients(parameters, x[rows], y[rows])
        for name in parameters:
            parameters[name] = parameters[name] - RATE * slopes[name]
    return parameters
