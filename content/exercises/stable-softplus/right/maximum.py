# The maximum of x and 0, and -|x| chosen by np.where.
import math

import numpy as np


def softplus(x):
    m = np.maximum(x, 0)
    return m + np.log1p(np.exp(np.where(x > 0, -x, x)))
