# The maximum is not subtracted before the exponential.
# fails: does not overflow
import math

import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)
