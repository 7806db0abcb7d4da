# A unit is dead if its largest output is 0.
import numpy as np


def dead_units(x, weights, biases):
    """For each ReLU layer, the number of units that are 0 on every row of x."""
    counts = []
    h = x
    for weight, bias in zip(weights, biases, strict=True):
        h = np.maximum(h @ weight + bias, 0)
        on_somewhere = h.max(axis=0) > 0
        counts.append(int((~on_somewhere).sum()))
    return counts
