import numpy as np


def train(x, y, seed):
    """Train on points x [n, 2] and labels y [n] of 0 and 1; return predict(x) -> labels."""
    raise NotImplementedError
