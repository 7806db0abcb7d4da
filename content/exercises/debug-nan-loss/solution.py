import numpy as np

STEPS = 300
RATE = 1.0


def sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def loss_and_slope(logits, y):
    """The mean binary cross-entropy, and its gradient with respect to the logits."""
    # -log sigmoid(z) is softplus(-z): no probability that has rounded to 0 or 1 is ever logged.
    loss = (y * np.logaddexp(0, -logits) + (1 - y) * np.logaddexp(0, logits)).mean()
    # The factors p(1 - p) cancel on paper; cancelled here, they cannot be 0/0.
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


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, size=100)
    x = (2.0 * y - 1)[:, None] * np.exp(rng.normal(size=(100, 2)))
    with np.errstate(all="ignore"):
        for seed in range(3):
            w, _, losses = train(x, y, seed)
            print(f"seed {seed}:", *(f"{losses[i]:.2g}" for i in (0, 1, 10, 20, 50, 299)), "w =", w)
