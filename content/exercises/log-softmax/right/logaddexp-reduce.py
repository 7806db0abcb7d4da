# Log-sum-exp by np.logaddexp.reduce.
import math

import numpy as np


def logsumexp(x, axis=-1):
    return np.logaddexp.reduce(x, axis=axis)


def log_softmax(x, axis=-1):
    return x - np.logaddexp.reduce(x, axis=axis, keepdims=True)
