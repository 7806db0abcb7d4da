# The weights are random, the seed is not used.
# fails: same seed
import numpy as np

HIDDEN = 16
STEPS = 400
RATE = 0.5


def initialize(seed):
    rng = np.random.default_rng()
    return {
        "w1": rng.normal(size=(2, HIDDEN)),
        "b1": np.zeros(HIDDEN),
        "w2": rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
    }


def forward(parameters, x):
    """Hidden outputs [n, HIDDEN] and logits [n]."""
    hidden = np.tanh(x @ parameters["w1"] + parameters["b1"])
    return hidden, hidden @ parameters["w2"] + parameters["b2"]


def gradients(parameters, x, y):
    """Of the mean binary cross-entropy, by name."""
    hidden, logits = forward(parameters, x)
    delta = (0.5 * (1 + np.tanh(logits / 2)) - y) / len(y)
    back = np.outer(delta, parameters["w2"]) * (1 - hidden**2)
    return {
        "w1": x.T @ back,
        "b1": back.sum(axis=0),
        "w2": hidden.T @ delta,
        "b2": np.array([delta.sum()]),
    }


def train(x, y, seed):
    parameters = initialize(seed)
    for _ in range(STEPS):
        slopes = gradients(parameters, x, y)
        parameters = {name: p - RATE * slopes[name] for name, p in parameters.items()}
    return parameters
