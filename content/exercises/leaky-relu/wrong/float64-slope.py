# The slope comes out as float64 whatever went in.
# fails: float32
import numpy as np


def leaky_relu(x, alpha=0.01):
    """x where x > 0, alpha * x elsewhere."""
    return np.where(x > 0, x, alpha * x)


def leaky_relu_slope(x, alpha=0.01):
    """1 where x > 0, alpha elsewhere."""
    one = np.ones(x.shape)
    return np.where(x > 0, one, alpha * one)
