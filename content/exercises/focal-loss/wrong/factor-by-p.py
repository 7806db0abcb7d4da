# The factor is p_t to the power of gamma: hard examples count less.
# fails: goes by what
import numpy as np


def sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def focal_loss(logits, targets, gamma=2.0):
    """(mean focal loss, its gradient by the logits)."""
    sign = np.where(targets == 1, 1, -1).astype(logits.dtype)
    s = sign * logits
    p, q = sigmoid(s), sigmoid(-s)
    cost = np.logaddexp(0, -s)
    factor = p**gamma
    slope = -factor * (gamma * p * cost + q)
    return (factor * cost).mean(), sign * slope / logits.size
