# A float64 number on the way turns float32 into float64.
# fails: float32
import math

import numpy as np

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def gelu(x):
    """x times the standard normal distribution function at x, in the type of x."""
    cdf = 0.5 * _erfc(-x / math.sqrt(2))
    return x * cdf
