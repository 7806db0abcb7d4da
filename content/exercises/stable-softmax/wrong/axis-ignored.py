# The axis that is asked for is ignored.
# fails: Any axis
import numpy as np


def softmax(x, axis=-1):
    """e^x over its sum along the axis, in the shape and type of x."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
