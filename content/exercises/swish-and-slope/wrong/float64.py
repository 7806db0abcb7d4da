# A float64 number on the way turns float32 into float64.
# fails: float32
import numpy as np


def _sigmoid(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def swish(x, beta=1.0):
    """x * sigmoid(beta * x), in the type of x."""
    return x * np.float64(1) * _sigmoid(beta * x)


def swish_slope(x, beta=1.0):
    """The derivative of swish with respect to x, in the type of x."""
    z = beta * x
    s = _sigmoid(z)
    return s + z * s * _sigmoid(-z)
