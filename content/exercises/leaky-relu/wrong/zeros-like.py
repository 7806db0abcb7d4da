# zeros_like of integers holds integers.
# fails: Integers
import numpy as np


def leaky_relu(x, alpha=0.01):
    """x where x > 0, alpha * x elsewhere."""
    y = np.zeros_like(x)
    y[x > 0] = x[x > 0]
    y[x <= 0] = alpha * x[x <= 0]
    return y


def leaky_relu_slope(x, alpha=0.01):
    """1 where x > 0, alpha elsewhere."""
    one = np.ones_like(alpha * x)
    return np.where(x > 0, one, alpha * one)
