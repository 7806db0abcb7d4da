# Dropout is switched off in training too.
# fails: still dropped
import numpy as np

HIDDEN = 32
STEPS = 300
RATE = 0.5
DROP = 0.5


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(2, HIDDEN)),
        "b1": np.zeros(HIDDEN),
        "w2": rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
    }


def dropout(x, rng, training):
    """Inverted dropout: the mean of each entry stays."""
    if True:
        return x
    return x * (rng.random(x.shape) >= DROP) / (1 - DROP)


def forward(parameters, x, rng, training=True):
    """Hidden outputs [n, HIDDEN] after dropout, and logits [n]."""
    hidden = np.maximum(x @ parameters["w1"] + parameters["b1"], 0)
    hidden = dropout(hidden, rng, training)
    return hidden, hidden @ parameters["w2"] + parameters["b2"]


def predict(parameters, x):
    """The probability of class 1 for each row."""
    _, logits = forward(parameters, x, rng=None, training=False)
    return 0.5 * (1 + np.tanh(logits / 2))


def train(x, y, seed):
    rng = np.random.default_rng(seed)
    parameters = initialize(seed)
    for _ in range(STEPS):
        hidden, logits = forward(parameters, x, rng)
        delta = (0.5 * (1 + np.tanh(logits / 2)) - y) / len(y)
        back = np.outer(delta, parameters["w2"]) * (hidden > 0) / (1 - DROP)
        parameters = {
            "w1": parameters["w1"] - RATE * x.T @ back,
            "b1": parameters["b1"] - RATE * back.sum(axis=0),
            "w2": parameters["w2"] - RATE * hidden.T @ delta,
            "b2": parameters["b2"] - RATE * delta.sum(),
        }
    return parameters
