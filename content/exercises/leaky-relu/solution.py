import numpy as np


def leaky_relu(x, alpha=0.01):
    """x where x > 0, alpha * x elsewhere."""
    # Chosen by sign: max(x, alpha * x) is another function as soon as alpha > 1.
    return np.where(x > 0, x, alpha * x)


def leaky_relu_slope(x, alpha=0.01):
    """1 where x > 0, alpha elsewhere."""
    # The same choice of number types as above: integers give float64, float32 stays.
    one = np.ones_like(alpha * x)
    return np.where(x > 0, one, alpha * one)
