# np.fmax turns NaN into 0.
# fails: NaN
import numpy as np


def relu(x):
    """max(x, 0), elementwise, in the type of x."""
    return np.fmax(x, 0)


def relu_slope(x, at_zero=0.0):
    """1 where x > 0, 0 where x < 0, at_zero where x is 0; in the type of x."""
    return np.heaviside(x, at_zero)
