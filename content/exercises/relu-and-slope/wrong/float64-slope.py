# The slope comes out as float64 whatever went in.
# fails: float32
import numpy as np


def relu(x):
    """max(x, 0), elementwise, in the type of x."""
    return np.maximum(x, 0)


def relu_slope(x, at_zero=0.0):
    """1 where x > 0, 0 where x < 0, at_zero where x is 0; in the type of x."""
    return np.where(x > 0, 1.0, np.where(x < 0, 0.0, at_zero))
