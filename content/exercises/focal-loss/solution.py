import numpy as np


def sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def focal_loss(logits, targets, gamma=2.0):
    """(mean focal loss, its gradient by the logits)."""
    sign = np.where(targets == 1, 1, -1).astype(logits.dtype)
    # The logit of the target: one formula for both classes.
    s = sign * logits
    # Each probability from its own side: 1 - p has no digits where p is near 1.
    p, q = sigmoid(s), sigmoid(-s)
    cost = np.logaddexp(0, -s)
    factor = q**gamma
    # The first term comes through the factor, the second through the logarithm.
    slope = -factor * (gamma * p * cost + q)
    return (factor * cost).mean(), sign * slope / logits.size
