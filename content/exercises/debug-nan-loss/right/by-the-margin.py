# The loss by the margin, with one logaddexp.
import numpy as np

STEPS = 300
RATE = 1.0


def sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def loss_and_slope(logits, y):
    """The mean binary cross-entropy, and its gradient with respect to the logits."""
    loss = np.logaddexp(0, np.where(y == 1, -logits, logits)).mean()
    return loss, (sigmoid(logits) - y) / len(y)


def train(x, y, seed):
    """Weights [2], bias [1], and the loss before each step."""
    rng = np.random.default_rng(seed)
    w, b = rng.normal(size=2), np.zeros(1)
    losses = []
    for _ in range(STEPS):
        loss, slope = loss_and_slope(x @ w + b, y)
        losses.append(loss)
        w = w - RATE * x.T @ slope
        b = b - RATE * slope.sum()
    return w, b, losses
