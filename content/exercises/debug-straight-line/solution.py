import numpy as np

HIDDEN = 16
STEPS = 400
RATE = 0.5


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(2, HIDDEN)),
        "b1": np.zeros(HIDDEN),
        "w2": rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
    }


def forward(parameters, x):
    """Hidden outputs [n, HIDDEN] and logits [n]."""
    # Without the ReLU, two layers multiply out to one: the network could only draw a line.
    hidden = np.maximum(x @ parameters["w1"] + parameters["b1"], 0)
    logits = hidden @ parameters["w2"] + parameters["b2"]
    return hidden, logits


def gradients(parameters, x, y):
    """Of the mean binary cross-entropy, by name."""
    hidden, logits = forward(parameters, x)
    p = 0.5 * (1 + np.tanh(logits / 2))
    delta = (p - y) / len(y)
    # ReLU: the gradient passes where the unit is on.
    back = np.outer(delta, parameters["w2"]) * (hidden > 0)
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


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    corners = rng.integers(0, 2, size=(200, 2))
    x = 2.0 * corners - 1 + 0.25 * rng.normal(size=(200, 2))
    y = corners[:, 0] ^ corners[:, 1]
    for seed in range(5):
        _, z = forward(train(x, y, seed), x)
        loss = (np.logaddexp(0, z) - y * z).mean()
        print(f"seed {seed}: loss {loss:.2f}, accuracy {((z > 0) == y).mean():.2f}")
