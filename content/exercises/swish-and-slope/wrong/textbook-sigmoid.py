# The textbook sigmoid, which overflows.
# fails: overflow nowhere
import numpy as np


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def swish(x, beta=1.0):
    """x * sigmoid(beta * x), in the type of x."""
    return x * _sigmoid(beta * x)


def swish_slope(x, beta=1.0):
    """The derivative of swish with respect to x, in the type of x."""
    z = beta * x
    s = _sigmoid(z)
    return s + z * s * _sigmoid(-z)
