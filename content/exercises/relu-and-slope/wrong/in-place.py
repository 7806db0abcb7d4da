# It writes into the caller's array.
# fails: input is unchanged
import numpy as np


def relu(x):
    """max(x, 0), elementwise, in the type of x."""
    x[x < 0] = 0
    return x


def relu_slope(x, at_zero=0.0):
    """1 where x > 0, 0 where x < 0, at_zero where x is 0; in the type of x."""
    return np.heaviside(x, at_zero)
