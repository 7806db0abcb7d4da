# A pre-activation of exactly 0 does not count as dead.
# fails: exactly 0
import numpy as np


def dead_units(x, weights, biases):
    """For each ReLU layer, the number of units that are 0 on every row of x."""
    counts = []
    h = x
    for weight, bias in zip(weights, biases, strict=True):
        z = h @ weight + bias
        h = np.maximum(z, 0)
        on_somewhere = (z >= 0).any(axis=0)
        counts.append(int((~on_somewhere).sum()))
    return counts
