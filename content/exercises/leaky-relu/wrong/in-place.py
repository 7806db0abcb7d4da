# It writes into the caller's array.
# fails: input is unchanged
import numpy as np


def leaky_relu(x, alpha=0.01):
    """x where x > 0, alpha * x elsewhere."""
    x[x < 0] *= alpha
    return x


def leaky_relu_slope(x, alpha=0.01):
    """1 where x > 0, alpha elsewhere."""
    one = np.ones_like(alpha * x)
    return np.where(x > 0, one, alpha * one)
