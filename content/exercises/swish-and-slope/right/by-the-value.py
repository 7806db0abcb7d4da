# The slope from the value of swish.
import numpy as np


def _sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def swish(x, beta=1.0):
    """x * sigmoid(beta * x), in the type of x."""
    return x * _sigmoid(beta * x)


def swish_slope(x, beta=1.0):
    """The derivative of swish with respect to x, in the type of x."""
    z = beta * x
    s = _sigmoid(z)
    f = x * s
    return beta * f + s * (1 - beta * f)
