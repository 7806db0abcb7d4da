# The maximum is taken without keepdims and does not line up.
# fails: along the last one
import numpy as np


def softmax(x, axis=-1):
    """e^x over its sum along the axis, in the shape and type of x."""
    e = np.exp(x - x.max(axis=axis))
    return e / e.sum(axis=axis)
