# It writes into the caller's array.
# fails: in place
import numpy as np


def softmax(x, axis=-1):
    """e^x over its sum along the axis, in the shape and type of x."""
    x -= x.max(axis=axis, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)
