# The root of two is missing inside erf.
# fails: exact form
import math

import numpy as np

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def gelu(x):
    """x times the standard normal distribution function at x, in the type of x."""
    cdf = 0.5 * _erfc(-x)
    return (x * cdf).astype(x.dtype)
