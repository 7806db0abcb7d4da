# 1 + erf is 0 in the left tail.
# fails: left tail
import math

import numpy as np

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def gelu(x):
    """x times the standard normal distribution function at x, in the type of x."""
    cdf = 0.5 * (1 + np.vectorize(math.erf, otypes=[float])(x / math.sqrt(2)))
    return (x * cdf).astype(x.dtype)
