# One maximum for the whole array: a row far below it is 0/0.
# fails: own maximum
import numpy as np


def softmax(x, axis=-1):
    """e^x over its sum along the axis, in the shape and type of x."""
    e = np.exp(x - x.max())
    return e / e.sum(axis=axis, keepdims=True)
