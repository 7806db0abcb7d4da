# An epsilon in the logarithm shifts every value.
# fails: log 2
import numpy as np


def logsumexp(x, axis=-1):
    """log(sum(e^x)) along the axis, which is removed."""
    top = x.max(axis=axis, keepdims=True)
    total = top + np.log(1e-8 + np.exp(x - top).sum(axis=axis, keepdims=True))
    return np.squeeze(total, axis=axis)


def log_softmax(x, axis=-1):
    """log(softmax(x)) along the axis, in the shape of x."""
    return x - np.expand_dims(logsumexp(x, axis=axis), axis)
