# The output bias begins at the mean price.
import numpy as np

HIDDEN = 16
STEPS = 1000
RATE = 0.002


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(3, HIDDEN)) * np.sqrt(2 / 3),
        "b1": np.zeros(HIDDEN),
        "w2": rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
        "mean": np.zeros(1),
        "scale": np.ones(1),
    }


def hidden(parameters, x):
    return np.maximum(x @ parameters["w1"] + parameters["b1"], 0)


def predict(parameters, x):
    """Prices in thousands."""
    output = hidden(parameters, x) @ parameters["w2"] + parameters["b2"]
    return parameters["mean"] + parameters["scale"] * output


def train(x, y, seed):
    """Gradient descent on half the mean squared error, in units of the prices' spread."""
    parameters = initialize(seed)
    parameters["b2"] = np.array([y.mean()])
    for _ in range(STEPS):
        h = hidden(parameters, x)
        delta = (predict(parameters, x) - y) / parameters["scale"] / len(y)
        back = np.outer(delta, parameters["w2"]) * (h > 0)
        parameters["w2"] = parameters["w2"] - RATE * h.T @ delta
        parameters["b2"] = parameters["b2"] - RATE * delta.sum()
        parameters["w1"] = parameters["w1"] - RATE * x.T @ back
        parameters["b1"] = parameters["b1"] - RATE * back.sum(axis=0)
    return parameters


def houses(seed, n=200):
    """Standardised features and prices in thousands."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 3))
    return x, 300 + 60 * np.tanh(x[:, 0]) + 30 * x[:, 1] + 5 * rng.normal(size=n)
