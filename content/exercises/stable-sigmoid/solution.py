import numpy as np


def sigmoid(x):
    """1 / (1 + e^-x), elementwise, in the type of x."""
    # The exponent is never positive, so t is at most 1 and cannot overflow.
    t = np.exp(-np.abs(x))
    # np.where computes both branches everywhere: here both are safe everywhere.
    return np.where(x >= 0, 1 / (1 + t), t / (1 + t))
