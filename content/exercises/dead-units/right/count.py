# The active rows of each unit are counted.
import numpy as np


def dead_units(x, weights, biases):
    """For each ReLU layer, the number of units that are 0 on every row of x."""
    counts = []
    h = x
    for weight, bias in zip(weights, biases, strict=True):
        h = np.maximum(h @ weight + bias, 0)
        on_somewhere = (h > 0).any(axis=0)
        counts.append(int(np.count_nonzero((h == 0).all(axis=0))))
    return counts
