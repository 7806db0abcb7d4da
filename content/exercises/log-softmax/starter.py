import numpy as np


def logsumexp(x, axis=-1):
    """log(sum(e^x)) along the axis, which is removed."""
    raise NotImplementedError


def log_softmax(x, axis=-1):
    """log(softmax(x)) along the axis, in the shape of x."""
    raise NotImplementedError
