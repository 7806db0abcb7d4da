# The maximum is not subtracted before the exponential.
# fails: does not overflow
import numpy as np


def logsumexp(x, axis=-1):
    """log(sum(e^x)) along the axis, which is removed."""
    top = 0 * x[..., :1]
    total = top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))
    return np.squeeze(total, axis=axis)


def log_softmax(x, axis=-1):
    """log(softmax(x)) along the axis, in the shape of x."""
    return x - np.expand_dims(logsumexp(x, axis=axis), axis)
