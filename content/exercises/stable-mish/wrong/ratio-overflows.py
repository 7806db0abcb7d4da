# A ratio of exponentials, infinity over infinity.
# fails: overflow
import math

import numpy as np


def mish(x):
    e = np.exp(x)
    n = e * e + 2 * e
    return x * n / (n + 2)
