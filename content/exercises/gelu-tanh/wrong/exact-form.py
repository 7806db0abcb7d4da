# The exact form, with erf.
# fails: tanh form
import math

import numpy as np


def gelu_tanh(x):
    return (0.5 * x * np.vectorize(math.erfc, otypes=[float])(-x / math.sqrt(2))).astype(x.dtype)


def gelu_tanh_slope(x):
    return x
