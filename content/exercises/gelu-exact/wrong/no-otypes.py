# np.vectorize without otypes fails on empty arrays.
# fails: empty array
import math

import numpy as np

_erfc = np.vectorize(math.erfc)


def gelu(x):
    """x times the standard normal distribution function at x, in the type of x."""
    cdf = 0.5 * _erfc(-x / math.sqrt(2))
    return (x * cdf).astype(x.dtype)
