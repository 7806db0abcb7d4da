import numpy as np


def logsumexp(x, axis=-1):
    """log(sum(e^x)) along the axis, which is removed."""
    top = x.max(axis=axis, keepdims=True)
    # One of the exponentials is e^0, so the sum is at least 1 and its logarithm is harmless.
    total = top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))
    return np.squeeze(total, axis=axis)


def log_softmax(x, axis=-1):
    """log(softmax(x)) along the axis, in the shape of x."""
    # The quotient is never formed: a probability too small for its type has a fine logarithm.
    return x - np.expand_dims(logsumexp(x, axis=axis), axis)
