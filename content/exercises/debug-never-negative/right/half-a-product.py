# Multiplied by 1/n instead of divided by n.
import numpy as np

HIDDEN = 32
STEPS = 600
RATE = 0.05
MOMENTUM = 0.9


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(1, HIDDEN)),
        "b1": rng.normal(size=HIDDEN),
        "w2": rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
    }


def relu(z):
    return np.maximum(z, 0)


def forward(parameters, x):
    """Hidden outputs [n, HIDDEN] and predictions [n]."""
    hidden = relu(x[:, None] @ parameters["w1"] + parameters["b1"])
    return hidden, hidden @ parameters["w2"] + parameters["b2"]


def predict(parameters, x):
    return forward(parameters, x)[1]


def gradients(parameters, x, y):
    """Of half the mean squared error, by name."""
    hidden, output = forward(parameters, x)
    delta = (output - y) * (1 / y.size)
    back = np.outer(delta, parameters["w2"]) * (hidden > 0)
    return {
        "w1": x[None] @ back,
        "b1": back.sum(axis=0),
        "w2": hidden.T @ delta,
        "b2": np.array([delta.sum()]),
    }


def train(x, y, seed):
    parameters = initialize(seed)
    velocity = {name: np.zeros_like(p) for name, p in parameters.items()}
    for _ in range(STEPS):
        slopes = gradients(parameters, x, y)
        for name in parameters:
            velocity[name] = MOMENTUM * velocity[name] - RATE * slopes[name]
            parameters[name] = parameters[name] + velocity[name]
    return parameters
