# The next layer is fed what came before the ReLU.
# fails: layer before
import numpy as np


def dead_units(x, weights, biases):
    """For each ReLU layer, the number of units that are 0 on every row of x."""
    counts = []
    h = x
    for weight, bias in zip(weights, biases, strict=True):
        h = h @ weight + bias
        on_somewhere = (h > 0).any(axis=0)
        counts.append(int((~on_somewhere).sum()))
    return counts
