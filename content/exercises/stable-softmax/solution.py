import numpy as np


def softmax(x, axis=-1):
    """e^x over its sum along the axis, in the shape and type of x."""
    # The largest exponent becomes 0: nothing overflows, and the sum is at least 1.
    # keepdims leaves the axis in place, so that the shapes line up for any axis.
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
