# Along axis 0, not the last one.
# fails: along the last one
import numpy as np


def softmax(x, axis=-1):
    """e^x over its sum along the axis, in the shape and type of x."""
    e = np.exp(x - x.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)
