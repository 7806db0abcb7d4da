# The loss takes the logarithm of the probabilities.
import numpy as np

STEPS = 300
RATE = 0.5


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(2, 16)),
        "b1": np.zeros(16),
        "w2": rng.normal(size=(16, 3)) / 4,
        "b2": np.zeros(3),
    }


def forward(parameters, x):
    """Hidden outputs [n, 16] and logits [n, 3]."""
    hidden = np.tanh(x @ parameters["w1"] + parameters["b1"])
    return hidden, hidden @ parameters["w2"] + parameters["b2"]


def probabilities(parameters, x):
    return softmax(forward(parameters, x)[1])


def cross_entropy(logits, labels):
    """Mean of -log softmax(logits)[label]."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


def loss(parameters, x, labels):
    return -np.log(probabilities(parameters, x))[np.arange(len(labels)), labels].mean()


def gradients(parameters, x, labels):
    hidden, logits = forward(parameters, x)
    delta = softmax(logits)
    delta[np.arange(len(labels)), labels] -= 1
    delta /= len(labels)
    back = (delta @ parameters["w2"].T) * (1 - hidden**2)
    return {
        "w1": x.T @ back,
        "b1": back.sum(axis=0),
        "w2": hidden.T @ delta,
        "b2": delta.sum(axis=0),
    }


def train(x, labels, seed):
    """The parameters, and the loss before each step."""
    parameters = initialize(seed)
    losses = []
    for _ in range(STEPS):
        losses.append(loss(parameters, x, labels))
        slopes = gradients(parameters, x, labels)
        parameters = {name: p - RATE * slopes[name] for name, p in parameters.items()}
    return parameters, losses
