# The square in the denominator is forgotten.
# fails: 1/4 at 0
import numpy as np


def sigmoid_slope(x):
    """The derivative of the sigmoid at x, elementwise, in the type of x."""
    t = np.exp(-np.abs(x))
    return t / (1 + t)
