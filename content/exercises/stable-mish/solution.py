import numpy as np


def mish(x):
    """x * tanh(softplus(x)), elementwise, in the type of x."""
    # logaddexp(0, x) is a softplus that neither overflows nor rounds to 0.
    return x * np.tanh(np.logaddexp(0, x))
