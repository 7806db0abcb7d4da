# It writes into the caller's array.
# fails: as they were
import numpy as np


def dead_units(x, weights, biases):
    """For each ReLU layer, the number of units that are 0 on every row of x."""
    counts = []
    h = x
    for weight, bias in zip(weights, biases, strict=True):
        h = np.maximum(h @ weight + bias, 0)
        bias -= 1
        on_somewhere = (h > 0).any(axis=0)
        counts.append(int((~on_somewhere).sum()))
    return counts
