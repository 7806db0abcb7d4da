import numpy as np


def sigmoid(x):
    """1 / (1 + e^-x), elementwise, in the type of x."""
    raise NotImplementedError
